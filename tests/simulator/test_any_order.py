"""Whatever is asked of a call, in whatever order and however fast: it stays a call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.simulator.stage import ENDED, TALK_ENDED, TALK_STARTED, on_stage
from tests.simulator.test_call_lives import ANNA, MARIA, OLEG, inbound
from uis_desktop.simulator import moves
from uis_desktop.simulator.calls import Call, CallState
from uis_desktop.simulator.phones import rings_of
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.simulator import Simulator

pytestmark = pytest.mark.timeout(120)
_TALK = (TALK_STARTED, TALK_ENDED)
#: In which state how many of ours are on the line or rung.
_OURS: Mapping[CallState, int] = {
    "talking": 1,
    "held": 1,
    "awaiting_input": 1,
    "consulting": 2,
    "operators_talk": 2,
    "transferring": 1,
    "ended": 0,
}
_Move = Callable[[Simulator, Call], object]


def _consult(simulator: Simulator, call: Call) -> None:
    maria = simulator.people.employee(MARIA)
    assert maria is not None
    moves.consult(call, rings_of(simulator.people, maria))


def _coach(simulator: Simulator, call: Call) -> None:
    oleg = simulator.people.employee(OLEG)
    assert oleg is not None
    moves.add_coach(call, rings_of(simulator.people, oleg))


def _drop(employee_id: int) -> _Move:
    def drop(simulator: Simulator, call: Call) -> None:
        for leg in call.legs:
            if leg.employee and leg.employee.id == employee_id and leg.state != "done":
                simulator.switchboard.drop(call, leg, "hand")

    return drop


_MOVES: dict[str, _Move] = {
    "hold": lambda _, call: moves.hold(call),
    "unhold": lambda _, call: moves.unhold(call),
    "consult": _consult,
    "hand over": lambda _, call: moves.hand_over(call),
    "take back": lambda _, call: moves.take_back(call),
    "coach": _coach,
    "key": lambda _, call: moves.press(call, "*"),
    "Maria answers": lambda simulator, call: simulator.switchboard.pick_up(call, MARIA),
    "Oleg answers": lambda simulator, call: simulator.switchboard.pick_up(call, OLEG),
    "Maria goes": _drop(MARIA),
    "Oleg goes": _drop(OLEG),
    # Whatever was asked for so far has happened by then.
    "a moment": lambda *_: None,
}


@settings(max_examples=60, deadline=None)
@given(
    wanted=st.lists(st.sampled_from(sorted(_MOVES)), max_size=25),
    maria=st.sampled_from(["silent", "busy"]),
)
@example(wanted=["hold", "consult", "take back"], maria="busy")
def test_call_survives_any_moves_and_ends_once(wanted: list[str], maria: str) -> None:
    asyncio.run(_play(wanted, maria))


async def _play(wanted: list[str], maria: str) -> None:
    async with on_stage() as stage:
        await stage.post(f"employees/{MARIA}", {"does": maria})
        row = inbound(answers={"employee": ANNA, "after_s": 0}, talk_s=90_000)
        call_session_id = await stage.start(row)
        await stage.receiver.story(call_session_id, until=TALK_STARTED)
        simulator = stage.served.simulator
        call = simulator.switchboard.call(call_session_id)
        assert call is not None
        returned = False
        for move in wanted:
            returned = await _make(simulator, call, move) and move == "take back"
        await _a_moment()
        assert _on_the_line(call) == _OURS[call.state]
        assert call.state == "talking" or not returned
        simulator.switchboard.hang_up(call, "api")
        story = await stage.receiver.story(call_session_id, until=ENDED)
        told = [(event["notification_mnemonic"], event.get("employee_id")) for event in story]
        assert [kind for kind, _ in told].count(ENDED) == 1
        for employee in (ANNA, MARIA):
            talks = [kind for kind, who in told if who == employee and kind in _TALK]
            assert talks == [TALK_STARTED, TALK_ENDED] * (len(talks) // 2)
        assert simulator.switchboard.call(call_session_id) is None
        assert all(leg.state == "done" for leg in call.legs)


async def _make(simulator: Simulator, call: Call, move: str) -> bool:
    """Whether it was allowed."""
    try:
        _MOVES[move](simulator, call)
    except Refusal:
        return False
    if move == "a moment":
        await _a_moment()
    return True


async def _a_moment() -> None:
    """The call has read its mailbox."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def _on_the_line(call: Call) -> int:
    """How many of ours have a connection, trainers apart."""
    return sum(leg.role in ("employee", "operator") and leg.state != "done" for leg in call.legs)
