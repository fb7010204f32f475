"""Whose number it is: asked after the card is up, one question after the other.

No look-up happens before a card shows: the number comes first, name and company
fill in as soon as the local directory has answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from uis_desktop.core.contacts import Contact
from uis_desktop.session.ports import Journal

#: Told the key of a card or row and the contact whose number it shows.
Tell = Callable[[str, Contact], Awaitable[None]]

#: So many calls are remembered, to be asked for when contacts change.
_MOST_ASKED = 500


class Names:
    """Looks up what UIS did not send of a contact, once for each call."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._asked: dict[str, str] = {}
        self._wanted: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    def want(self, key: str, number: str | None) -> None:
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

    async def look_up(self, tell: Tell) -> None:
        """Answer the wishes, for ever.

        Raises:
            HistoryUnreadable: the directory cannot be read.
        """
        while True:
            key, number = await self._wanted.get()
            contact = await self._journal.contact_by_number(number)
            if contact is not None:
                await tell(key, contact)
