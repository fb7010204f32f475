"""Events, place and history rows in the journal's tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from uis_desktop.adapters import (
    journal_call_index,
    journal_fates,
    journal_notes,
    journal_reminders,
    journal_tags,
)
from uis_desktop.adapters.journal_file import Sql, SqlValue
from uis_desktop.adapters.journal_times import MICROSECOND, microseconds, moment
from uis_desktop.adapters.searching import digits_of
from uis_desktop.core.events import Delivered, Place
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.past import Past
from uis_desktop.errors import HistoryUnreadable, ReplyNotUnderstood
from uis_desktop.wire.codec import event_from_json, event_to_json

#: Events of finished calls are kept so long, counted from the newest event; rows stay.
EVENTS_KEPT = timedelta(days=90)

_EVENT_COLUMNS = "epoch, number, received_us, body, sent_us, heard_us"
_FINAL = "SELECT 1 FROM call WHERE key = call_session_id AND outcome <> 'going_on'"

_KEEP_EVENT = """
INSERT INTO event (epoch, number, call_session_id, received_us, body, sent_us, heard_us)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (epoch, number) DO NOTHING
"""
_KEEP_ROW = """
INSERT INTO call (key, started_us, outcome, missed_by_me, number, body)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    started_us = excluded.started_us, outcome = excluded.outcome,
    missed_by_me = excluded.missed_by_me, number = excluded.number,
    body = excluded.body
