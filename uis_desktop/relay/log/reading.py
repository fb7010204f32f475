"""Reading the SQLite log, page by page: long reads would keep its WAL growing."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from uis_desktop.relay.log.port import Record, Span, Stored
from uis_desktop.relay.log.tables import (
    RECORD_COLUMNS,
    STORED_COLUMNS,
    record_from,
    stored_from,
)

#: Rows a single read takes at most.
PAGE = 200


def read_after(
    connection: apsw.Connection, account: str, employee_id: str, seq: int, limit: int
) -> list[Stored]:
    """The first ``limit`` events with greater numbers this employee may see."""
    rows = connection.execute(
        f"SELECT {STORED_COLUMNS} FROM event e JOIN circle c ON c.id = e.circle"
        " WHERE e.account = ? AND e.seq > ? AND e.circle IN"
        " (SELECT circle FROM circle_member WHERE account = ? AND employee_id = ?)"
        " ORDER BY e.seq LIMIT ?",
        (account, seq, account, employee_id, limit),
    )
    return [stored_from(row) for row in rows]


def read_span(connection: apsw.Connection, account: str) -> Span:
    """Which numbers the account has."""
    rows = connection.execute(
        "SELECT latest, trimmed_to FROM numbering WHERE account = ?", (account,)
    )
    for latest, trimmed_to in rows:
        return Span(latest, trimmed_to)
    return Span(0, 0)


def read_epoch(connection: apsw.Connection) -> str:
    """Which log this is."""
    return str(connection.execute("SELECT epoch FROM epoch").get)


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
