"""What the administrator has to do next, from an empty company to a test ring that arrived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from uis_desktop.relay.admin.arrivals import KindLine

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a company is.

    Attributes:
        lines: the eight kinds.
        unclear: notifications came that are of no kind yet, or that nobody could read.
        devices: desktops that may connect; ``online`` how many of them are.
        rang: a test ring has arrived at one of them.
    """

    lines: Sequence[KindLine]
    is_local: bool
    unclear: bool
    employees: int
    devices: int
    online: int
    rang: bool

    @property
    def received(self) -> int:
        """How many of the eight kinds came."""
        return sum(line.arrival is not None for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A part of the way; ``place`` is a tab, or an anchor of this page."""

    word: str
    place: str
    done: bool
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do; the texts are ``next.<word>`` and ``next.<word>_go``.

    Attributes:
        titles: the kinds it is about; ``more``: there are others.
    """

    word: str
    place: str
    titles: tuple[str, ...] = ()
    more: bool = False


def milestones(standing: Standing) -> list[Milestone]:
    """The whole way, in order."""
    return [
        Milestone(
            word="notifications",
            place="#templates",
            done=standing.received == len(standing.lines),
            figures={"n": standing.received},
        ),
        Milestone(
            word="employees",
            place="people",
            done=standing.employees > 0,
            figures={"n": standing.employees},
        ),
        Milestone(
            word="desktops",
            place="people" if not standing.devices else "connections",
            done=standing.online > 0,
            figures={"n": standing.devices, "online": standing.online},
        ),
        Milestone(word="ring", place="connections", done=standing.rang, figures={}),
    ]


def next_step(standing: Standing) -> NextStep:
    """The one thing to do now."""
    return _about_notifications(standing) or _about_people(standing)


def _about_notifications(standing: Standing) -> NextStep | None:
    if not standing.received:
        if standing.unclear:
            return NextStep(word="unclear", place="#live-wrong")
        return NextStep(word="public_url" if standing.is_local else "start", place="#address")
    for state in ("broken", "repaired"):
        for line in standing.lines:
            if line.arrival is not None and line.arrival.state == state:
                return NextStep(word=state, place=f"#kind-{line.kind}", titles=(line.title,))
    if standing.unclear:
        return NextStep(word="unclear", place="#live-wrong")
    missing = [line for line in standing.lines if line.arrival is None]
    if not missing:
        return None
    return NextStep(
        word="missing",
        place=f"#kind-{missing[0].kind}",
        titles=tuple(line.title for line in missing[:_NAMED]),
        more=len(missing) > _NAMED,
    )


def _about_people(standing: Standing) -> NextStep:
    if not standing.employees:
        return NextStep(word="employees", place="people")
    if not standing.devices:
        return NextStep(word="invite", place="people")
    if not standing.online:
        return NextStep(word="offline", place="connections")
    if not standing.rang:
        return NextStep(word="ring", place="connections")
    return NextStep(word="done", place="calls")
