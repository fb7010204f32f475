"""Erasing what concerns a phone number, wherever the relay keeps it.

Copies on desktops lose the contact by their cursor but keep their own call
history, and backups keep what they hold: neither is in the relay's hands.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime

import msgspec

from uis_desktop.relay.directory.contacts import FROM_UIS
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.privacy.contacts import clear_contacts, contacts_with
from uis_desktop.relay.privacy.events import events_of
from uis_desktop.relay.stores import Readable, Stores


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased, or would be.

    Attributes:
        calls: the calls whose events these are.
        contacts_changed: contacts that have lost the number and keep others.
        contacts_in_uis: of both, those that UIS's address book still has.
    """

    calls: int
    events: int
    contacts_removed: int
    contacts_changed: int
    contacts_in_uis: int
    journal_entries: int


async def what_would_go(
    stores: Readable, account: str, phone_number: str, *, whole: bool
) -> Erased:
    """The figures of :func:`erase`; changes nothing."""
    mentions = await stores.log.mentions(account, phone_number)
    events = len(mentions.numbers)
    for call in mentions.calls:
        events += len(await events_of(stores, account, call))
    found = await stores.directory.read(
        functools.partial(contacts_with, account=account, phone_number=phone_number)
    )
    kept = [one for one in found if len(one.contact.phone_numbers) > 1 and not whole]
    return Erased(
        calls=len(mentions.calls),
        events=events,
        contacts_removed=len(found) - len(kept),
        contacts_changed=len(kept),
        contacts_in_uis=sum(one.source == FROM_UIS for one in found),
        journal_entries=len(await stores.journals.about(account, phone_number, mentions.calls)),
    )


async def erase(stores: Stores, account: str, phone_number: str, *, whole: bool) -> Erased:
    """Erase it.  Done twice it erases what is left.

    Raises:
        UisError: it is not certain that all of it is erased; ask again.
    """
    mentions = await stores.log.mentions(account, phone_number)
    events = await stores.log.forget_calls(account, mentions.calls, mentions.numbers)
    cleared = await stores.directory.write(
        functools.partial(clear_contacts, account=account, phone_number=phone_number, whole=whole)
    )
    await stores.directory.compact()
    erased = Erased(
        calls=len(mentions.calls),
        events=events,
        contacts_removed=cleared.removed,
        contacts_changed=cleared.changed,
        contacts_in_uis=cleared.in_uis,
        journal_entries=await stores.journals.forget(account, phone_number, mentions.calls),
    )
    # The number itself must not be in what is noted about its erasure.
    stores.journals.note(
        Entry(
            account=account,
            sort=Sort.ADMIN,
            at=datetime.now(UTC),
            detail={"action": "personal_data_deleted", **msgspec.structs.asdict(erased)},
        )
    )
    return erased
