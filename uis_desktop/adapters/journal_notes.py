"""Notes in the journal's tables: one for each call that has one."""

from __future__ import annotations

from uis_desktop.adapters.journal_file import Sql

_KEEP = """
INSERT INTO note (call, text) SELECT key, ? FROM call WHERE key = ?
ON CONFLICT (call) DO UPDATE SET text = excluded.text
"""
# Two notes become one: neither of them was written to be thrown away.
_MOVE = """
INSERT INTO note (call, text) SELECT ?, text FROM note WHERE call = ?
ON CONFLICT (call) DO UPDATE SET text = note.text || char(10) || excluded.text
"""


def keep(sql: Sql, call: str, text: str) -> None:
    """Write the note of a call in place of an older one; an empty one goes.

    Nothing is written for a call that is not in the history.
    """
    if text:
        sql.run(_KEEP, text, call)
    else:
        sql.run("DELETE FROM note WHERE call = ?", call)


def move(sql: Sql, call: str, to: str) -> None:
    """The row of ``call`` is gone, and the row ``to`` tells its story."""
    sql.run(_MOVE, to, call)
    sql.run("DELETE FROM note WHERE call = ?", call)
