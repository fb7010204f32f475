"""UIS's address book into the directory: what has changed, and nothing else."""

from __future__ import annotations

import functools
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol

from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.contacts import (
    FROM_UIS,
    exchange_contacts,
    fingerprint,
    fingerprints,
)
from uis_desktop.relay.uis.contact_records import contact_record
from uis_desktop.uis_api.data_records import UisContact
from uis_desktop.uis_api.listing import Slice
from uis_desktop.wire.frames import ContactRecord


class AddressBook(Protocol):
    """Where the contacts come from."""

    def contacts(self) -> AsyncGenerator[Slice[UisContact], None]:
        """All of them; see :meth:`uis_desktop.uis_api.data.UisDataApi.contacts`."""
        ...


async def copy_address_book(book: AddressBook, directory: Database, account: str) -> dict[str, int]:
    """Bring the account's contacts from UIS up to date; figures of what was done.

    The whole book is read first and written in one transaction: a copy that breaks
    off, wherever, leaves every contact as it was.

    Raises:
        SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood: UIS.
        StorageUnusable: the directory.
    """
    known = await directory.read(functools.partial(fingerprints, account=account, source=FROM_UIS))
    changed: list[ContactRecord] = []
    seen: set[str] = set()
    skipped = numbers_refused = 0
    async with aclosing(book.contacts()) as slices:
        async for part in slices:
            skipped += part.skipped
            for contact in part.records:
                record, refused = contact_record(contact)
                seen.add(record.id)
                numbers_refused += refused
                if known.get(record.id) != fingerprint(record):
                    changed.append(record)
    done = await directory.write(
        functools.partial(
            exchange_contacts,
            account=account,
            source=FROM_UIS,
            contacts=changed,
            gone=sorted(known.keys() - seen),
        )
    )
    return {
        "contacts": len(seen),
        "contacts_added": done.added,
        "contacts_changed": done.changed,
        "contacts_removed": done.removed,
        "contacts_skipped": skipped,
        "numbers_refused": numbers_refused,
    }
