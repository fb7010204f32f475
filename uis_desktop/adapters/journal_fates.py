"""What became of the cards of calls, in the journal's tables."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.journal_times import microseconds, moment
from uis_desktop.core.fates import Fate, FateNote

# A call that was taken out of the history meanwhile leaves nothing behind.
_KEEP = """
INSERT INTO fate (call, fate, at_us) SELECT key, ?, ? FROM call WHERE key = ?
ON CONFLICT DO NOTHING
"""


def keep(sql: Sql, notes: Sequence[FateNote]) -> None:
    """Note these; the first time of each fate of a call counts."""
    sql.run_many(_KEEP, [(note.fate.value, microseconds(note.at), note.call) for note in notes])


def of_call(sql: Sql, call: str) -> list[FateNote]:
    """What became of the card of a call, the oldest first.

    What a newer version wrote is left out.
    """
    rows = sql.run("SELECT fate, at_us FROM fate WHERE call = ? ORDER BY at_us", call)
    return [
        FateNote(call=call, fate=Fate(fate), at=moment(at_us))
        for fate, at_us in msgspec.convert(rows, list[tuple[str, int]])
        if fate in set(Fate)
    ]


def move(sql: Sql, call: str, told_by: str) -> None:
    """The row ``told_by`` tells the story of ``call`` from now on."""
    sql.run("UPDATE OR IGNORE fate SET call = ? WHERE call = ?", told_by, call)
    sql.run("DELETE FROM fate WHERE call = ?", call)


def drop_old(sql: Sql, kept_us: int) -> None:
    """Drop what nobody asks for any more, counted from the newest."""
    sql.run("DELETE FROM fate WHERE at_us < (SELECT max(at_us) FROM fate) - ?", kept_us)
