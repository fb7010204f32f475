"""UIS's address book into the directory: what has changed, and nothing else."""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from typing import Protocol

from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.contacts import (
    FROM_UIS,
    change_contacts,
    fingerprint,
    fingerprints,
    remove_contacts,
)
from uis_desktop.relay.uis.contact_records import contact_record
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.uis_api.listing import Slice
from uis_desktop.wire.frames import ContactRecord

#: Contacts in one transaction: short for others who want to write, and small
#: enough to travel to the other relays in one message.
_AT_ONCE = 500


class AddressBook(Protocol):
    """Where the contacts come from."""

    def contacts(self) -> AsyncGenerator[Slice[UisContact], None]:
        """All of them; see :meth:`uis_desktop.uis_api.data.UisDataApi.contacts`."""
        ...


async def copy_address_book(book: AddressBook, directory: Database, account: str) -> dict[str, int]:
    """Bring the account's contacts from UIS up to date; figures of what was done.

    Contacts are removed only after the whole book was read: a reading that breaks
    off leaves every contact in place.

    Raises:
        SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood: UIS.
        StorageUnusable: the directory.
    """
    copying = _Copying(directory, account)
    known = await directory.read(functools.partial(fingerprints, account=account, source=FROM_UIS))
    async with aclosing(book.contacts()) as slices:
        async for part in slices:
            copying.skipped += part.skipped
            for contact in part.records:
                copying.take(contact, known)
            await copying.write(_AT_ONCE)
    await copying.write(1)
    await copying.remove(sorted(known.keys() - copying.seen))
    return copying.figures()


class _Copying:
    """One run through the book."""

    def __init__(self, directory: Database, account: str) -> None:
        self._directory = directory
        self._account = account
        self._waiting: list[ContactRecord] = []
        self._added = self._changed = self._removed = self._refused = 0
        self.skipped = 0
        self.seen: set[str] = set()

    def take(self, contact: UisContact, known: dict[str, bytes]) -> None:
        record, refused = contact_record(contact)
        self.seen.add(record.id)
        self._refused += refused
        if known.get(record.id) != fingerprint(record):
            self._waiting.append(record)

    async def write(self, least: int) -> None:
        """Write what waits, if there is so much of it."""
        while len(self._waiting) >= least:
            some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
            done = await self._directory.write(
                functools.partial(
                    change_contacts, account=self._account, source=FROM_UIS, contacts=some
                )
            )
            self._added += done.added
            self._changed += done.changed

    async def remove(self, ids: Sequence[str]) -> None:
        for some in _parts(ids):
            self._removed += await self._directory.write(
                functools.partial(remove_contacts, account=self._account, source=FROM_UIS, ids=some)
            )

    def figures(self) -> dict[str, int]:
        return {
            "contacts": len(self.seen),
            "contacts_added": self._added,
            "contacts_changed": self._changed,
            "contacts_removed": self._removed,
            "contacts_skipped": self.skipped,
            "numbers_refused": self._refused,
        }


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
