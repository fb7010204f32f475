"""Entries of the journals and how they are written and read."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import apsw
import msgspec

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.log.tables import microseconds, moment


class Sort(StrEnum):
    """Which journal an entry belongs to."""

    #: What UIS asked during a ring, what it was answered, and why.
    INTERACTIVE = "interactive"
    #: Who dialled what through the relay, and what UIS said.
    CALL_API = "call_api"
    #: What the administrator did.
    ADMIN = "admin"
    #: Contacts and calls fetched from UIS.
    FETCHED = "fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a journal; ``detail`` is JSON and holds no secrets.

    Attributes:
        phone_number: the outside party, E.164 with ``+``; entries are deleted by it.
    """

    account: str
    sort: Sort
    at: datetime
    call_session_id: str | None = None
    employee_id: str | None = None
    phone_number: str | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


def put_entries(connection: apsw.Connection, entries: Iterable[Entry]) -> None:
    """Write them down."""
    with transaction(connection):
        for entry in entries:
            put_entry(connection, secrets.token_bytes(12), entry)


def put_entry(connection: apsw.Connection, id_: bytes, entry: Entry) -> None:
    """Write one down that will be found again by its id."""
    connection.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            id_,
            entry.account,
            entry.sort.value,
            microseconds(entry.at),
            entry.call_session_id,
            entry.employee_id,
            entry.phone_number,
            msgspec.json.encode(entry.detail).decode(),
        ),
    )


def latest_entries(
    connection: apsw.Connection, account: str, sort: Sort, limit: int
) -> list[Entry]:
    """The newest entries first."""
    rows: Iterable[_Row] = connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE account = ? AND sort = ? ORDER BY at DESC, id LIMIT ?",
        (account, sort.value, limit),
    )
    return [_entry(row) for row in rows]


def entries_about(
    connection: apsw.Connection, account: str, phone_number: str, calls: Collection[str] = ()
) -> list[Entry]:
    """Everything noted about a number (E.164 with ``+``) or these calls, the oldest first."""
    rows: Iterable[_Row] = connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE {_ABOUT} ORDER BY at, id",
        (account, phone_number, msgspec.json.encode(list(calls)).decode()),
    )
    return [_entry(row) for row in rows]


def forget_entries(
    connection: apsw.Connection, account: str, phone_number: str, calls: Collection[str] = ()
) -> int:
    """Forget everything noted about a number or these calls; how many entries."""
    with transaction(connection):
        connection.execute(
            f"DELETE FROM entry WHERE {_ABOUT}",
            (account, phone_number, msgspec.json.encode(list(calls)).decode()),
        )
        return connection.changes()


_ABOUT = "account = ? AND (phone_number = ? OR call_session_id IN (SELECT value FROM json_each(?)))"


def forget_account_entries(connection: apsw.Connection, account: str) -> int:
    """Forget everything of an account, beyond recovery; how many entries."""
    with transaction(connection):
        connection.execute("DELETE FROM entry WHERE account = ?", (account,))
        return connection.changes()


_COLUMNS = "account, sort, at, call_session_id, employee_id, phone_number, detail"
_Row = tuple[str, str, int, str | None, str | None, str | None, str]


def _entry(row: _Row) -> Entry:
    account, sort, at, call, employee_id, number, detail = row
    return Entry(
        account=account,
        sort=Sort(sort),
        at=moment(at),
        call_session_id=call,
        employee_id=employee_id,
        phone_number=number,
        detail=msgspec.json.decode(detail, type=dict[str, object]),
    )


def trim_entries(connection: apsw.Connection, before: datetime) -> int:
    """Forget what is older; how many."""
    with transaction(connection):
        connection.execute("DELETE FROM entry WHERE at < ?", (microseconds(before),))
        return connection.changes()
