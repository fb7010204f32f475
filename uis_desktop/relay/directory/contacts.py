"""The company's contacts, each with the number of its last change.

A contact belongs to the source it came from: a file's import leaves UIS's address
book alone, and the other way round.  Numbers of changes grow with the clock, so
that a directory restored from a backup never gives one a second time.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw
import msgspec

from uis_desktop.core.contacts import Contact
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.notes import read_note, write_note
from uis_desktop.wire.frames import ContactRecord, ContactsPage

PAGE = 1000

FROM_FILE = "file"
FROM_UIS = "uis"

#: A note: chosen when the first contact came, so another one in every directory.
_EPOCH = "contacts.epoch"
_GONE = (1, "", None, "[]", None)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``cursor`` is the number of the last change."""

    imported: int
    removed: int
    cursor: int


@dataclass(frozen=True, slots=True)
class Changed:
    """How many contacts were new, how many had changed, and how many are gone."""

    added: int
    changed: int
    removed: int = 0


def record(contact: Contact) -> ContactRecord:
    """A contact as the directory keeps it; who is responsible is known by id."""
    return ContactRecord(
        id=contact.id,
        full_name=contact.full_name,
        company=contact.company,
        phone_numbers=contact.phone_numbers,
        employee_id=contact.employee_id,
    )


def put_contacts(
    connection: apsw.Connection,
    account: str,
    contacts: Sequence[ContactRecord],
    *,
    replace: bool = False,
) -> Imported:
    """Add or change these contacts of a file; all of them or none.

    Contacts that are as they were keep their number, so that an import of the
    same file costs the desktops nothing.  ``replace`` removes all others that
    came from files.
    """
    with transaction(connection):
        wanted = {contact.id: contact for contact in contacts}
        gone = fingerprints(connection, account, FROM_FILE).keys() - wanted if replace else ()
        change_contacts(connection, account, FROM_FILE, list(wanted.values()))
        removed = remove_contacts(connection, account, FROM_FILE, sorted(gone))
        cursor = _last_change(connection, account)
    return Imported(len(wanted), removed, cursor)


def fingerprints(connection: apsw.Connection, account: str, source: str) -> dict[str, bytes]:
    """What each contact of this source looks like now, by its id."""
    rows = connection.execute(
        "SELECT id, full_name, company, phone_numbers, employee_id FROM contact"
        " WHERE account = ? AND source = ? AND NOT removed",
        (account, source),
    )
    return {str(row[0]): _fingerprint(row[1:]) for row in rows}


def fingerprint(contact: ContactRecord) -> bytes:
    """The same for contacts that are alike in everything we keep."""
    return _fingerprint(_columns(contact))


def change_contacts(
    connection: apsw.Connection, account: str, source: str, contacts: Sequence[ContactRecord]
) -> Changed:
    """Write those that are not as they were; the others keep their number."""
    added = changed = 0
    with transaction(connection):
        change = _next_change(connection, account)
        for contact in contacts:
            columns = (0, *_columns(contact))
            known = _row(connection, account, contact.id)
            if known == (source, *columns):
                continue
            _write(connection, account, contact.id, source, change + added + changed, columns)
            if known is None or known[1]:
                added += 1
            else:
                changed += 1
        _keep_last_change(connection, account)
    return Changed(added, changed)


def exchange_contacts(
    connection: apsw.Connection,
    account: str,
    source: str,
    contacts: Sequence[ContactRecord],
    gone: Iterable[str],
) -> Changed:
    """Write these and remove those that are ``gone``; all of it or nothing."""
    with transaction(connection):
        changed = change_contacts(connection, account, source, contacts)
        removed = remove_contacts(connection, account, source, gone)
    return Changed(changed.added, changed.changed, removed)


