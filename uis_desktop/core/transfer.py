"""Handing a contact over to somebody else: what can be done next (Call API, state diagram).

UIS tells of none of these steps by notification, so where a call stands is what our
own requests have made of it; a refusal for a wrong state corrects it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Step(StrEnum):
    """How far a transfer is: talking, the contact waits, or somebody is being asked."""

    TALKING = "talking"
    HELD = "held"
    CONSULTING = "consulting"


class Act(StrEnum):
    """What the person may do."""

    HOLD = "hold"
    RESUME = "resume"
    CONSULT = "consult"
    TRANSFER = "transfer"
    GIVE_UP = "give_up"


_OFFERED: Mapping[Step, frozenset[Act]] = {
    Step.TALKING: frozenset({Act.HOLD, Act.CONSULT}),
    Step.HELD: frozenset({Act.RESUME, Act.CONSULT}),
    Step.CONSULTING: frozenset({Act.TRANSFER, Act.GIVE_UP}),
}
_AFTER: Mapping[Act, Step] = {
    Act.HOLD: Step.HELD,
    Act.RESUME: Step.TALKING,
    Act.CONSULT: Step.CONSULTING,
    Act.GIVE_UP: Step.TALKING,
    # The call is somebody else's then; should it come back, it is a talk.
    Act.TRANSFER: Step.TALKING,
}
_INSTEAD: Mapping[Step, Step] = {
    # Nobody can be put on hold who waits already, after a restart of ours, say.
    Step.TALKING: Step.HELD,
    Step.HELD: Step.TALKING,
    # Whom one asks did not answer: then the contact waits.
    Step.CONSULTING: Step.HELD,
}


def offered(step: Step) -> frozenset[Act]:
    """What can be done in this step."""
    return _OFFERED[step]


def after(act: Act) -> Step:
    """Where a call stands once UIS has done that."""
    return _AFTER[act]


def after_wrong_state(step: Step) -> Step:
    """Where a call stands, most likely, if UIS says that it does not stand here.

    From each of the others one gets to every step again: nobody is left on hold for ever.
    """
    return _INSTEAD[step]
