"""What was opened in the CRM, in the journal's tables."""

from __future__ import annotations

from uis_desktop.adapters.journal_file import Sql

_FIRST = """
INSERT INTO opened (call, moment) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1
"""


def first_opening(sql: Sql, call: str, moment: str) -> bool:
    """Note that a moment of a call is being opened; False: it was before."""
    return bool(sql.run(_FIRST, call, moment))
