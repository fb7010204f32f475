"""The five ways to start a call, as UIS documents them."""

from __future__ import annotations

import pytest

from tests.adapters.call_desk import Desk
from tests.adapters.pretend_uis import Reply, raw, refusal, result
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused, OutcomeUnknown, UisError
from uis_desktop.uis_api.call_listing import Direction
from uis_desktop.uis_api.call_messages import Recording, Speech
from uis_desktop.uis_api.call_starts import (
    EmployeeCall,
    InformerCall,
    ScenarioCall,
    SimpleCall,
    StartCall,
    UsageRule,
    VirtualNumberCall,
)

CONTACT, LINE = Phone("79001234567"), "+74950000001"
_COMMON = {"contact": "79001234567", "virtual_phone_number": "74950000001", "direction": "out"}
_JOINED = {**_COMMON, "switch_at_once": True, "early_switching": True}

STARTS: list[tuple[StartCall, dict[str, object]]] = [
    (
        EmployeeCall(
            contact=Phone("79001234567", extension="204"),
            virtual_phone_number=LINE,
            external_id="tray-1",
            employee_id="123456",
            employee_phone=Phone("79007654321"),
            show_virtual_phone_number=False,
            media_file_id="371",
            usage_rule=UsageRule.REGIONAL_FIXED_FOR_CONTACT,
            contact_message=Speech("Здравствуйте"),
            employee_message=Recording("372"),
        ),
        {
            **_JOINED,
            "first_call": "employee",
            "external_id": "tray-1",
            "employee": {"id": 123456, "phone_number": "79007654321"},
            "dtmf_string": "..204",
            "show_virtual_phone_number": False,
            "media_file_id": 371,
            "virtual_phone_usage_rule": "regional_fixed_for_numa",
            "contact_message": {"type": "tts", "value": "Здравствуйте"},
            "employee_message": {"type": "media", "value": "372"},
        },
    ),
    (
        EmployeeCall(
            contact=CONTACT,
            virtual_phone_number=LINE,
            employee_id="1",
            contact_first=True,
            direction=Direction.IN,
        ),
        {
            **_COMMON,
            "direction": "in",
            "switch_at_once": True,
            "first_call": "contact",
            "employee": {"id": 1},
        },
    ),
    (
        SimpleCall(
            contact=CONTACT,
            virtual_phone_number=LINE,
            operator=Phone("79007654321"),
            operator_confirmation="any",
            operator_message=Speech("Звонок клиенту"),
        ),
        {
            **_JOINED,
            "first_call": "operator",
            "operator": "79007654321",
            "operator_confirmation": "any",
            "operator_message": {"type": "tts", "value": "Звонок клиенту"},
        },
    ),
    (
        ScenarioCall(
            contact=CONTACT, virtual_phone_number=LINE, scenario_id="9", switch_at_once=False
        ),
        {**_COMMON, "switch_at_once": False, "first_call": "employee", "scenario_id": 9},
    ),
    (
        VirtualNumberCall(contact=CONTACT, virtual_phone_number=LINE, contact_first=True),
        {**_COMMON, "switch_at_once": True, "first_call": "contact"},
    ),
    (
        InformerCall(
            contact=CONTACT,
            virtual_phone_number=LINE,
            contact_message=Recording("371"),
            dialing_timeout_s=45,
        ),
        {
            **_COMMON,
            "contact_message": {"type": "media", "value": "371"},
            "dialing_timeout": 45,
        },
    ),
]
each_start = pytest.mark.parametrize(
    ("call", "params"), [pytest.param(*one, id=one[0].method) for one in STARTS]
)


@each_start
async def test_every_start_sends_exactly_what_uis_documents(
    desk: Desk, call: StartCall, params: dict[str, object]
) -> None:
    desk.uis.will_answer(call.method, result({"call_session_id": 987654321}))
    assert await desk.client().start(call) == "987654321"
    assert desk.uis.asked(call.method) == [{"access_token": "token-1", **params}]


@each_start
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refusal("virtual_phone_number_not_found", -32007), CallRefused),
        (refusal("internal_error", -32603), OutcomeUnknown),
        (raw("<html>", 502), OutcomeUnknown),
        (result({}), OutcomeUnknown),
    ],
)
async def test_no_start_is_sent_a_second_time(
    desk: Desk, call: StartCall, params: object, reply: Reply, error: type[UisError]
) -> None:
    desk.uis.will_answer(call.method, reply)
    with pytest.raises(error):
        await desk.client().start(call)
    assert len(desk.uis.asked(call.method)) == 1


def test_an_external_id_that_may_not_come_back_is_a_defect() -> None:
    with pytest.raises(ValueError, match="external_id"):
        VirtualNumberCall(contact=CONTACT, virtual_phone_number=LINE, external_id="с пробелом")
