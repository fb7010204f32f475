"""What goes into the archive for support: enough to find the fault, and nothing secret.

Names, notes, addresses of the CRM and what people typed stay out; whatever is in is
masked as a log is (:mod:`uis_desktop.core.masking`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.history import HistoryRow
from uis_desktop.core.lights import Arrivals, Tried
from uis_desktop.core.link import LinkView
from uis_desktop.core.masking import masked
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS, Setting
from uis_desktop.core.story import Hops, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that is known when somebody asks for help.

    Attributes:
        about: program and system, line by line.
        logs: the log's files by name, whole.
        stories: the newest calls and how they came here.
    """

    at: datetime
    about: Mapping[str, str]
    logs: Mapping[str, str]
    preferences: Preferences
    link: LinkView | None = None
    arrivals: Arrivals | None = None
    call_api: Tried | None = None
    stories: Sequence[tuple[HistoryRow, Story]] = ()


def support_files(told: Told) -> dict[str, str]:
    """The archive's files by name."""
    files = {
        "about.txt": _lines({"at": told.at.isoformat(), **told.about}),
        "connection.txt": _lines(_connection(told)),
        "settings.txt": _lines(_settings(told.preferences)),
        "calls.txt": "\n".join(_call(row, story) for row, story in told.stories),
        **{f"log/{name}": text for name, text in told.logs.items()},
    }
    return {name: masked(text) for name, text in files.items()}


def _lines(facts: Mapping[str, object]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in facts.items())


def _connection(told: Told) -> Mapping[str, object]:
    link, arrivals = told.link, told.arrivals
    return {
        "link": None if link is None else link.state,
        "reason": None if link is None else link.reason,
        "last event": None if link is None else link.last_event_at,
        "relay": None if arrivals is None else _tried(arrivals.asked),
        "last notification": None if arrivals is None else arrivals.notified_at,
        "call api": None if told.call_api is None else _tried(told.call_api),
    }


def _tried(tried: Tried) -> str:
    failure = tried.failure
    went = "answered" if failure is None else f"{type(failure).__name__}: {failure.detail}"
    return f"{tried.at.isoformat()} {went}"


def _settings(chosen: Preferences) -> Mapping[str, object]:
    return {one.key: _value(one, getattr(chosen, one.key)) for one in SETTINGS}


def _value(setting: Setting, value: object) -> object:
    if value == setting.default:
        return f"{value} (default)"
    return len(value) if setting.private and isinstance(value, Sized) else value


def _call(row: HistoryRow, story: Story) -> str:
    number = row.contact_phone_number or "hidden"
    head = f"{row.key} {row.started_at.isoformat()} {row.direction} {row.outcome} {number}\n"
    events = "".join(map(_hops, story.events))
    fates = "".join(f"  card: {note.fate} {note.at.isoformat()}\n" for note in story.fates)
    return head + events + fates


def _hops(hops: Hops) -> str:
    moments = (hops.happened_at, hops.received_at, hops.sent_at, hops.heard_at)
    times = " ".join("-" if at is None else at.isoformat() for at in moments)
    return f"  {hops.kind} {times}{' repeat' if hops.repeat else ''}\n"
