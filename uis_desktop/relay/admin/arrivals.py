"""Notifications as they arrived, and what is to be said about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from uis_desktop.core.events import CallEvent
from uis_desktop.core.plain_text import plain
from uis_desktop.core.ring_test import TEST_MARK
from uis_desktop.relay.admin.outside import pretty_body, raw_body
from uis_desktop.relay.admin.words import Words
from uis_desktop.relay.intake.diagnosis import Diagnosis, diagnosis
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.log.records import event_of
from uis_desktop.relay.templates import TEMPLATES

_NAMES = 20
#: What nobody could read longer ago has been put right, or will not be.
_ASKED_ABOUT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A notification as it came.

    Attributes:
        pretty: a value a line; None where the body is no JSON.
    """

    record: Record
    diagnoses: Sequence[Diagnosis]
    raw: str
    pretty: str | None

    @property
    def state(self) -> str:
        """``fine``, ``repaired`` or ``broken``."""
        if any(one.grave for one in self.diagnoses):
            return "broken"
        return "repaired" if self.diagnoses else "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A line of the eight: what to paste, and what came."""

    kind: str
    title: str
    template: str
    arrival: Arrival | None


def kind_lines(latest: Mapping[str, Record], words: Words) -> list[KindLine]:
    """The eight kinds in the order of their templates."""
    return [
        KindLine(
            kind=one.kind.value,
            title=one.title if words.language == "ru" else one.title_en,
            template=one.text,
            arrival=arrival(latest[one.kind], words) if one.kind in latest else None,
        )
        for one in TEMPLATES
    ]


def arrival(record: Record, words: Words) -> Arrival:
    """A notification with its diagnosis."""
    return Arrival(
        record=record,
        diagnoses=diagnosis(record.repairs, words.language),
        raw=raw_body(record.raw),
        pretty=pretty_body(record.raw),
    )


def events_of(records: Iterable[Record]) -> list[CallEvent]:
    """The events among them that could be read."""
    return [event for record in records if (event := event_of(record)) is not None]


def additional_names(records: Iterable[Record], known: Iterable[str]) -> list[str]:
    """Additional parameters that came and are not shown yet."""
    found = {plain(name, 60) for event in events_of(records) for name in event.extra}
    return sorted(found - set(known) - {TEST_MARK})[:_NAMES]


def puzzling(unreadable: Iterable[Record], now: datetime) -> bool:
    """One of these has to be looked at.

    Not what came long ago, and not the address opened in a browser, as the guide advises.
    """
    return any(
        record.received_at > now - _ASKED_ABOUT and (record.method != "GET" or record.raw)
        for record in unreadable
    )
