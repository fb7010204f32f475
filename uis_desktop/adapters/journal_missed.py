"""Missed calls in the journal's tables: put together by number, closed by a talk."""

from __future__ import annotations

import msgspec

from uis_desktop.adapters import journal_call_index
from uis_desktop.adapters.journal_calls import BESIDE, COLUMNS, history_row
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.core.history import MissedCalls

_TALK = "talk.number = call.number AND talk.outcome IN ('talked', 'taken_by_colleague')"
_ANSWER = f"""
FROM call AS talk WHERE {_TALK} AND call.number <> '' AND talk.started_us > call.started_us
"""
#: Calls of one number since the same last talk are one; SQLite fills the other columns
#: from the row that max() is of.
_FOLDED = f"""
WITH folded AS (
    SELECT max(call.started_us) AS newest_us, count(*) AS times, call.key AS newest
    FROM call WHERE call.missed_by_me AND {{condition}}
    GROUP BY iif(call.number = '', call.key, call.number), (
        SELECT max(talk.started_us) FROM call AS talk
        WHERE {_TALK} AND talk.started_us < call.started_us
    )
    ORDER BY newest_us DESC, newest DESC LIMIT ?
)
SELECT folded.times, {COLUMNS},
    (SELECT talk.body {_ANSWER} ORDER BY talk.started_us LIMIT 1)
FROM folded JOIN call ON call.key = folded.newest {BESIDE}
ORDER BY folded.newest_us DESC, folded.newest DESC
"""
_COUNT = f"""
SELECT count(*) FROM call
WHERE missed_by_me AND NOT seen AND NOT EXISTS (SELECT 1 {_ANSWER})
"""


def missed(sql: Sql, *, limit: int, search: str) -> list[MissedCalls]:
    """Those that fit, the newest first."""
    where = journal_call_index.hits(sql, search).where
    rows = sql.run(_FOLDED.format(condition=where.sql), *where.bindings, limit)
    return [
        MissedCalls(
            newest=history_row(body, note, remind_us, wishes),
            times=msgspec.convert(times, int),
            answered=history_row(answer, None, None) if answer is not None else None,
        )
        for times, body, note, remind_us, wishes, answer in rows
    ]


def since_seen(sql: Sql) -> int:
    """Lost calls of mine nobody has looked at, and nobody talked with the number since."""
    return sql.number(_COUNT)


def mark_seen(sql: Sql) -> None:
    """By row, not by time: a call still ringing while the person looks is not seen yet."""
    sql.run("UPDATE call SET seen = 1 WHERE missed_by_me AND NOT seen")
