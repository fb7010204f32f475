"""Contacts by phone number, and taking a number out of them."""

from __future__ import annotations

from dataclasses import dataclass

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.contacts import FROM_UIS, change_contacts, remove_contacts
from uis_desktop.wire.frames import ContactRecord


@dataclass(frozen=True, slots=True)
class Found:
    """A contact and where it came from."""

    source: str
    contact: ContactRecord


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many contacts were removed, and how many lost the number only.

    Attributes:
        in_uis: those of UIS's address book, which come back with the next copy of it.
    """

    removed: int
    changed: int
    in_uis: int


def contacts_with(connection: apsw.Connection, account: str, phone_number: str) -> list[Found]:
    """Every contact with this number (E.164 with ``+``)."""
    rows = connection.execute(
        "SELECT source, id, full_name, company, phone_numbers, employee_id FROM contact"
        " WHERE account = ? AND NOT removed AND instr(phone_numbers, ?) ORDER BY id",
        (account, f'"{phone_number}"'),
    )
    return [
        Found(
            source,
            ContactRecord(
                id=id_,
                full_name=full_name,
                company=company,
                phone_numbers=tuple(msgspec.json.decode(numbers, type=list[str])),
                employee_id=employee_id,
            ),
        )
        for source, id_, full_name, company, numbers, employee_id in rows
    ]


def clear_contacts(
    connection: apsw.Connection, account: str, phone_number: str, *, whole: bool
) -> Cleared:
    """Take the number out of the contacts, beyond recovery.

    A contact without another number is removed, and every one if ``whole``;
    the desktops hear of it by their cursor.
    """
    removed = changed = in_uis = 0
    with transaction(connection):
        for found in contacts_with(connection, account, phone_number):
            contact = found.contact
            left = tuple(one for one in contact.phone_numbers if one != phone_number)
            if left and not whole:
                shorter = msgspec.structs.replace(contact, phone_numbers=left)
                change_contacts(connection, account, found.source, [shorter])
                changed += 1
            else:
                remove_contacts(connection, account, found.source, [contact.id])
                removed += 1
            in_uis += found.source == FROM_UIS
    return Cleared(removed, changed, in_uis)
