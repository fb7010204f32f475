"""What the running program tells on the command line: facts for programs, words for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QDate

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.requests import ExitCode
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import refusal_words
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.rows import name_words, outcome_words
from uis_desktop.ui.wording import link_words, state_words

_REFUSED = {
    "unreachable": ExitCode.UNREACHABLE,
    "sign_in_refused": ExitCode.NOT_SIGNED_IN,
}
_ENDS = {
    CardState.UNKNOWN: ExitCode.UNKNOWN,
    CardState.SILENT: ExitCode.UNKNOWN,
    CardState.NOT_ANSWERED: ExitCode.NOT_ANSWERED,
    CardState.LOST: ExitCode.NOT_ANSWERED,
}


def code_of(call: CardView) -> ExitCode:
    """How a click ended, or stands."""
    if call.state is CardState.REFUSED:
        return _REFUSED.get(call.problem or "", ExitCode.REFUSED)
    return _ENDS.get(call.state, ExitCode.DONE)


def call_told(call: CardView) -> Mapping[str, object]:
    """One call as it stands."""
    number = call.contact_phone_number
    told: dict[str, object] = {
        "event": "call",
        "state": call.state.value,
        "direction": call.direction.value,
        "number": number,
        "name": plain(call.contact_full_name or "") or None,
        "virtual_number": call.virtual_phone_number,
        "call_session_id": call.call_session_id,
        "since": _moment(call.since),
        "talk_s": call.talk_s,
        "problem": call.problem,
    }
    words = [state_words(call.state)]
    if call.state is CardState.REFUSED:
        refusal = refusal_words(call.problem, call.detail)
        words = [refusal.title, refusal.advice]
    elif number:
        words.append(shown_number(number))
    return told | {"words": ". ".join(filter(None, words))}


def status_told(
    link: LinkView | None, calls: Sequence[CardView], missed: int, quiet: str
) -> Mapping[str, object]:
    """Who is signed in, the connection, and what goes on."""
    name = plain(link.employee_name) if link else ""
    lines = [link_words(link), translate("CommandLine", "Missed: {count}").format(count=missed)]
    lines += [quiet] if quiet else []
    lines += [str(call_told(call)["words"]) for call in calls]
    return {
        "event": "status",
        "link": link.state.value if link else None,
        "employee": name or None,
        "last_event_at": _moment(link.last_event_at) if link else None,
        "missed": missed,
        "quiet": bool(quiet),
        "calls": [call_told(call) for call in calls],
        "words": "\n".join(lines),
    }


def code_of_link(link: LinkView | None) -> ExitCode:
    """Whether calls would be seen now."""
    if link is None:
        return ExitCode.NOT_SIGNED_IN
    live = link.state in {LinkState.LIVE, LinkState.CATCHING_UP}
    return ExitCode.DONE if live else ExitCode.UNREACHABLE


def row_told(row: HistoryRow) -> Mapping[str, object]:
    """One call of the history."""
    number = row.contact_phone_number
    read = moment_reader(QDate.currentDate())
    columns = [read(row.started_at), name_words(row), outcome_words(row)]
    return {
        "event": "row",
        "key": row.key,
        "direction": row.direction.value,
        "outcome": row.outcome.value,
        "started_at": _moment(row.started_at),
        "number": number,
        "name": plain(row.contact_full_name or "") or None,
        "company": plain(row.company or "") or None,
        "virtual_number": row.virtual_phone_number,
        "talk_s": row.talk_s,
        "note": plain(row.note, 1000) or None,
        "words": "\t".join(plain(one, 200) for one in columns),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
