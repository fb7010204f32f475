"""What the contact window lists, as plain rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Direction
from uis_desktop.core.history import TALKS, HistoryRow, MissedCalls, Outcome
from uis_desktop.core.phone import Number, dialled
from uis_desktop.core.records import first_record
from uis_desktop.ui.cards.lines import duration, parameter_line
from uis_desktop.ui.finish_reasons import finish_line
from uis_desktop.ui.icons import Glyph, Ground
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import refusal_words
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.later_rows import Rows
from uis_desktop.ui.window.row import Row, RowKind
from uis_desktop.ui.window.typed_rows import dial_rows

if TYPE_CHECKING:
    from uis_desktop.session.lists import Found

_LOOKS: Mapping[Outcome, tuple[Glyph | None, Ground, str]] = {
    Outcome.GOING_ON: (Glyph.TALK, Ground.DISC, "talking"),
    Outcome.TALKED: (None, Ground.DISC, "live"),
    Outcome.TAKEN_BY_COLLEAGUE: (Glyph.PERSON, Ground.DISC, "ended"),
    Outcome.LOST: (Glyph.MISSED, Ground.SQUARE, "missed"),
    Outcome.NOT_ANSWERED: (None, Ground.SQUARE, "ringing"),
    Outcome.REFUSED: (Glyph.PROBLEM, Ground.TRIANGLE, "problem"),
    Outcome.UNKNOWN: (Glyph.QUESTION, Ground.DISC, "problem"),
}

_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.GOING_ON: QT_TRANSLATE_NOOP("Outcome", "going on"),
    Outcome.TALKED: QT_TRANSLATE_NOOP("Outcome", "talked"),
    Outcome.TAKEN_BY_COLLEAGUE: QT_TRANSLATE_NOOP("Outcome", "answered by a colleague"),
    Outcome.LOST: QT_TRANSLATE_NOOP("Outcome", "missed"),
    Outcome.NOT_ANSWERED: QT_TRANSLATE_NOOP("Outcome", "not answered"),
    Outcome.REFUSED: QT_TRANSLATE_NOOP("Outcome", "not placed"),
    Outcome.UNKNOWN: QT_TRANSLATE_NOOP("Outcome", "outcome unknown"),
}

#: A title, and what makes the rows below it.
_Part = tuple[str, RowKind, Sequence[Callable[[], Row]]]


def rows_for(
    typed: str,
    found: Found,
    *,
    missed_only: bool,
    read: Callable[[datetime], str],
    home: Number | None = None,
) -> Rows:
    """The list for what was typed: the number itself, contacts, colleagues, calls.

    Nothing typed: the calls come first, because the contacts of a company fill the list
    and say nothing new.
    ``read`` prints a moment as people here read it; for ``home`` see ``dial_rows``.
    """
    extensions = {one.extension for one in found.colleagues}
    nobodys = not (found.contacts or found.colleagues or missed_only)
    offers = dial_rows(typed, home=home, extensions=extensions)
    rows = Rows(replace(one, nobodys=nobodys) for one in offers)
    if found.meant is not None:
        instead = translate("Rows", "Shown for “{text}”")
        rows.add(_section(instead.format(text=plain(found.meant, 60))))
    people = [] if missed_only else _people(found)
    told = [_calls(found, read, missed_only=missed_only)]
    for title, kind, makers in [*people, *told] if typed.strip() else [*told, *people]:
        if makers:
            rows.add(_section(title))
            rows.add_later(kind, makers)
    return rows


def _people(found: Found) -> list[_Part]:
    """Each contact has one row for each of his numbers."""
    contacts = [
        partial(_contact_row, who, number) for who in found.contacts for number in who.phone_numbers
    ]
    colleagues = [partial(_colleague_row, one) for one in found.colleagues]
    return [
        (translate("Rows", "Contacts"), RowKind.CONTACT, contacts),
        (translate("Rows", "Colleagues"), RowKind.CONTACT, colleagues),
    ]


def _calls(found: Found, read: Callable[[datetime], str], *, missed_only: bool) -> _Part:
    if missed_only:
        missed = [partial(missed_row, one, read) for one in found.missed]
        return translate("Rows", "Missed calls"), RowKind.CALL, missed
    recent = [partial(call_row, call, read) for call in found.recent]
    return translate("Rows", "Recent calls"), RowKind.CALL, recent


def call_row(call: HistoryRow, read: Callable[[datetime], str]) -> Row:
    """One call of the history."""
    glyph, ground, colour = _LOOKS[call.outcome]
    number = call.contact_phone_number
    shown = shown_number(number)
    name = name_words(call)
    outgoing = call.direction is Direction.OUT
    below = [shown if name else "", outcome_words(call)]
    if call.note:
        # The note tells this call from the others; the number is in the details.
        below = [outcome_words(call), note_words(call), shown if name else ""]
    if call.remind_at is not None:
        below = [reminder_words(call), *below]
    if call.record_links:
        below.append(translate("Rows", "recording"))
    told = map(parameter_line, call.parameters)
    return Row(
        kind=RowKind.CALL,
        key=f"call:{call.key}",
        title=name or shown or translate("Card", "Hidden number"),
        second=" · ".join(filter(None, (*below, *told))),
        when=read(call.started_at),
        number=None if number is None else dialled(number),
        glyph=glyph or (Glyph.OUT if outgoing else Glyph.IN),
        ground=ground,
        colour=colour,
        bold=call.missed,
        subject=call,
        record=first_record(call.record_links),
    )


def contact_call_row(call: HistoryRow, read: Callable[[datetime], str]) -> Row:
    """One call among those with one contact: who it was need not be said."""
    number = shown_number(call.contact_phone_number)
    recorded = translate("Rows", "recording") if call.record_links else ""
    below = (reminder_words(call), recorded, note_words(call), number)
    told = map(parameter_line, call.parameters)
    return replace(
        call_row(call, read),
        title=outcome_words(call),
        second=" · ".join(filter(None, (*below, *told))),
    )


def missed_row(missed: MissedCalls, read: Callable[[datetime], str]) -> Row:
    """Missed calls of one number as one row: how many, and whether somebody has answered."""
    row = call_row(missed.newest, read)
    if missed.times > 1:
        # Beside the time: a long name must not cut it off.
        row = replace(row, when=f"×{missed.times} · {row.when}")
    if missed.answered is None:
        return row
    return replace(
        row,
        second=" · ".join(
            filter(None, (reminder_words(missed.newest), answer_words(missed.answered, read)))
        ),
        glyph=Glyph.DONE,
        ground=Ground.DISC,
        colour="ended",
        bold=False,
    )


def reminder_words(call: HistoryRow) -> str:
    """When the number is to be called back; empty if nobody wants to be reminded."""
    if call.remind_at is None:
        return ""
    return translate("Rows", "call back {time}").format(time=moment_here(call.remind_at))


def note_words(call: HistoryRow) -> str:
    """The beginning of what was noted; empty if nothing was."""
    if not call.note:
        return ""
    return translate("Rows", "note: {text}").format(text=plain(call.note, 80))


def answer_words(talk: HistoryRow, read: Callable[[datetime], str]) -> str:
    """By whom and when a missed call was answered after all."""
    outgoing = talk.direction is Direction.OUT
    back, again = translate("Rows", "called back {time}"), translate("Rows", "called again {time}")
    words = (back if outgoing else again).format(time=read(talk.started_at))
    return " · ".join(filter(None, (words, plain(talk.employee_name or "", 40))))


def name_words(call: HistoryRow) -> str:
    """Who it was, by name; empty if nobody knows."""
    return translate("Card", "Test ring") if call.test else plain(call.contact_full_name or "")


def reason_words(call: HistoryRow) -> str:
    """Why it did not come to a talk, and what to do; empty if nobody told, or it did."""
    if call.reason is None or call.outcome in TALKS or call.test:
        return ""
    if call.outcome is Outcome.REFUSED:
        return refusal_words(call.reason).line
    return finish_line(call.reason)


def outcome_words(call: HistoryRow) -> str:
    """How the call went, with how long it took."""
    if call.test:
        return translate("Outcome", "nobody called")
    text = translate("Outcome", _OUTCOMES[call.outcome])
    if call.outcome is Outcome.TALKED and call.talk_s:
        return f"{text} {duration(call.talk_s)}"
    if call.outcome is Outcome.LOST and call.wait_s:
        return translate("Outcome", "missed, waited {time}").format(time=duration(call.wait_s))
    if call.outcome is Outcome.TAKEN_BY_COLLEAGUE and call.employee_name:
        answered = translate("Outcome", "answered by {name}")
        return answered.format(name=plain(call.employee_name, 40))
    return text


def _contact_row(who: Contact, number: Number) -> Row:
    """A contact under one of his numbers."""
    name, company = plain(who.full_name), plain(who.company or "")
    shown = shown_number(number)
    return Row(
        kind=RowKind.CONTACT,
        key=f"contact:{who.id}:{number}",
        title=name or shown,
        second=" · ".join(filter(None, (shown, company))),
        number=dialled(number),
        glyph=Glyph.PERSON,
        colour="ended",
        subject=who,
    )


def _colleague_row(who: Colleague) -> Row:
    contact = who.as_contact()
    extension = translate("Rows", "ext. {number}").format(number=plain(who.extension or "", 40))
    number = next(iter(contact.phone_numbers), None)
    shown = extension if who.extension else shown_number(number)
    return Row(
        kind=RowKind.CONTACT,
        key=contact.id,
        title=plain(who.name) or shown,
        second=shown,
        number=None if number is None else dialled(number),
        glyph=Glyph.PERSON,
        colour="accent",
        subject=contact,
    )


def _section(title: str) -> Row:
    return Row(kind=RowKind.SECTION, key=f"section:{title}", title=title)
