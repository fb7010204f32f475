"""The calls that go on, in every form the public documents and clients show."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.adapters.call_desk import Desk, both_ways, dial
from tests.adapters.pretend_uis import Reply, raw, refusal, result
from uis_desktop.errors import CallRefused, ReplyNotUnderstood, ServiceUnreachable
from uis_desktop.uis_api.call_listing import CallTag, Direction, TalkOption
from uis_desktop.uis_api.leg_states import LegState

#: Shape of the sample in "Call API", ``list.calls``, with invented values.
CALL: dict[str, object] = {
    "call_session_id": 11700000001,
    "direction": "out",
    "start_time": "2016-10-19T12:26:48.418",
    "virtual_phone_number": "74950000001",
    "contact_phone_number": "79001234567",
    "external_id": "tray-1",
    "tags": [{"tag_id": 7, "tag_name": "Заказ"}],
    "legs": [
        {
            "leg_id": 5000000001,
            "calling_phone_number": "74950000001",
            "called_phone_number": "74955140578...2345",
            "is_operator": True,
            "employee_id": 123456,
            "employee_full_name": "Иванова Анна",
            "record_call_enabled": True,
            "state": "Разговор",
        },
        {
            "leg_id": 5000000002,
            "calling_phone_number": None,
            "called_phone_number": "79001234567",
            "is_operator": False,
            "employee_id": None,
            "employee_full_name": None,
            "record_call_enabled": False,
            "state": "Talking",
        },
    ],
}


@both_ways
@pytest.mark.parametrize("data", [[CALL], CALL], ids=["a list", "one object"])
async def test_calls_are_listed(desk: Desk, data: object) -> None:
    desk.uis.will_answer("list.calls", result(data))
    (call,) = await desk.client().listing.calls()
    assert (call.call_session_id, call.direction) == ("11700000001", Direction.OUT)
    assert (call.virtual_phone_number, call.contact_phone_number, call.external_id) == (
        "74950000001",
        "79001234567",
        "tray-1",
    )
    assert call.tags == (CallTag(id="7", name="Заказ"),)
    mine, contact = call.legs
    assert (mine.id, mine.employee_id, mine.employee_full_name) == (
        "5000000001",
        "123456",
        "Иванова Анна",
    )
    assert mine.is_operator
    assert mine.is_recorded
    assert mine.called_phone_number == "74955140578...2345"
    assert (mine.state, contact.state) == (LegState.TALKING, LegState.TALKING)
    assert (contact.employee_id, contact.is_operator) == (None, False)
    assert call.concerns("123456")
    assert not call.concerns("12")
    assert desk.uis.asked("list.calls") == [{"access_token": "token-1"}]


@pytest.mark.parametrize("data", [[], None])
async def test_nothing_goes_on(desk: Desk, data: object) -> None:
    desk.uis.will_answer("list.calls", result(data))
    assert await desk.client().listing.calls() == []


async def test_an_unknown_outcome_is_settled_by_one_request(desk: Desk) -> None:
    other = {**CALL, "call_session_id": "2", "external_id": None}
    desk.uis.will_answer("list.calls", result([other, CALL]), result([other]))
    listing = desk.client().listing
    found = await listing.call_of("tray-1")
    assert found is not None
    assert found.call_session_id == "11700000001"
    assert await listing.call_of("tray-1") is None
    assert len(desk.uis.asked("list.calls")) == 2


async def test_only_one_direction_or_number_may_be_asked_for(desk: Desk) -> None:
    desk.uis.will_answer("list.calls", result([]))
    await desk.client().listing.calls(direction=Direction.IN, virtual_phone_number="+74950000001")
    assert desk.uis.asked("list.calls") == [
        {
            "access_token": "token-1",
            "direction": "in",
            "virtual_phone_number": "74950000001",
        }
    ]


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2016-10-19T12:26:48.418", datetime(2016, 10, 19, 7, 26, 48, 418000, UTC)),
        ("2016-10-19 12:26:48", datetime(2016, 10, 19, 7, 26, 48, 0, UTC)),
        ("2016-10-19T12:26:48Z", datetime(2016, 10, 19, 12, 26, 48, 0, UTC)),
        ("soon", None),
        (None, None),
    ],
)
async def test_a_start_time_is_read_in_the_account_s_zone(
    desk: Desk, told: object, moment: datetime | None
) -> None:
    desk.uis.will_answer("list.calls", *[result([{**CALL, "start_time": told}])] * 2)
    listing = desk.client().listing
    (call,) = await listing.calls(zone=ZoneInfo("Asia/Yekaterinburg"))
    assert call.start_time == moment
    (call,) = await listing.calls()
    assert call.start_time == (moment if str(told).endswith("Z") else None)


async def test_odd_rows_do_not_keep_the_others_away(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.uis.will_answer("list.calls", result(["?", {"direction": "in"}, {"call_session_id": "5"}]))
    (call,) = await desk.client().listing.calls()
    assert (call.call_session_id, call.direction, call.legs) == ("5", None, ())
    assert caplog.text.count("a row is skipped") == 2


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Дозвон", LegState.DIALLING),
        ("разговор операторов", LegState.OPERATORS_TALKING),
        ("На удержании ", LegState.ON_HOLD),
        ("CALL TRANSFER", LegState.TRANSFERRING),
        ("Conversation", LegState.TALKING),
        ("Отправка dtmf", LegState.SENDING_DTMF),
        ("Разъединено", LegState.DISCONNECTED),
        ("Что-то новое", LegState.ACTIVE),
        (None, LegState.ACTIVE),
    ],
)
async def test_the_state_of_a_leg_is_read_in_both_languages(
    desk: Desk, text: str | None, state: LegState
) -> None:
    row = {"call_session_id": 1, "legs": [{"leg_id": 2, "state": text}]}
    desk.uis.will_answer("list.calls", result([row]))
    (call,) = await desk.client().listing.calls()
    assert (call.legs[0].state, call.legs[0].state_text) == (state, text or "")


@both_ways
async def test_talk_options_are_listed(desk: Desk) -> None:
    desk.uis.will_answer(
        "list.talk_options",
        result(
            [
                {"button": "*1", "mnemonic": "tag_call", "name": "Метка",
                 "button_value": {"id": 7, "value": "Заказ"}},
                {"button": 2, "mnemonic": "record_talk", "name": "Запись", "button_value": None},
            ]
        ),
    )  # fmt: skip
    assert await desk.client().listing.talk_options() == [
        TalkOption(button="*1", mnemonic="tag_call", name="Метка", value_id="7", value="Заказ"),
        TalkOption(button="2", mnemonic="record_talk", name="Запись", value_id=None, value=None),
    ]


@both_ways
@pytest.mark.parametrize(
    "reply", [raw("<html>", 502), refusal("internal_error", -32603)], ids=["page", "fault"]
)
async def test_a_question_that_failed_has_done_nothing(desk: Desk, reply: Reply) -> None:
    desk.uis.will_answer("list.calls", reply)
    with pytest.raises((ServiceUnreachable, ReplyNotUnderstood)):
        await desk.client().listing.calls()


async def test_the_last_tenth_of_the_budget_is_left_to_people(desk: Desk) -> None:
    low = {"day_limit": 750, "day_remaining": 70, "day_reset": 30_000}
    desk.uis.will_answer("start.employee_call", result({"call_session_id": 1}, limits=low))
    api = desk.client()
    await dial(api)
    with pytest.raises(CallRefused) as refused:
        await api.listing.calls()
    assert refused.value.mnemonic == "limit_exceeded"
    assert refused.value.retry_after_s == pytest.approx(30_000, abs=20)
    assert desk.uis.asked("list.calls") == []
    await dial(api)
    assert len(desk.uis.asked("start.employee_call")) == 2
