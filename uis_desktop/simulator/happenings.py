"""What happens to a call: people pick up, hang up and ask for things, and waits are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uis_desktop.simulator.scenario import Behaviour, Employee, EmployeePhone


@dataclass(frozen=True, slots=True)
class Ring:
    """One phone that is to ring, and what its owner will do.

    Attributes:
        employee: None: the number is nobody's here.
    """

    employee: Employee | None
    phone: EmployeePhone
    behaviour: Behaviour


@dataclass(frozen=True, slots=True)
class PickedUp:
    """Somebody answered that leg."""

    leg_id: int


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """That leg rings no longer; ``declined``: by the person's own wish."""

    leg_id: int
    declined: bool = False


@dataclass(frozen=True, slots=True)
class HangUp:
    """A party, or somebody through the API, wants the call to end."""

    by: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who is on the line leaves it; the others go on."""

    leg_id: int


@dataclass(frozen=True, slots=True)
class Consult:
    """Ring these phones, in turn, while the contact waits."""

    rings: Sequence[Ring]


@dataclass(frozen=True, slots=True)
class HandOver:
    """The colleague rung or spoken with gets the contact."""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The employee returns to the contact; the colleague goes."""


@dataclass(frozen=True, slots=True)
class Coach:
    """A trainer's phones are rung, in turn, while the talk goes on."""

    rings: Sequence[Ring]


@dataclass(frozen=True, slots=True)
class Due:
    """A wait is over."""

    what: object


Happening = PickedUp | NotAnswered | HangUp | Left | Consult | HandOver | TakeBack | Coach | Due
