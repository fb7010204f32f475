"""The calls of one contact in the journal's tables, over all his numbers."""

from __future__ import annotations

from collections.abc import Iterable

from uis_desktop.adapters.journal_calls import ROWS, history_row
from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.searching import all_digits
from uis_desktop.core.history import HistoryRow

#: Each number's newest calls are read from the index; only those are sorted together.
_NEWEST = f"{ROWS} WHERE call.number = ? ORDER BY call.started_us DESC, call.key DESC LIMIT ?"


def calls_with(sql: Sql, numbers: Iterable[str], limit: int) -> list[HistoryRow]:
    """The newest calls with any of these numbers, the newest first."""
    newest: dict[str, HistoryRow] = {}
    for digits in set(all_digits(numbers).split()):
        for row in sql.run(_NEWEST, digits, limit):
            call = history_row(*row)
            newest[call.key] = call
    ordered = sorted(newest.values(), key=lambda call: (call.started_at, call.key), reverse=True)
    return ordered[:limit]