def remove_contacts(
    connection: apsw.Connection, account: str, source: str, ids: Iterable[str]
) -> int:
    """Remove these contacts, if they are of this source; how many were there.

    What is left of them tells the desktops.
    """
    removed = 0
    with transaction(connection):
        change = _next_change(connection, account)
        for id_ in ids:
            known = _row(connection, account, id_)
            if known is not None and known[0] == source and not known[1]:
                _write(connection, account, id_, source, change + removed, _GONE)
                removed += 1
        _keep_last_change(connection, account)
    return removed


_Columns = tuple[str, str | None, str, str | None]
_Marked = tuple[int, str, str | None, str, str | None]


def _columns(contact: ContactRecord) -> _Columns:
    numbers = msgspec.json.encode(contact.phone_numbers).decode()
    return contact.full_name, contact.company, numbers, contact.employee_id


def _fingerprint(columns: _Columns) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(columns), digest_size=12).digest()


def _row(
    connection: apsw.Connection, account: str, id_: str
) -> tuple[str, int, str, str | None, str, str | None] | None:
    """Source, removed, and the columns of a contact."""
    row: tuple[str, int, str, str | None, str, str | None] | None = connection.execute(
        "SELECT source, removed, full_name, company, phone_numbers, employee_id FROM contact"
        " WHERE account = ? AND id = ?",
        (account, id_),
    ).fetchone()
    return row


def _last_change(connection: apsw.Connection, account: str) -> int:
    row = connection.execute("SELECT contacts_change FROM account WHERE id = ?", (account,))
    return int(row.get)


def _next_change(connection: apsw.Connection, account: str) -> int:
    """The first number of a transaction: the microsecond, or the next one."""
    return max(_last_change(connection, account) + 1, time.time_ns() // 1000)


def _keep_last_change(connection: apsw.Connection, account: str) -> None:
    if read_note(connection, account, _EPOCH, str) is None:
        write_note(connection, account, _EPOCH, secrets.token_hex(8))
    connection.execute(
        "UPDATE account SET contacts_change = max(contacts_change, coalesce("
        " (SELECT max(change) FROM contact WHERE account = account.id), 0)) WHERE id = ?",
        (account,),
    )


def _write(
    connection: apsw.Connection,
    account: str,
    id_: str,
    source: str,
    change: int,
    columns: _Marked,
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO contact (account, id, source, change, removed, full_name,"
        " company, phone_numbers, employee_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (account, id_, source, change, *columns),
    )


def contacts_page(
    connection: apsw.Connection,
    account: str,
    epoch: str | None,
    cursor: int,
    *,
    log_epoch: str,
) -> ContactsPage:
    """The page for a desktop that has copied so much of the contacts of ``epoch``.

    A copy of another directory, or of one that has known more than this one,
    cannot be brought up to date: it is begun anew.  So is every copy when the log
    has a new epoch: the backup it was restored from may have been the directory's, too.
    """
    noted = read_note(connection, account, _EPOCH, str)
    ours = None if noted is None else f"{log_epoch}.{noted}"
    reset = epoch not in {None, ours} or cursor > _last_change(connection, account)
    page = contacts_after(connection, account, 0 if reset else cursor)
    return msgspec.structs.replace(page, epoch=ours, reset=reset)


def contacts_after(connection: apsw.Connection, account: str, cursor: int) -> ContactsPage:
    """What changed after ``cursor``, at most one page."""
    rows: Iterable[_ContactRow] = connection.execute(
        "SELECT id, change, removed, full_name, company, phone_numbers, employee_id,"
        " (SELECT name FROM employee WHERE employee.account = contact.account"
        " AND employee.id = contact.employee_id) FROM contact"
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


_ContactRow = tuple[str, int, int, str, str | None, str, str | None, str | None]


def _record(row: _ContactRow) -> ContactRecord:
    id_, _, _, full_name, company, numbers, employee_id, employee_name = row
    return ContactRecord(
        id=id_,
        full_name=full_name,
        company=company,
        phone_numbers=tuple(msgspec.json.decode(numbers, type=list[str])),
        employee_id=employee_id,
        employee_name=employee_name,
    )
