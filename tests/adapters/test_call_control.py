"""What is done with a call that goes on: the requests UIS documents, and how they went."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.adapters.call_desk import Desk, both_ways, dial
from tests.adapters.pretend_uis import Reply, raw, refusal, result
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused, OutcomeUnknown, UisError
from uis_desktop.uis_api.call_control import CallControl
from uis_desktop.uis_api.call_messages import Recording, Speech

CALL = "11700000001"
Step = Callable[[CallControl], Awaitable[None]]

#: "Call API", the section of each method.
STEPS: list[tuple[str, Step, dict[str, object]]] = [
    (
        "hold.call",
        lambda on: on.hold(CALL, Recording("371")),
        {"contact_message": {"type": "media", "value": "371"}},
    ),
    (
        "hold.call",
        lambda on: on.hold(CALL, Speech("Минуту, пожалуйста")),
        {"contact_message": {"type": "tts", "value": "Минуту, пожалуйста"}},
    ),
    ("unhold.call", lambda on: on.unhold(CALL), {}),
    ("make.call", lambda on: on.consult(CALL, Phone("79001234567")), {"to": "79001234567"}),
    (
        "make.call",
        lambda on: on.consult(CALL, Phone("0412", internal=True), Speech("Клиент ждёт")),
        {"to": "0412", "to_message": {"type": "tts", "value": "Клиент ждёт"}},
    ),
    ("transfer.talk", lambda on: on.transfer(CALL), {}),
    ("restore.talk", lambda on: on.restore(CALL), {}),
    ("disconnect.leg", lambda on: on.disconnect_leg(CALL, "5000000001"), {"leg_id": 5000000001}),
    ("tag.call", lambda on: on.tag(CALL, "7"), {"tag_id": 7}),
    ("record.call", lambda on: on.record(CALL, on=True), {"action": "on"}),
    ("record.call", lambda on: on.record(CALL, on=False), {"action": "off"}),
    ("add.coach", lambda on: on.add_coach(CALL), {}),
    (
        "add.coach",
        lambda on: on.add_coach(CALL, Phone("79001234567")),
        {"phone_number": "79001234567"},
    ),
    ("block.contact", lambda on: on.block_contact(CALL), {}),
    ("send.dtmf", lambda on: on.send_dtmf(CALL, "#"), {"dtmf_string": "#"}),
    ("call.talk_option", lambda on: on.use_talk_option(CALL, "*1"), {"button": "*1"}),
    ("release.call", lambda on: on.release(CALL), {}),
]
each_step = pytest.mark.parametrize(
    ("method", "step", "params"),
    [pytest.param(*step, id=f"{step[0]} {index}") for index, step in enumerate(STEPS)],
)


@both_ways
async def test_every_method_sends_exactly_what_uis_documents(desk: Desk) -> None:
    api = desk.client()
    await dial(api)
    for method, step, params in STEPS:
        desk.uis.will_answer(method, result({"success": "true"}))
        before = len(desk.uis.asked(method))
        await step(api.control)
        asked = desk.uis.asked(method)
        assert len(asked) == before + 1
        assert asked[-1] == {
            "access_token": "token-1",
            "call_session_id": 11700000001,
            **params,
        }


@each_step
async def test_every_method_takes_success_as_text_or_boolean(
    desk: Desk, method: str, step: Step, params: object
) -> None:
    control = desk.client().control
    desk.uis.will_answer(
        method,
        result({"success": "true"}),
        result({"success": True}),
        result({}),
        result({"success": "false"}),
        result({"success": False}),
    )
    for _ in range(3):
        await step(control)
    for _ in range(2):
        with pytest.raises(CallRefused):
            await step(control)


@each_step
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refusal("invalid_state", -32004), CallRefused),
        (refusal("component_disabled", -32008), CallRefused),
        (refusal("internal_error", -32603), OutcomeUnknown),
        (raw("<html>502</html>", 502), OutcomeUnknown),
        (result([]), OutcomeUnknown),
    ],
)
async def test_no_method_is_sent_a_second_time(
    desk: Desk, method: str, step: Step, params: object, reply: Reply, error: type[UisError]
) -> None:
    desk.uis.will_answer(method, reply)
    with pytest.raises(error):
        await step(desk.client().control)
    assert len(desk.uis.asked(method)) == 1


@both_ways
async def test_a_refusal_of_a_step_says_which_word_and_which_field(desk: Desk) -> None:
    api = desk.client()
    await dial(api)
    desk.uis.will_answer("tag.call", refusal("duplicate_tag", field="tag_id"))
    with pytest.raises(CallRefused) as refused:
        await api.control.tag(CALL, "7")
    assert (refused.value.mnemonic, refused.value.field) == ("duplicate_tag", "tag_id")


@pytest.mark.parametrize("symbol", ["", "12", "a", ".", "٣"])
async def test_dtmf_is_one_symbol_a_request(desk: Desk, symbol: str) -> None:
    with pytest.raises(ValueError, match="symbol"):
        await desk.client().control.send_dtmf(CALL, symbol)
    assert desk.uis.requests == []


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (lambda on: on.tag(CALL, "seven"), "tag_id"),
        (lambda on: on.disconnect_leg(CALL, ""), "leg_id"),
        (lambda on: on.unhold("-1"), "call_session_id"),
    ],
)
async def test_an_id_that_is_no_number_is_not_sent(desk: Desk, step: Step, field: str) -> None:
    with pytest.raises(CallRefused) as refused:
        await step(desk.client().control)
    assert refused.value.field == field
    assert desk.uis.requests == []
