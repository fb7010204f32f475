"""The company's contacts, each with the number of its last change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.wire.frames import ContactRecord, ContactsPage

PAGE = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``cursor`` is the number of the last change."""

    imported: int
    removed: int
    cursor: int


def put_contacts(
    connection: apsw.Connection,
    account: str,
    contacts: Sequence[ContactRecord],
    *,
    replace: bool = False,
) -> Imported:
    """Add or change these contacts; all of them or none.

    Contacts that are as they were keep their number, so that an import of the
    same file costs the desktops nothing.  ``replace`` removes all others.
    """
    with transaction(connection):
        known = _rows(connection, account)
        change = _last_change(connection, account)
        wanted = {contact.id: _columns(contact) for contact in contacts}
        for id_, columns in wanted.items():
            if known.get(id_) != (0, *columns):
                change += 1
                _write(connection, account, id_, change, 0, columns)
        gone = [id_ for id_, row in known.items() if id_ not in wanted and not row[0]]
        for id_ in gone if replace else []:
            change += 1
            _write(connection, account, id_, change, 1, ("", None, "[]", None))
        connection.execute("UPDATE account SET contacts_change = ? WHERE id = ?", (change, account))
    return Imported(len(wanted), len(gone) if replace else 0, change)


_Columns = tuple[str, str | None, str, str | None]


def _columns(contact: ContactRecord) -> _Columns:
    numbers = msgspec.json.encode(contact.phone_numbers).decode()
    return contact.full_name, contact.company, numbers, contact.employee_id


def _rows(
    connection: apsw.Connection, account: str
) -> dict[str, tuple[int, str, str | None, str, str | None]]:
    rows = connection.execute(
        "SELECT id, removed, full_name, company, phone_numbers, employee_id FROM contact"
        " WHERE account = ?",
        (account,),
    )
    return {row[0]: row[1:] for row in rows}


def _last_change(connection: apsw.Connection, account: str) -> int:
    row = connection.execute("SELECT contacts_change FROM account WHERE id = ?", (account,))
    return int(row.get)


def _write(
    connection: apsw.Connection,
    account: str,
    id_: str,
    change: int,
    removed: int,
    columns: _Columns,
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO contact (account, id, change, removed, full_name, company,"
        " phone_numbers, employee_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (account, id_, change, removed, *columns),
    )


def contacts_after(connection: apsw.Connection, account: str, cursor: int) -> ContactsPage:
    """What changed after ``cursor``, at most one page."""
    rows: Iterable[_ContactRow] = connection.execute(
        "SELECT id, change, removed, full_name, company, phone_numbers, employee_id FROM contact"
        " WHERE account = ? AND change > ? ORDER BY change LIMIT ?",
        (account, cursor, PAGE + 1),
    )
    found = list(rows)
    page = found[:PAGE]
    return ContactsPage(
        cursor=page[-1][1] if page else cursor,
        more=len(found) > PAGE,
        contacts=tuple(_record(row) for row in page if not row[2]),
        removed=tuple(row[0] for row in page if row[2]),
    )


_ContactRow = tuple[str, int, int, str, str | None, str, str | None]


def _record(row: _ContactRow) -> ContactRecord:
    id_, _, _, full_name, company, numbers, employee_id = row
    return ContactRecord(
        id=id_,
        full_name=full_name,
        company=company,
        phone_numbers=tuple(msgspec.json.decode(numbers, type=list[str])),
        employee_id=employee_id,
    )
