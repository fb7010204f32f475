"""Whose number it is: asked after the card is up, one question after the other.

No look-up happens before a card shows: the number comes first; name, company,
last talk and last note fill in as soon as the local journal has answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from uis_desktop.core.contacts import Contact
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number
from uis_desktop.session.ports import Journal

#: Told the key of a card or row, the contact whose number it shows, and what was before.
Tell = Callable[[str, Contact | None, Past | None], Awaitable[None]]
#: All keys the call with this key has in the journal.
KeysOf = Callable[[str], Sequence[str]]

#: So many calls are remembered, to be asked for when contacts change.
_MOST_ASKED = 500


class Names:
    """Looks up what UIS cannot know of a contact, once for each call."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._asked: dict[str, Number] = {}
        self._wanted: asyncio.Queue[tuple[str, Number]] = asyncio.Queue()

    def want(self, key: str, number: Number | None) -> None:
        """Have the number of a card or row looked up, unless it was before."""
        if not number or self._asked.get(key) == number:
            return
        self._asked.pop(key, None)
        self._asked[key] = number
        if len(self._asked) > _MOST_ASKED:
            del self._asked[next(iter(self._asked))]
        self._wanted.put_nowait((key, number))

    def ask_again(self) -> None:
        """The directory has changed: the numbers may be somebody's now."""
        for key, number in self._asked.items():
            self._wanted.put_nowait((key, number))

    async def look_up(self, tell: Tell, keys_of: KeysOf) -> None:
        """Answer the wishes, for ever.

        Raises:
            HistoryUnreadable: the journal cannot be read.
        """
        while True:
            key, number = await self._wanted.get()
            contact = await self._journal.contact_by_number(number)
            past = await self._journal.past_with(number, keys_of(key))
            if contact is not None or past is not None:
                await tell(key, contact, past)
