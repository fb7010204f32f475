"""Taking calls out of the journal's tables, with everything that hangs on them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from uis_desktop.adapters import journal_call_index, journal_reminders, journal_tags
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.journal_times import microseconds
from uis_desktop.adapters.searching import digits_of

# A call that goes on would come back with its next event.
_OF_NUMBER = "FROM call WHERE number = ? AND number <> '' AND outcome <> 'going_on'"


def count_of(sql: Sql, e164: str) -> int:
    """How many calls :func:`erase_number` would take out."""
    return sql.number(f"SELECT count(*) {_OF_NUMBER}", digits_of(e164))


def erase_number(sql: Sql, e164: str) -> list[str]:
    """Take out the finished calls of a number, and its reminder; the keys of the calls."""
    keys = sql.run(f"SELECT key {_OF_NUMBER}", digits_of(e164))
    journal_reminders.drop(sql, e164)
    return _erase(sql, msgspec.convert(keys, list[tuple[str]]))


def erase_before(sql: Sql, before: datetime, most: int) -> list[str]:
    """Take out calls that began earlier, and reminders that were due earlier; their keys."""
    sql.run("DELETE FROM reminder WHERE due_us < ?", microseconds(before))
    keys = sql.run(
        "SELECT key FROM call WHERE started_us < ? ORDER BY started_us LIMIT ?",
        microseconds(before),
        most,
    )
    return _erase(sql, msgspec.convert(keys, list[tuple[str]]))


def _erase(sql: Sql, keys: list[tuple[str]]) -> list[str]:
    sql.run_many("DELETE FROM call WHERE key = ?", keys)
    sql.run_many("DELETE FROM fate WHERE call = ?", keys)
    sql.run_many("DELETE FROM opened WHERE call = ?", keys)
    sql.run_many("DELETE FROM note WHERE call = ?", keys)
    sql.run_many("DELETE FROM event WHERE call_session_id = ?", keys)
    journal_tags.erase(sql, keys)
    calls = [key for (key,) in keys]
    journal_call_index.remove(sql, calls)
    return calls
