"""Reminders in the journal's tables; one for a number."""

from __future__ import annotations

import msgspec

from uis_desktop.adapters.journal_file import Sql
from uis_desktop.adapters.journal_times import microseconds
from uis_desktop.adapters.searching import digits_of
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.reminders import Reminder
from uis_desktop.errors import HistoryUnreadable

_KEEP = """
INSERT OR REPLACE INTO reminder (number, due_us, set_us, body) VALUES (?, ?, ?, ?)
"""


def keep(sql: Sql, reminder: Reminder) -> None:
    """Keep it in place of an older one for the number."""
    sql.run(
        _KEEP,
        digits_of(reminder.phone_number),
        microseconds(reminder.due),
        microseconds(reminder.set_at),
        msgspec.json.encode(reminder),
    )


def drop(sql: Sql, e164: str) -> None:
    """Forget the reminder of a number."""
    sql.run("DELETE FROM reminder WHERE number = ?", digits_of(e164))


def drop_done(sql: Sql, row: HistoryRow) -> None:
    """A talk of mine that began after the reminder was set has done what it asked for."""
    if row.outcome is Outcome.TALKED and row.contact_phone_number:
        sql.run(
            "DELETE FROM reminder WHERE number = ? AND set_us < ?",
            digits_of(row.contact_phone_number),
            microseconds(row.started_at),
        )


def all_of_them(sql: Sql) -> list[Reminder]:
    """The next one first."""
    rows = sql.run("SELECT body FROM reminder ORDER BY due_us, number")
    try:
        return [
            msgspec.json.decode(msgspec.convert(body, bytes), type=Reminder) for (body,) in rows
        ]
    except msgspec.DecodeError as error:
        raise HistoryUnreadable(f"journal: reminder: {error}") from error
