"""The way of a call to this desk, told afterwards: every event with the times of its hops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from uis_desktop.core.events import CallEvent, CallWaiting, Delivered, Kind, kind_of
from uis_desktop.core.fates import Fate, FateNote, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Hops:
    """One event on its way.

    Attributes:
        happened_at: by UIS's clock; the other times are by this computer's.
        received_at: it reached the relay.
        sent_at: the relay had written it down and made it ready to send; None: not told.
        heard_at: it reached this computer; None: not told.
        repeat: an earlier event of the call said the same, so nothing came of it.
    """

    kind: Kind
    happened_at: datetime
    received_at: datetime
    sent_at: datetime | None = None
    heard_at: datetime | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything this desk knows of how a call came here.

    Attributes:
        events: in the order of the relay's log.
        fates: what became of its card, the oldest first.
    """

    events: tuple[Hops, ...] = ()
    fates: tuple[FateNote, ...] = ()

    @property
    def answer(self) -> FateNote | None:
        """Why it was seen, or not; None: nothing is known."""
        found = verdict([note.fate for note in self.fates])
        return next((note for note in self.fates if note.fate is found), None)

    @property
    def silent(self) -> bool:
        """It rang without a sound of this program."""
        return any(note.fate is Fate.NO_SOUND for note in self.fates)


def story(events: Iterable[Delivered], fates: Sequence[FateNote]) -> Story:
    """Put it together."""
    told: set[tuple[object, ...]] = set()
    hops = []
    for one in events:
        says = _says(one.event)
        hops.append(_hops(one, repeat=says in told))
        told.add(says)
    return Story(events=tuple(hops), fates=tuple(sorted(fates, key=lambda note: note.at)))


def _hops(one: Delivered, *, repeat: bool) -> Hops:
    return Hops(
        kind=kind_of(one.event),
        happened_at=one.event.at,
        received_at=one.received_at,
        sent_at=one.sent_at,
        heard_at=one.heard_at,
        repeat=repeat,
    )


def _says(event: CallEvent) -> tuple[object, ...]:
    """What makes an event news: its kind, whose phone it is about, and when it was."""
    leg = event.leg_id if isinstance(event, CallWaiting) else None
    return kind_of(event), event.employee_id, leg, event.at
