"""Writing to the SQLite log: number, audience and event in one transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

import apsw
from msgspec import json

from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.log.port import Draft, Stored
from uis_desktop.relay.log.tables import members_of, members_text, microseconds

_CALLS_IN_MEMORY = 20_000
_CIRCLES_IN_MEMORY = 5_000
_NOBODY: frozenset[str] = frozenset()

_Row = tuple[str, int, int, int, str, str, bytes, bytes | None, str, str, bytes]
_ROWS_AT_ONCE = (64, 16, 4, 1)
_COLUMNS = (
    "account, seq, circle, received_at, kind, call_session_id, key, normal, repairs, method, raw"
)
_ONE_ROW = f"({', '.join('?' * len(_COLUMNS.split()))})"
_INSERT = {
    size: f"INSERT INTO event ({_COLUMNS}) VALUES {', '.join([_ONE_ROW] * size)}"
    for size in _ROWS_AT_ONCE
}


class Appender:
    """The only writer of a log; lives on one thread.

    It remembers who has seen which call.  What it has forgotten, or has not
    seen because the relay was restarted, it reads from the log again.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._seen: OrderedDict[tuple[str, str], frozenset[str]] = OrderedDict()
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
        try:
            with transaction(self._connection):
                stored = self._append(drafts, given)
        except BaseException:
            self.remember_nothing()
            raise
        self._forget_oldest()
        return stored

    def trim(self, before: datetime) -> int:
        """Forget what was received before; how many."""
        execute = self._connection.execute
        with transaction(self._connection):
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

    def forget(self, account: str, calls: Iterable[str], numbers: Iterable[int]) -> list[int]:
        """Delete the events of these calls, and these of no call; their numbers."""
        gone: list[int] = []
        with transaction(self._connection):
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
        self._seen.clear()
        self._circles.clear()

    def _append(
        self, drafts: Sequence[Draft], numbers: Iterable[int | None]
    ) -> list[Stored | None]:
        """Few statements, however many drafts: each one lets go of the interpreter's lock.

        With a busy loop it takes milliseconds to get it back.
        """
        known = self._known(drafts)
        self._recall(drafts)
        latest: dict[str, int] = {}
        rows: list[_Row] = []
        stored: list[Stored | None] = []
        for draft, number in zip(drafts, numbers, strict=True):
            place = (draft.account, draft.key)
            if place in known:
                stored.append(None)
                continue
            known.add(place)
            one = self._numbered(draft, latest, number)
            stored.append(one)
            rows.append(self._row(draft, one))
        self._insert(rows)
        self._connection.executemany(
            "INSERT INTO numbering (account, latest) VALUES (?, ?)"
            " ON CONFLICT (account) DO UPDATE SET latest = excluded.latest",
            latest.items(),
        )
        return stored

    def _known(self, drafts: Sequence[Draft]) -> set[tuple[str, bytes]]:
        """Account and key of those that are in the log already."""
        keys = json.encode([(draft.account, draft.key.hex()) for draft in drafts])
        rows = self._connection.execute(
            "SELECT e.account, e.key FROM json_each(?) j JOIN event e"
            " ON e.account = j.value ->> 0 AND e.key = unhex(j.value ->> 1)",
            (keys.decode(),),
        )
        return {(account, bytes(key)) for account, key in rows}

    def _recall(self, drafts: Sequence[Draft]) -> None:
        """Who has been shown earlier events of the calls that are not remembered."""
        calls = {(draft.account, draft.call_session_id) for draft in drafts}
        unknown = [call for call in calls if call[1] and call not in self._seen]
        if not unknown:
            return
        self._seen.update((call, frozenset()) for call in unknown)
        rows = self._connection.execute(
            "SELECT DISTINCT e.account, e.call_session_id, c.members FROM json_each(?) j"
            " JOIN event e ON e.account = j.value ->> 0 AND e.call_session_id = j.value ->> 1"
            " JOIN circle c ON c.id = e.circle",
            (json.encode(unknown).decode(),),
        )
        for account, call, members in rows:
            self._seen[account, call] |= members_of(members)

    def _numbered(self, draft: Draft, latest: dict[str, int], number: int | None) -> Stored:
        account, call = draft.account, draft.call_session_id
        seq = latest[account] = number or self._latest(account, latest) + 1
        seen_by = self._seen[account, call] if call else _NOBODY
        audience = draft.audience(seen_by)
        if call:
            self._seen[account, call] = seen_by | audience
            self._seen.move_to_end((account, call))
        return Stored(
            account=account,
            seq=seq,
            received_at=draft.received_at,
            kind=draft.kind,
            call_session_id=call,
            normal=draft.normal,
            audience=audience,
        )

    def _latest(self, account: str, latest: dict[str, int]) -> int:
        if account in latest:
            return latest[account]
        return self._one("SELECT latest FROM numbering WHERE account = ?", account) or 0

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

    def _insert(self, rows: Sequence[_Row]) -> None:
        place = 0
        for size in _ROWS_AT_ONCE:
            while len(rows) - place >= size:
                several = rows[place : place + size]
                self._connection.execute(_INSERT[size], tuple(chain.from_iterable(several)))
                place += size

    def _circle(self, account: str, audience: frozenset[str]) -> int:
        known = self._circles.get((account, audience))
        if known is not None:
            return known
        text = members_text(audience)
        found = self._one("SELECT id FROM circle WHERE account = ? AND members = ?", account, text)
        if found is None:
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
        while len(self._seen) > _CALLS_IN_MEMORY:
            self._seen.popitem(last=False)
        while len(self._circles) > _CIRCLES_IN_MEMORY:
            self._circles.popitem(last=False)
