"""Takes a person's own contacts out of a file into the journal, and back out again.

The file is looked into first and nothing is changed.  The import itself is written page
by page, so that calls go on meanwhile; what fails or is given up in the middle is taken
back, at the latest when the journal is opened again.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Protocol

from uis_desktop.contact_files.rows import BadLine, Contents, Staff
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Employee
from uis_desktop.core.own_contacts import Fate, ImportPlan, Judged, PastImport
from uis_desktop.core.phone import Number
from uis_desktop.errors import HistoryUnreadable

logger = logging.getLogger(__name__)

#: In one transaction: others want to write to the journal meanwhile.
_PAGE = 1000
EVERYBODY = 10_000


class OwnContactStore(Protocol):
    """What holds the contacts; every method may raise ``HistoryUnreadable``."""

    async def colleagues(self, *, search: str, limit: int) -> Sequence[Colleague]:
        """Colleagues whose name or number fits, by name; all for no search."""
        ...

    async def contacts_with_ids(self, ids: Sequence[str]) -> Sequence[Contact]:
        """The contacts with these ids, in any order."""
        ...

    async def contacts_with_numbers(self, numbers: Sequence[Number]) -> Sequence[Contact]:
        """The contacts that have any of these numbers, own ones and the company's."""
        ...

    async def begin_import(self, title: str, at: datetime) -> int:
        """Begin an import of own contacts; its number."""
        ...

    async def keep_imported(self, number: int, contacts: Sequence[Contact]) -> None:
        """Write a page of an import, and keep what its contacts were before."""
        ...

    async def finish_import(self, number: int) -> None:
        """The import is whole; one that is not is taken back when the journal is opened."""
        ...

    async def last_import(self) -> PastImport | None:
        """The last import that has left something, or None."""
        ...

    async def undo_import(self, number: int, most: int) -> bool:
        """Make up to ``most`` of its contacts what they were before; whether more are left.

        Those the person has changed by hand since stay as they are.
        """
        ...

    async def keep_own_contact(self, contact: Contact) -> None:
        """Write an own contact as the person wants it."""
        ...

    async def drop_own_contact(self, contact_id: str) -> None:
        """Forget an own contact for good."""
        ...


class ContactFiles(Protocol):
    """Address books on disk."""

    async def read(self, path: str, staff: Staff) -> Contents:
        """What the file holds.

        Raises:
            FileRefused: it is no address book.
            FileUnreadable: it cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import of a file would do.

    Attributes:
        title: the file's name, without its folders.
        bad: the lines that would be left out.
    """

    title: str
    encoding: str
    plan: ImportPlan
    bad: Sequence[BadLine]

    def first(self, most: int) -> Sequence[Judged]:
        """The first contacts, those that would be written before the others."""
        judged = self.plan.judged.values()
        written = (one for one in judged if one.fate is not Fate.THERE)
        there = (one for one in judged if one.fate is Fate.THERE)
        return list(islice(chain(written, there), most))


class ContactImports:
    """The imports of one session."""

    def __init__(
        self,
        *,
        files: ContactFiles,
        store: OwnContactStore,
        now: Callable[[], datetime],
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        """``changed`` is called when contacts have changed."""
        self._files = files
        self._store = store
        self._now = now
        self._changed = changed

    async def look_into(self, path: str) -> Preview:
        """Read a file and find out what an import would do; nothing is changed.

        Raises:
            FileRefused, FileUnreadable, HistoryUnreadable
        """
        contents = await self._files.read(path, await self._staff())
        contacts = contents.good()
        plan = ImportPlan()
        for page in _pages(contacts):
            same_key = await self._store.contacts_with_ids([one.id for one in page])
            numbers = [number for one in page for number in one.phone_numbers]
            sharing: defaultdict[Number, list[Contact]] = defaultdict(list)
            for known in await self._store.contacts_with_numbers(numbers):
                for number in known.phone_numbers:
                    sharing[number].append(known)
            plan.judge(page, {one.id: one for one in same_key}, sharing)
        title = path.replace("\\", "/").rpartition("/")[2]
        return Preview(title=title, encoding=contents.encoding, plan=plan, bad=contents.bad)

    async def carry_out(self, preview: Preview, go_on: Callable[[int], bool]) -> bool:
        """Import what was looked into; whether that was done.

        ``go_on`` hears how many contacts are written; if it is false, or a page cannot
        be written, all is taken back.  A caller that is cancelled leaves that to the
        next opening of the journal.

        Raises:
            HistoryUnreadable: nothing is left of the import, or nothing will be as soon
                as the journal can be opened again.
        """
        number = await self._store.begin_import(preview.title, self._now())
        written = 0
        try:
            for page in _pages(preview.plan.wanted()):
                if not go_on(written):
                    await self._undo(number)
                    return False
                await self._store.keep_imported(number, page)
                written += len(page)
            await self._store.finish_import(number)
        except HistoryUnreadable:
            await self._take_back(number)
            raise
        logger.info("%d own contacts imported", written)
        await self._changed()
        return True

    async def last(self) -> PastImport | None:
        """The import that can be undone, or None.

        Raises:
            HistoryUnreadable
        """
        return await self._store.last_import()

    async def undo(self, past: PastImport) -> None:
        """Take out what an import brought, and make what it changed as it was.

        What the person has changed by hand since stays.

        Raises:
            HistoryUnreadable
        """
        await self._undo(past.id)
        await self._changed()

    async def _take_back(self, number: int) -> None:
        try:
            await self._undo(number)
        except HistoryUnreadable as error:
            logger.warning("import to be taken back at the next start: %s", error.detail)

    async def _undo(self, number: int) -> None:
        while await self._store.undo_import(number, _PAGE):
            pass

    async def _staff(self) -> Staff:
        listed = await self._store.colleagues(search="", limit=EVERYBODY)
        known = [Employee(id=one.id, name=one.name, extension=one.extension) for one in listed]
        return Staff(known, strict=False)


def _pages(contacts: Iterable[Contact]) -> Iterator[Sequence[Contact]]:
    left = iter(contacts)
    while page := list(islice(left, _PAGE)):
        yield page