"""
BESIDE = """
LEFT JOIN note ON note.call = call.key
LEFT JOIN reminder ON reminder.number = call.number
"""
COLUMNS = f"call.body, note.text, reminder.due_us, {journal_tags.WISHES_OF_CALL}"
ROWS = f"SELECT {COLUMNS} FROM call {BESIDE}"


def place(sql: Sql) -> Place:
    """Where the stream stopped."""
    rows = sql.run("SELECT epoch, after FROM standing")
    ((epoch, after),) = msgspec.convert(rows, list[tuple[str | None, int]])
    return Place(epoch=epoch, after=after)


def keep(
    sql: Sql,
    delivered: Sequence[Delivered],
    rows: Sequence[HistoryRow],
    forget: Sequence[tuple[str, str]],
    moved_to: Place | None,
) -> None:
    """Write events, rows and the place; belongs into one transaction."""
    sql.run_many(_KEEP_EVENT, map(_event_row, delivered))
    for key, told_by in forget:
        sql.run("DELETE FROM call WHERE key = ?", key)
        journal_notes.move(sql, key, told_by)
        journal_fates.move(sql, key, told_by)
        journal_call_index.remove(sql, [key])
        _enter(sql, told_by)
    sql.run_many(_KEEP_ROW, map(_call_row, rows))
    for row in rows:
        journal_reminders.drop_done(sql, row)
        _enter(sql, row.key)
    now_at = moved_to or _reached(place(sql), delivered)
    sql.run("UPDATE standing SET epoch = ?, after = ?", now_at.epoch, now_at.after)


def _reached(known: Place, delivered: Iterable[Delivered]) -> Place:
    """The place after these events; within one log it never goes back."""
    for one in delivered:
        if one.epoch != known.epoch or one.number > known.after:
            known = Place(epoch=one.epoch, after=one.number)
    return known


def open_calls(sql: Sql, since: datetime) -> list[Delivered]:
    """The events of calls without a final row, oldest first."""
    return _delivered(
        sql.run(
            f"SELECT {_EVENT_COLUMNS} FROM event"
            f" WHERE received_us >= ? AND NOT EXISTS ({_FINAL}) ORDER BY id",
            microseconds(since),
        )
    )


def events_of(sql: Sql, call_session_id: str) -> list[Delivered]:
    """All events of one call, oldest first."""
    return _delivered(
        sql.run(
            f"SELECT {_EVENT_COLUMNS} FROM event WHERE call_session_id = ? ORDER BY id",
            call_session_id,
        )
    )


def drop_old_events(sql: Sql) -> None:
    """Drop events of finished calls nobody asks for any more."""
    sql.run(
        "DELETE FROM event WHERE received_us < (SELECT max(received_us) FROM event) - ?"
        f" AND EXISTS ({_FINAL})",
        EVENTS_KEPT // MICROSECOND,
    )
    journal_fates.drop_old(sql, EVENTS_KEPT // MICROSECOND)


def recent(sql: Sql, *, limit: int, search: str, behind: HistoryRow | None) -> list[HistoryRow]:
    """The newest rows first."""
    from_there: list[SqlValue] = []
    if behind is not None:
        from_there = [microseconds(behind.started_at), behind.key]
    older = " AND (call.started_us, call.key) < (?, ?)" if from_there else ""
    found = journal_call_index.hits(sql, search)
    rows = sql.run(
        f"{ROWS} WHERE {found.where.sql}{older} ORDER BY {found.started} DESC, key DESC LIMIT ?",
        *found.where.bindings,
        *from_there,
        limit,
    )
    return [history_row(*row) for row in rows]


def keep_note(sql: Sql, call: str, text: str) -> None:
    """Write the note of a call in place of an older one; an empty one goes."""
    journal_notes.keep(sql, call, text)
    _enter(sql, call)


def _enter(sql: Sql, call: str) -> None:
    """Have a call found by what is kept of it."""
    for row in sql.run(f"{ROWS} WHERE call.key = ?", call):
        kept = history_row(*row)
        journal_call_index.enter(sql, kept, kept.note)


def past_with(sql: Sql, e164: str, besides: Sequence[str]) -> Past | None:
    """The last talk with a number and the last note on it, not counting these calls."""
    number = digits_of(e164)
    others = f"call.number = ? AND key NOT IN ({', '.join('?' * len(besides))})"
    talks = sql.run(
        f"{ROWS} WHERE {others} AND outcome IN ('talked', 'taken_by_colleague')"
        " ORDER BY started_us DESC LIMIT 1",
        number,
        *besides,
    )
    notes = sql.run(
        f"{ROWS} WHERE {others} AND note.text IS NOT NULL ORDER BY started_us DESC LIMIT 1",
        number,
        *besides,
    )
    talk = history_row(*talks[0]) if talks else None
    noted = history_row(*notes[0]) if notes else None
    if not number or (talk is None and noted is None):
        return None
    return Past(
        talked_at=talk.started_at if talk else None,
        talked_with=talk.employee_name if talk else None,
        note=noted.note if noted else "",
        noted_at=noted.started_at if noted else None,
    )


def _event_row(one: Delivered) -> tuple[SqlValue, ...]:
    return (
        one.epoch,
        one.number,
        one.event.call_session_id,
        microseconds(one.received_at),
        event_to_json(one.event),
        None if one.sent_at is None else microseconds(one.sent_at),
        None if one.heard_at is None else microseconds(one.heard_at),
    )


def _call_row(row: HistoryRow) -> tuple[SqlValue, ...]:
    return (
        row.key,
        microseconds(row.started_at),
        row.outcome.value,
        int(row.outcome is Outcome.LOST and row.concerns_me),
        digits_of(row.contact_phone_number or ""),
        msgspec.json.encode(replace(row, note="", remind_at=None, tag_wishes=())),
    )


def _delivered(rows: list[tuple[SqlValue, ...]]) -> list[Delivered]:
    try:
        return [
            Delivered(
                epoch=epoch,
                number=number,
                received_at=moment(received_us),
                event=event_from_json(body),
                sent_at=None if sent_us is None else moment(sent_us),
                heard_at=None if heard_us is None else moment(heard_us),
            )
            for epoch, number, received_us, body, sent_us, heard_us in msgspec.convert(
                rows, list[tuple[str, int, int, bytes, int | None, int | None]]
            )
        ]
    except (ReplyNotUnderstood, msgspec.ValidationError) as error:
        raise HistoryUnreadable(f"journal: event: {error}") from error


def history_row(
    body: SqlValue, note: SqlValue, remind_us: SqlValue, wishes: SqlValue = "[]"
) -> HistoryRow:
    """A row as it was kept, with its note, tags, and the reminder for its number."""
    try:
        row = msgspec.json.decode(msgspec.convert(body, bytes), type=HistoryRow)
        if note is None and remind_us is None and wishes == "[]":
            # Nearly all of them; a copy takes longer than the reading.
            return row
        due_us = msgspec.convert(remind_us, int | None)
        return replace(
            row,
            note=msgspec.convert(note, str | None) or "",
            remind_at=None if due_us is None else moment(due_us),
            tag_wishes=journal_tags.wishes_in(wishes),
        )
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise HistoryUnreadable(f"journal: row: {error}") from error
