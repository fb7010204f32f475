"""Writing to the SQLite log: number, audience and event in one transaction."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

import apsw
from msgspec import json

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.log.known_calls import KnownCalls
from uis_desktop.relay.log.port import Draft, Stored
from uis_desktop.relay.log.tables import members_text, microseconds

_CIRCLES_IN_MEMORY = 5_000

_Row = tuple[str, int, int, int, str, str, bytes, bytes | None, str, str, bytes]
_ROWS_AT_ONCE = 64
_COLUMNS = (
    "account, seq, circle, received_at, kind, call_session_id, key, normal, repairs, method, raw"
)
_ONE_ROW = f"({', '.join('?' * len(_COLUMNS.split()))})"


@functools.cache
def _insert(size: int) -> str:
    return f"INSERT INTO event ({_COLUMNS}) VALUES {', '.join([_ONE_ROW] * size)}"


class Appender:
    """The only writer of a log; lives on one thread.

    Few statements, however many drafts: each one lets go of the interpreter's
    lock, and with a busy loop it takes milliseconds to get it back.  So what the
    log holds is asked as seldom as can be, and a batch is one statement.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._calls = KnownCalls(connection)
        self._numbers: dict[str, int] = {}
        self._circles: OrderedDict[tuple[str, frozenset[str]], int] = OrderedDict()

    def append(
        self, drafts: Sequence[Draft], numbers: Iterable[int] | None = None
    ) -> list[Stored | None]:
        """Write all of them in one commit; None for a repeat.

        ``numbers`` that somebody else gives have to grow; without them the
        account's next ones are taken.

        Raises:
            apsw.Error: none of them is written.
        """
        given: Iterable[int | None] = numbers or [None] * len(drafts)
        connection = self._connection
        in_another = connection.in_transaction
        try:
            stored, rows = self._filed(drafts, given)
            self._insert(rows)
            if connection.in_transaction and not in_another:
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction and not in_another:
                connection.execute("ROLLBACK")
            self.remember_nothing()
            raise
        self._forget_oldest()
        return stored

    def trim(self, before: datetime) -> int:
        """Forget what was received before; how many."""
        execute = self._connection.execute
        with transaction(self._connection):
            self._keep_numbers()
            execute(
                "UPDATE numbering SET trimmed_to = max(trimmed_to, coalesce("
                " (SELECT max(seq) FROM event WHERE account = numbering.account"
                "  AND received_at < ?), 0))",
                (microseconds(before),),
            )
            execute(
                "DELETE FROM event WHERE seq <="
                " (SELECT trimmed_to FROM numbering WHERE account = event.account)"
            )
            return self._connection.changes()

    def touch(self) -> None:
        """Write something that changes nothing, as durably as an event.

        Raises:
            apsw.Error: an event could not be written either.
        """
        with transaction(self._connection):
            # SQLite writes no page for an UPDATE that changes nothing.
            self._connection.execute("INSERT INTO numbering (account, latest) VALUES ('', 0)")
            self._connection.execute("DELETE FROM numbering WHERE account = ''")

    def forget(self, account: str, calls: Iterable[str], numbers: Iterable[int]) -> list[int]:
        """Delete the events of these calls, and these of no call; their numbers."""
        gone: list[int] = []
        with transaction(self._connection):
            self._keep_numbers()
            for column, values in (("call_session_id", calls), ("seq", numbers)):
                for value in values:
                    rows = self._connection.execute(
                        f"DELETE FROM event WHERE account = ? AND {column} = ? RETURNING seq",
                        (account, value),
                    )
                    gone += [int(seq) for (seq,) in rows]
        self.remember_nothing()
        return gone

    def remember_nothing(self) -> None:
        """Ask the log again for everything that was read from it or written to it."""
        self._calls.clear()
        self._numbers.clear()
        self._circles.clear()

    def _keep_numbers(self) -> None:
        """Write down which numbers there were, before events that have them go."""
        self._connection.execute(
            "UPDATE numbering SET latest ="
            " (SELECT latest FROM numbered WHERE numbered.account = numbering.account)"
        )

    def _filed(
        self, drafts: Sequence[Draft], numbers: Iterable[int | None]
    ) -> tuple[list[Stored | None], list[_Row]]:
        """What becomes of each draft, and the rows to write."""
        calls = self._calls
        calls.look_up(drafts)
        rows: list[_Row] = []
        stored: list[Stored | None] = []
        for draft, number in zip(drafts, numbers, strict=True):
            if calls.is_repeat(draft):
                stored.append(None)
                continue
            one = self._numbered(draft, number)
            calls.note(draft, one.audience)
            stored.append(one)
            rows.append(self._row(draft, one))
        return stored, rows

    def _numbered(self, draft: Draft, number: int | None) -> Stored:
        account = draft.account
        seq = self._numbers[account] = self._number(account, number)
        return Stored(
            account=account,
            seq=seq,
            received_at=draft.received_at,
            kind=draft.kind,
            call_session_id=draft.call_session_id,
            normal=draft.normal,
            audience=draft.audience(self._calls.seen_by(draft)),
        )

    def _number(self, account: str, given: int | None) -> int:
        """One more than the last, however long ago; the account is numbered from here on."""
        latest = self._numbers.get(account)
        if latest is None:
            self._begin()
            self._connection.execute(
                "INSERT OR IGNORE INTO numbering (account, latest) VALUES (?, 0)", (account,)
            )
            latest = self._one("SELECT latest FROM numbered WHERE account = ?", account) or 0
        return given or latest + 1

    def _row(self, draft: Draft, stored: Stored) -> _Row:
        return (
            draft.account,
            stored.seq,
            self._circle(draft.account, stored.audience),
            microseconds(draft.received_at),
            draft.kind,
            draft.call_session_id,
            draft.key,
            draft.normal,
            json.encode(draft.repairs).decode() if draft.repairs else "[]",
            draft.method,
            draft.raw,
        )

    def _begin(self) -> None:
        """Have what is written from here on be one transaction with the events."""
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")

    def _insert(self, rows: Sequence[_Row]) -> None:
        """One statement is a transaction of its own."""
        if len(rows) > _ROWS_AT_ONCE:
            self._begin()
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            several = rows[start : start + _ROWS_AT_ONCE]
            values = tuple(chain.from_iterable(several))
            self._connection.execute(_insert(len(several)), values)

    def _circle(self, account: str, audience: frozenset[str]) -> int:
        known = self._circles.get((account, audience))
        if known is not None:
            return known
        text = members_text(audience)
        found = self._one("SELECT id FROM circle WHERE account = ? AND members = ?", account, text)
        if found is None:
            self._begin()
            self._connection.execute(
                "INSERT INTO circle (account, members) VALUES (?, ?)", (account, text)
            )
            found = self._connection.last_insert_rowid()
            self._connection.executemany(
                "INSERT INTO circle_member VALUES (?, ?, ?)",
                [(account, employee_id, found) for employee_id in audience],
            )
        self._circles[account, audience] = found
        return found

    def _one(self, query: str, *values: str | bytes) -> int | None:
        for (found,) in self._connection.execute(query, values):
            return int(found)
        return None

    def _forget_oldest(self) -> None:
        self._calls.forget_oldest()
        while len(self._circles) > _CIRCLES_IN_MEMORY:
            self._circles.popitem(last=False)
