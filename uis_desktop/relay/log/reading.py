"""Reading the SQLite log, page by page: long reads would keep its WAL growing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import apsw
import msgspec

from uis_desktop.relay.log.port import Record, Span, Stored, Wanted
from uis_desktop.relay.log.tables import (
    RECORD_COLUMNS,
    STORED_COLUMNS,
    record_from,
    stored_from,
)

#: Rows a single read takes at most.
PAGE = 200


def read_after(
    connection: apsw.Connection, account: str, employees: Collection[str], seq: int, limit: int
) -> list[Stored]:
    """The first ``limit`` events with greater numbers that any of these employees may see.

    One statement, so that the log is seen as it is at one moment: with an event passed
    over and a later one found, the first would never be sent.
    """
    rows = connection.execute(
        f"SELECT {STORED_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.account = ? AND e.seq > ? AND e.circle IN"
        " (SELECT circle FROM circle_member WHERE account = ? AND employee_id IN"
        " (SELECT value FROM json_each(?)))"
        " ORDER BY e.seq LIMIT ?",
        (account, seq, account, msgspec.json.encode(employees).decode(), limit),
    )
    return [stored_from(row) for row in rows]


def read_wanted(connection: apsw.Connection, account: str, wanted: Wanted) -> list[Record]:
    """Events with everything that is known, newest first, whoever may see them."""
    # The events of one call are few: they are looked up and sorted, which the ``+`` asks for.
    seq = "e.seq" if wanted.call_session_id is None else "+e.seq"
    conditions = ["e.account = ?", f"{seq} > ?"]
    values: list[str | int | bytes] = [account, wanted.after]
    for condition, value in (
        ("e.seq < ?", wanted.before),
        ("e.kind = ?", wanted.kind),
        ("e.call_session_id = ?", wanted.call_session_id),
        ("instr(e.normal, ?) > 0", _told_number(wanted.phone_number)),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    rows = connection.execute(
        f"SELECT {RECORD_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        f" WHERE {' AND '.join(conditions)} ORDER BY {seq} DESC LIMIT ?",
        (*values, wanted.limit),
    )
    return [record_from(row) for row in rows]


def _told_number(phone_number: str | None) -> bytes | None:
    """How the normal form tells that this is the outside party (``wire.codec``)."""
    if phone_number is None:
        return None
    return b'"contact_phone_number":' + msgspec.json.encode(phone_number)


def read_latest_of_kinds(connection: apsw.Connection, account: str, after: int) -> list[Record]:
    """The newest event of each kind among those with greater numbers."""
    rows = connection.execute(
        f"SELECT {RECORD_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.account = ?1 AND e.seq IN"
        " (SELECT max(seq) FROM event WHERE account = ?1 AND seq > ?2 GROUP BY kind)"
        " ORDER BY e.seq DESC",
        (account, after),
    )
    return [record_from(row) for row in rows]


def read_numbered(connection: apsw.Connection, account: str, seq: int) -> Stored | None:
    """The event with this number; None if it is not there."""
    rows = connection.execute(
        f"SELECT {STORED_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.account = ? AND e.seq = ?",
        (account, seq),
    )
    for row in rows:
        return stored_from(row)
    return None


def is_kept(connection: apsw.Connection, account: str, call: str, key: bytes) -> bool:
    """Whether the log has an event of this call with this key."""
    rows = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM event WHERE account = ? AND call_session_id = ? AND key = ?)",
        (account, call, key),
    )
    return bool(rows.get)


def read_span(connection: apsw.Connection, account: str) -> Span:
    """Which numbers the account has."""
    rows = connection.execute(
        "SELECT latest, trimmed_to FROM numbered WHERE account = ?", (account,)
    )
    for latest, trimmed_to in rows:
        return Span(latest, trimmed_to)
    return Span(0, 0)


def read_epoch(connection: apsw.Connection) -> str:
    """Which log this is."""
    return str(connection.execute("SELECT epoch FROM epoch").get)


def read_numbering(connection: apsw.Connection) -> tuple[tuple[str, int, int], ...]:
    """Account, latest number and trimmed to, of all accounts."""
    rows = connection.execute("SELECT account, latest, trimmed_to FROM numbered ORDER BY account")
    return tuple((str(account), int(latest), int(trimmed)) for account, latest, trimmed in rows)


def count_events(connection: apsw.Connection) -> int:
    """How many there are."""
    return int(connection.execute("SELECT count(*) FROM event").get)


def read_stored_order(
    connection: apsw.Connection, after_id: int, limit: int
) -> list[tuple[int, bytes, Record]]:
    """Events of all accounts in the order they were stored: row id, key, event."""
    rows = connection.execute(
        f"SELECT e.id, e.key, {RECORD_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.id > ? ORDER BY e.id LIMIT ?",
        (after_id, limit),
    )
    return [(int(id_), bytes(key), record_from(row)) for id_, key, *row in rows]


def read_records(connection: apsw.Connection, account: str, seq: int) -> Iterator[Record]:
    """Every event of the account with a greater number, whoever may see it."""
    while True:
        rows = connection.execute(
            f"SELECT {RECORD_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
            " WHERE e.account = ? AND e.seq > ? ORDER BY e.seq LIMIT ?",
            (account, seq, PAGE),
        )
        page = [record_from(row) for row in rows]
        yield from page
        if len(page) < PAGE:
            return
        seq = page[-1].seq
