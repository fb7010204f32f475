"""What the windows list: found for a few typed letters, and asked anew when it changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow, MissedCalls
from uis_desktop.core.keyboard_layout import other_layouts
from uis_desktop.core.phone import Number
from uis_desktop.session.ports import Journal, Screen

_CONTACTS_LISTED = 100
_COLLEAGUES_LISTED = 100
_CALLS_LISTED = 200
_CALLS_OF_CONTACT = 20
_PAGE = 200

#: Lists are asked anew at most this often, however many events come.
_LIST_PAUSE_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the contact window lists for a few typed letters.

    Attributes:
        meant: what was searched instead, because nothing fits what was typed: the
            same keys in the other layout.
    """

    contacts: Sequence[Contact]
    recent: Sequence[HistoryRow]
    missed: Sequence[MissedCalls] = ()
    colleagues: Sequence[Colleague] = ()
    meant: str | None = None

    @property
    def anything(self) -> bool:
        """There is something to list."""
        return bool(self.contacts or self.colleagues or self.recent or self.missed)


class Lists:
    """The lists of one session."""

    def __init__(self, *, journal: Journal, screen: Screen, changed: asyncio.Event) -> None:
        """``changed`` is set by whoever changed history."""
        self._journal = journal
        self._screen = screen
        self._changed = changed

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        """Contacts, colleagues and recent calls that fit the typed letters; all for none.

        Only if nothing does: those that fit what was meant with the other layout on.

        Raises:
            HistoryUnreadable
        """
        found = await self._fitting(search, missed_only=missed_only)
        if found.anything:
            return found
        for meant in other_layouts(search):
            instead = await self._fitting(meant, missed_only=missed_only)
            if instead.anything:
                return replace(instead, meant=meant)
        return found

    async def _fitting(self, search: str, *, missed_only: bool) -> Found:
        if missed_only:
            missed = await self._journal.missed(limit=_CALLS_LISTED, search=search)
            return Found(contacts=(), recent=(), missed=missed)
        # All at once: between two answers the window need not come round, and what the
        # journal has not begun is dropped as soon as the next letter is typed.
        recent, contacts, colleagues = await asyncio.gather(
            self._journal.recent(limit=_CALLS_LISTED, search=search),
            self._journal.contacts(search=search, limit=_CONTACTS_LISTED),
            self._journal.colleagues(search=search, limit=_COLLEAGUES_LISTED),
        )
        return Found(contacts=contacts, recent=recent, colleagues=colleagues)

    async def who_is(self, number: Number) -> Contact | None:
        """Whose number that is.

        Raises:
            HistoryUnreadable
        """
        return await self._journal.contact_by_number(number)

    async def colleagues(self, search: str) -> Sequence[Colleague]:
        """Colleagues whose name or number fits, by name; in the other layout, if none does.

        Raises:
            HistoryUnreadable
        """
        for meant in (search, *other_layouts(search)):
            found = await self._journal.colleagues(search=meant, limit=_COLLEAGUES_LISTED)
            if found:
                return found
        return ()

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        """The newest calls over all his numbers, the newest first.

        Raises:
            HistoryUnreadable
        """
        return await self._journal.calls_with(contact.phone_numbers, limit=_CALLS_OF_CONTACT)

    async def newest_call(self, key: str) -> HistoryRow | None:
        """The call with this key, if it is among the newest.

        Raises:
            HistoryUnreadable
        """
        newest = await self._journal.recent(limit=_CALLS_LISTED, search="")
        return next((row for row in newest if row.key == key), None)

    async def every_call(
        self, search: str, *, missed_only: bool
    ) -> AsyncIterator[Sequence[HistoryRow]]:
        """All calls that fit the typed letters, the newest first, page by page.

        Between two pages others may read and write: a card must not wait for a file.

        Raises:
            HistoryUnreadable
        """
        page = await self._journal.recent(limit=_PAGE, search=search)
        while page:
            yield [row for row in page if not missed_only or (row.missed and row.concerns_me)]
            page = await self._journal.recent(limit=_PAGE, search=search, behind=page[-1])

    async def mark_missed_seen(self) -> None:
        """The person has looked at the missed calls.

        Raises:
            HistoryUnreadable
        """
        await self._journal.mark_missed_seen()
        self._changed.set()

    async def keep_fresh(self, told: Callable[[], None]) -> None:
        """Have lists and missed count shown anew when history has changed, for ever.

        ``told`` is called each time, too.

        Raises:
            HistoryUnreadable
        """
        while True:
            await self._changed.wait()
            self._changed.clear()
            self._screen.show_missed(await self._journal.missed_since_seen())
            self._screen.refresh_lists()
            told()
            await asyncio.sleep(_LIST_PAUSE_S)
