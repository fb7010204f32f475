"""What may be asked of a running call, by its state ("Call API", the diagram of states).

The state changes at once, so that whoever asks again sees it; the phones follow
through the call's mailbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from uis_desktop.simulator.calls import Call, CallState, Leg
from uis_desktop.simulator.happenings import Coach, Consult, HandOver, Ring, TakeBack
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.scenario import Tag

#: Somebody of ours and the contact are connected, whatever they do just now.
TALK: Sequence[CallState] = ("talking", "held", "awaiting_input", "consulting", "operators_talk")
#: On outgoing calls the phone's keys work only after so long.
_KEYS_AFTER = timedelta(seconds=30)


def hold(call: Call) -> None:
    """The contact hears a message from now on."""
    require(call, "talking")
    call.state = "held"


def unhold(call: Call) -> None:
    """The contact is back."""
    require(call, "held")
    call.state = "talking"


def consult(call: Call, rings: Sequence[Ring]) -> None:
    """Ring a colleague while the contact waits."""
    require(call, "held", "awaiting_input")
    call.state = "consulting"
    call.post(Consult(rings))


def hand_over(call: Call) -> None:
    """The colleague gets the contact: at once, or when he answers."""
    require(call, "consulting", "operators_talk")
    call.state = "transferring"
    call.post(HandOver())


def take_back(call: Call) -> None:
    """Return to the contact; the colleague goes."""
    require(call, "consulting", "operators_talk")
    call.state = "talking"
    call.post(TakeBack())


def add_coach(call: Call, rings: Sequence[Ring]) -> None:
    """A trainer is rung, and will listen."""
    require(call, "talking")
    if coach_of(call) is not None:
        raise Refusal("invalid_state")
    call.post(Coach(rings))


def coach_of(call: Call) -> Leg | None:
    """The trainer's connection."""
    return next((leg for leg in call.legs if leg.role == "coach" and leg.state != "done"), None)


def tag(call: Call, tag: Tag) -> None:
    """Mark the call."""
    if tag in call.tags:
        raise Refusal("duplicate_tag", "tag_id", tag.id)
    call.tags.append(tag)


def record(call: Call, *, on: bool) -> None:
    """Record the talk from now on, or no longer; what is recorded anyway stays so."""
    require(call, *TALK)
    if on == call.recording:
        raise Refusal("record_already_started" if on else "record_already_stopped")
    if not on and recorded_anyway(call):
        raise Refusal("forbidden")
    call.recording = on
    call.recorded = call.recorded or on


def recorded_anyway(call: Call) -> bool:
    """The employee's settings say so; nobody can switch it off."""
    employee = call.last_employee
    return employee is None or employee.call_recording in ("all", call.origin.direction)


def press(call: Call, key: str) -> None:
    """A key of the phone; with ``*`` the contact who waits is asked for keys, or no more."""
    require(call, "talking", "held", "awaiting_input")
    call.dtmf += key
    if key == "*" and call.state != "talking":
        call.state = "awaiting_input" if call.state == "held" else "held"


def keys_work(call: Call) -> bool:
    """A key does what is set up for it."""
    if call.state != "talking" or call.first_talk_at is None:
        return False
    long_enough = call.clock.now() - call.first_talk_at >= _KEYS_AFTER
    return call.origin.direction == "in" or long_enough


def require(call: Call, *states: CallState) -> None:
    """Find out whether the call is in one of these states.

    Raises:
        Refusal: it is not.
    """
    if call.state not in states:
        raise Refusal("invalid_state")
