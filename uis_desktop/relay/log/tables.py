"""The tables of the SQLite log and the rows read from them.

An audience is kept as a *circle*: a set of employees stored once and named by
the events it belongs to.  A call that rings two hundred desks then costs one
row, and replay is a scan of one index.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from uis_desktop.relay.log.port import Record, Stored

_FIRST = """
CREATE TABLE epoch (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL);
INSERT INTO epoch VALUES (1, lower(hex(randomblob(8))));
CREATE TABLE numbering (
    account TEXT PRIMARY KEY,
    latest INTEGER NOT NULL,
    trimmed_to INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE circle (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    members TEXT NOT NULL,
    UNIQUE (account, members)
);
CREATE TABLE circle_member (
    account TEXT NOT NULL,
    employee_id TEXT NOT NULL,
    circle INTEGER NOT NULL,
    PRIMARY KEY (account, employee_id, circle)
) WITHOUT ROWID;
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    seq INTEGER NOT NULL,
    circle INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    call_session_id TEXT NOT NULL,
    key BLOB NOT NULL,
    normal BLOB,
    repairs TEXT NOT NULL,
    method TEXT NOT NULL,
    raw BLOB NOT NULL
);
CREATE UNIQUE INDEX event_by_number ON event (account, seq, circle);
CREATE UNIQUE INDEX event_by_key ON event (account, key);
CREATE INDEX event_by_call ON event (account, call_session_id, circle);
"""

#: One index tells repeats and the events of a call.  Calls are numbered as they come, so
#: it grows at its end; one by key alone would be written to all over the place.
#: ``numbering.latest`` is from now on what is known beside the events themselves: see
#: ``numbered``.
_REPEATS_BY_CALL = """
DROP INDEX event_by_key;
DROP INDEX event_by_call;
CREATE UNIQUE INDEX event_by_call ON event (account, call_session_id, key);
CREATE VIEW numbered (account, latest, trimmed_to) AS
    SELECT account, max(latest, coalesce(
        (SELECT max(seq) FROM event WHERE event.account = numbering.account), 0)), trimmed_to
    FROM numbering;
"""

#: See :func:`relay.database.storage.open_database`.
MIGRATIONS = (_FIRST, _REPEATS_BY_CALL)

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

STORED_COLUMNS = "e.account, e.seq, e.received_at, e.kind, e.call_session_id, e.normal, c.members"
RECORD_COLUMNS = f"{STORED_COLUMNS}, e.repairs, e.method, e.raw"

StoredRow = tuple[str, int, int, str, str, bytes | None, str]
RecordRow = tuple[str, int, int, str, str, bytes | None, str, str, str, bytes]


def microseconds(at: datetime) -> int:
    """A moment as the tables keep it."""
    return (at - _BEGINNING) // _MICROSECOND


def moment(stored: int) -> datetime:
    """A moment out of the tables."""
    return _BEGINNING + stored * _MICROSECOND


def members_text(members: frozenset[str]) -> str:
    """A circle as text; the same circle is always the same text."""
    return msgspec.json.encode(sorted(members)).decode()


def members_of(text: str) -> frozenset[str]:
    """A circle out of its text."""
    return frozenset(msgspec.json.decode(text, type=list[str]))


def stored_from(row: StoredRow) -> Stored:
    """A row of :data:`STORED_COLUMNS`."""
    account, seq, received_at, kind, call, normal, members = row
    return Stored(
        account=account,
        seq=seq,
        received_at=moment(received_at),
        kind=kind,
        call_session_id=call,
        normal=normal,
        audience=members_of(members),
    )


def record_from(row: RecordRow) -> Record:
    """A row of :data:`RECORD_COLUMNS`."""
    account, seq, received_at, kind, call, normal, members, repairs, method, raw = row
    return Record(
        account=account,
        seq=seq,
        received_at=moment(received_at),
        kind=kind,
        call_session_id=call,
        normal=normal,
        audience=members_of(members),
        repairs=tuple(msgspec.json.decode(repairs, type=list[str])),
        method=method,
        raw=raw,
    )
