"""Writing to the SQLite log: number, audience and event in one transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime

import apsw
import msgspec

from uis_desktop.relay.database.erasing import overwriting
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.log.port import Draft, Stored
from uis_desktop.relay.log.tables import members_of, members_text, microseconds

_CALLS_IN_MEMORY = 20_000
_CIRCLES_IN_MEMORY = 5_000


class Appender:
    """The only writer of a log; lives on one thread.

    It remembers who has seen which call.  What it has forgotten, or has not
    seen because the relay was restarted, it reads from the log again.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._seen: OrderedDict[tuple[str, str], frozenset[str]] = OrderedDict()
        self._circles: OrderedDict[tuple[str, str], int] = OrderedDict()

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
        latest: dict[str, int] = {}
        try:
            with transaction(self._connection):
                stored = [
                    self._append(draft, latest, number)
                    for draft, number in zip(drafts, given, strict=True)
                ]
                self._connection.executemany(
                    "INSERT INTO numbering (account, latest) VALUES (?, ?)"
                    " ON CONFLICT (account) DO UPDATE SET latest = excluded.latest",
                    latest.items(),
                )
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
        with overwriting(self._connection), transaction(self._connection):
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

    def _append(self, draft: Draft, latest: dict[str, int], number: int | None) -> Stored | None:
        account = draft.account
        if self._one("SELECT 1 FROM event WHERE account = ? AND key = ?", account, draft.key):
            return None
        audience = draft.audience(self._seen_by(account, draft.call_session_id))
        seq = latest[account] = number or self._latest(account, latest) + 1
        self._connection.execute(
            "INSERT INTO event (account, seq, circle, received_at, kind, call_session_id, key,"
            " normal, repairs, method, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                account,
                seq,
                self._circle(account, audience),
                microseconds(draft.received_at),
                draft.kind,
                draft.call_session_id,
                draft.key,
                draft.normal,
                msgspec.json.encode(draft.repairs).decode(),
                draft.method,
                draft.raw,
            ),
        )
        if draft.call_session_id:
            call = (account, draft.call_session_id)
            self._seen[call] = self._seen.get(call, frozenset()) | audience
        return Stored(
            account=account,
            seq=seq,
            received_at=draft.received_at,
            kind=draft.kind,
            call_session_id=draft.call_session_id,
            normal=draft.normal,
            audience=audience,
        )

    def _latest(self, account: str, latest: dict[str, int]) -> int:
        if account in latest:
            return latest[account]
        return self._one("SELECT latest FROM numbering WHERE account = ?", account) or 0

    def _seen_by(self, account: str, call: str) -> frozenset[str]:
        """Who has been shown an earlier event of this call."""
        if not call:
            return frozenset()
        if (account, call) not in self._seen:
            circles = self._connection.execute(
                "SELECT DISTINCT c.members FROM event e JOIN circle c ON c.id = e.circle"
                " WHERE e.account = ? AND e.call_session_id = ?",
                (account, call),
            )
            seen = frozenset[str]().union(*(members_of(str(members)) for (members,) in circles))
            self._seen[account, call] = seen
        self._seen.move_to_end((account, call))
        return self._seen[account, call]

    def _circle(self, account: str, audience: frozenset[str]) -> int:
        text = members_text(audience)
        known = self._circles.get((account, text))
        if known is not None:
            return known
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
        self._circles[account, text] = found
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
