"""The copy of a shared log that one relay keeps, in the tables of the SQLite log.

It can be fetched again, so its commits need not reach the disk at once; how far
it has come is part of every commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import apsw

from uis_desktop.relay.database.erasing import empty_wal
from uis_desktop.relay.database.storage import open_database, transaction
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Stored
from uis_desktop.relay.log.portable import (
    BeginOrder,
    EpochOrder,
    Filed,
    ForgetOrder,
    Message,
    TrimOrder,
    draft_of,
)
from uis_desktop.relay.log.reading import read_epoch
from uis_desktop.relay.log.tables import MIGRATIONS, moment

FILE_NAME = "replica.sqlite3"
_NORMAL = 1

#: Beside the log's own tables, which have versions of their own.  ``repeat``: stored
#: in the shared log although it is there already.  ``erasure``: still to be
#: overwritten there.  ``moved``: events that had a number before they came there,
#: and the number of the message they are in.
_STATE = """
CREATE TABLE IF NOT EXISTS replica (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    applied INTEGER NOT NULL,
    mark BLOB,
    floor INTEGER NOT NULL
);
INSERT OR IGNORE INTO replica VALUES (1, 0, NULL, 0);
CREATE TABLE IF NOT EXISTS repeat (
    seq INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    call_session_id TEXT NOT NULL,
    key BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS erasure (seq INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS moved (
    account TEXT NOT NULL,
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (account, seq)
) WITHOUT ROWID;
"""

#: What became of a message: an event, a repeat, or how many events an order concerned.
Outcome = Stored | int | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A message with its number and the mark it is recognised by."""

    seq: int
    message: Message
    mark: bytes


def mark_of(payload: bytes) -> bytes:
    """Two messages with the same mark are the same."""
    return hashlib.sha256(payload).digest()[:16]


def open_replica(data: Path) -> apsw.Connection:
    """The replica's database, as it was left.

    Raises:
        StorageUnusable
    """
    connection = open_database(data / FILE_NAME, migrations=MIGRATIONS)
    connection.pragma("synchronous", _NORMAL)
    connection.execute(_STATE)
    return connection


def open_replica_of(data: Path, epoch: str) -> apsw.Connection:
    """The replica of this log; one of another log is thrown away.

    Raises:
        StorageUnusable
    """
    connection = open_replica(data)
    if read_epoch(connection) != epoch:
        connection.close()
        discard_replica(data)
        connection = open_replica(data)
        connection.execute("UPDATE epoch SET epoch = ?", (epoch,))
    return connection


def discard_replica(data: Path) -> None:
    """Throw the copy away; it is fetched again."""
    for ending in ("", "-wal", "-shm"):
        (data / (FILE_NAME + ending)).unlink(missing_ok=True)


def read_floor(connection: apsw.Connection) -> int:
    """Up to this number the copy may lack events that others have."""
    return int(connection.execute("SELECT floor FROM replica").get)


def read_state(connection: apsw.Connection) -> tuple[int, int]:
    """The number of the last message that is in the copy, and the floor."""
    applied, floor = connection.execute("SELECT applied, floor FROM replica").get
    return int(applied), int(floor)


class Replica:
    """The only writer of a copy; lives on one thread.

    Attributes:
        applied: the number of the last message that is in the copy.
        mark: its mark; None if it is not known.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._appender = Appender(connection)
        self.applied = 0
        self.mark: bytes | None = None
        for applied, mark in connection.execute("SELECT applied, mark FROM replica"):
            self.applied, self.mark = int(applied), mark

    def apply(self, messages: Sequence[Numbered]) -> list[Outcome]:
        """Carry out the messages in one commit; what became of each.

        Raises:
            apsw.Error: nothing has changed.
        """
        last = messages[-1]
        outcomes: list[Outcome] = []
        try:
            with transaction(self._connection):
                for filed, group in groupby(messages, lambda one: type(one.message) is Filed):
                    if filed:
                        outcomes += self._file(list(group))
                    else:
                        outcomes += [self._obey(one.message) for one in group]
                self._connection.execute(
                    "UPDATE replica SET applied = ?, mark = ?", (last.seq, last.mark)
                )
        except BaseException:
            self._appender.remember_nothing()
            raise
        self.applied, self.mark = last.seq, last.mark
        return outcomes

    def begin_behind(self, seq: int) -> None:
        """The shared log has forgotten everything up to here, read or not."""
        self._connection.execute(
            "UPDATE replica SET applied = ?1, mark = NULL, floor = max(floor, ?1)", (seq,)
        )
        self.applied, self.mark = seq, None

    def oldest(self) -> int | None:
        """When the oldest event was received, in microseconds since 1970."""
        return self._number("SELECT received_at FROM event ORDER BY id LIMIT 1")

    def first_needed(self) -> int:
        """The shared log needs no messages with smaller numbers."""
        first = self._number(
            "SELECT coalesce(place, event.seq) FROM event LEFT JOIN moved USING (account, seq)"
            " ORDER BY id LIMIT 1"
        )
        return self.applied + 1 if first is None else first

    def to_erase(self) -> list[int]:
        """What the shared log has still to overwrite."""
        return [int(seq) for (seq,) in self._connection.execute("SELECT seq FROM erasure")]

    def erased(self, seqs: Iterable[int]) -> None:
        """The shared log has overwritten these."""
        self._connection.executemany("DELETE FROM erasure WHERE seq = ?", [(s,) for s in seqs])

    def empty_wal(self) -> None:
        """Leave nothing of what was erased in the write-ahead log."""
        empty_wal(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _file(self, messages: list[Numbered]) -> list[Stored | None]:
        filed = [(one.seq, one.message) for one in messages if isinstance(one.message, Filed)]
        drafts = [draft_of(message) for _, message in filed]
        stored = self._appender.append(drafts, [message.number or seq for seq, message in filed])
        self._connection.executemany(
            "INSERT INTO repeat VALUES (?, ?, ?, ?)",
            [
                (seq, draft.account, draft.call_session_id, draft.key)
                for (seq, _), draft, event in zip(filed, drafts, stored, strict=True)
                if event is None
            ],
        )
        self._connection.executemany(
            "INSERT INTO moved VALUES (?, ?, ?)",
            [
                (event.account, event.seq, seq)
                for (seq, message), event in zip(filed, stored, strict=True)
                if event is not None and message.number
            ],
        )
        return stored

    def _obey(self, order: Message) -> int:
        match order:
            case TrimOrder():
                trimmed = self._appender.trim(moment(order.before))
                needed = self.first_needed()
                self._connection.execute("DELETE FROM repeat WHERE seq < ?", (needed,))
                self._connection.execute("DELETE FROM moved WHERE place < ?", (needed,))
                return trimmed
            case ForgetOrder():
                return self._forget(order)
            case BeginOrder():
                self._begin(order)
                return 0
            case EpochOrder():
                return 0
        raise TypeError(order)

    def _begin(self, order: BeginOrder) -> None:
        """Nothing is lacking from here on: what came before had these numbers."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO numbering (account, latest, trimmed_to) VALUES (?, ?, ?)",
            order.accounts,
        )
        self._connection.execute("UPDATE replica SET floor = 0")

    def _forget(self, order: ForgetOrder) -> int:
        execute, account = self._connection.execute, order.account
        repeats = [
            int(seq)
            for number in order.numbers
            for (seq,) in execute(
                "SELECT r.seq FROM repeat r JOIN event e USING (account, call_session_id, key)"
                " WHERE e.account = ? AND e.seq = ?",
                (account, number),
            )
        ]
        for call in order.calls:
            rows = execute(
                "SELECT seq FROM repeat WHERE account = ? AND call_session_id = ?", (account, call)
            )
            repeats += [int(seq) for (seq,) in rows]
        gone = self._appender.forget(account, order.calls, order.numbers)
        places = [self._place_of(account, seq) for seq in gone]
        erasing = [(seq,) for seq in (*places, *repeats)]
        self._connection.executemany("INSERT OR IGNORE INTO erasure VALUES (?)", erasing)
        self._connection.executemany("DELETE FROM repeat WHERE seq = ?", erasing)
        return len(gone)

    def _place_of(self, account: str, seq: int) -> int:
        """The number of the message this event is in."""
        row = self._connection.execute(
            "DELETE FROM moved WHERE account = ? AND seq = ? RETURNING place", (account, seq)
        ).fetchone()
        return seq if row is None else int(row[0])

    def _number(self, query: str) -> int | None:
        row = self._connection.execute(query).fetchone()
        return None if row is None else int(row[0])
