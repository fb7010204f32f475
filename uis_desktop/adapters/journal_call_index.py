"""The index of the history: every call found by its words and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from uis_desktop.adapters import journal_search
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.journal_search import Condition
from uis_desktop.adapters.searching import numbers_of, wanted, words_of
from uis_desktop.core.history import HistoryRow


@dataclass(frozen=True, slots=True)
class Hits:
    """The calls that fit, as a condition over ``call``, and how to sort them by time.

    Attributes:
        started: the column to sort by; with a plus the hits are sorted, without it the
            index by time is walked.
    """

    where: Condition
    started: str


def hits(sql: Sql, search: str) -> Hits:
    """What was typed, as a condition; all calls for nothing."""
    parts = wanted(search)
    if not parts:
        return Hits(Condition("true"), "call.started_us")
    if journal_search.many(sql, "call", parts):
        each = journal_search.walked(parts)
        of_it = "SELECT 1 FROM call_index WHERE call_index.call = call.key"
        return Hits(Condition(f"EXISTS ({of_it} AND {each.sql})", each.bindings), "call.started_us")
    few = journal_search.indexed("call", parts)
    keys = f"call.key IN (SELECT call_index.call FROM call_index WHERE {few.sql})"
    return Hits(Condition(keys, few.bindings), "+call.started_us")


def enter(sql: Sql, row: HistoryRow, note: str) -> None:
    """Have a call found by what it says now."""
    words, numbers = words_of(row, note), numbers_of(row)
    same = "SELECT 1 FROM call_index WHERE call = ? AND words = ? AND numbers = ?"
    if sql.run(same, row.key, words, numbers):
        return
    remove(sql, [row.key])
    ((id_,),) = sql.run(
        "INSERT INTO call_index (call, words, numbers) VALUES (?, ?, ?) RETURNING id",
        row.key,
        words,
        numbers,
    )
    sql.run("INSERT INTO call_words (rowid, words) VALUES (?, ?)", id_, words)
    sql.run("INSERT INTO call_digits (rowid, numbers) VALUES (?, ?)", id_, numbers)


def remove(sql: Sql, calls: Iterable[str]) -> None:
    """These calls are gone."""
    for call in calls:
        for (id_,) in sql.run("DELETE FROM call_index WHERE call = ? RETURNING id", call):
            sql.run("DELETE FROM call_words WHERE rowid = ?", id_)
            sql.run("DELETE FROM call_digits WHERE rowid = ?", id_)


def enter_some(sql: Sql, most: int) -> int:
    """Enter calls that an older version kept, up to ``most``; how many it were."""
    rows = sql.run(
        "SELECT call.body, note.text FROM call LEFT JOIN note ON note.call = call.key"
        " WHERE call.key NOT IN (SELECT call_index.call FROM call_index) LIMIT ?",
        most,
    )
    for body, note in msgspec.convert(rows, list[tuple[bytes, str | None]]):
        enter(sql, msgspec.json.decode(body, type=HistoryRow), note or "")
    return len(rows)
