"""The other ways to start a call: two numbers, a scenario, a virtual number, a robot."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from tests.simulator.stage import (
    ENDED,
    OUTGOING,
    TALK_ENDED,
    TALK_STARTED,
    WAITING,
    Json,
    Stage,
    mnemonics,
    office,
    office_account,
    on_stage,
)
from tests.simulator.test_call_lives import ANNA, MARIA, SERGEY
from tests.simulator.test_start_employee_call import GOOD
from uis_desktop.simulator.destinations import destination
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Destination

_SPOKEN = {"type": "tts", "value": "Ваш заказ готов"}
_CALL: Json = {
    "virtual_phone_number": "74950000002",
    "contact": "79001234567",
    "direction": "out",
    "external_id": "x-1",
}
_SIMPLE: Json = {**_CALL, "first_call": "operator", "operator": "79160000000"}
_SCENARIO: Json = {**_CALL, "first_call": "employee", "scenario_id": 2}
_VNUMBER: Json = {**_CALL, "first_call": "contact"}
_INFORMER: Json = {**_CALL, "contact_message": _SPOKEN}


async def _start(stage: Stage, method: str, request: Json) -> list[Json]:
    """The events of a call started like that, to its end."""
    reply = await stage.call(method, request)
    assert "result" in reply, reply
    call: int = reply["result"]["data"]["call_session_id"]
    return await stage.receiver.story(call, until=ENDED)


async def test_two_numbers_are_connected_without_an_employee(signed_in: Stage) -> None:
    story = await _start(signed_in, "start.simple_call", _SIMPLE)
    assert mnemonics(story) == [TALK_STARTED, TALK_ENDED, ENDED]
    assert {event["employee_id"] for event in story} == {None}
    assert (story[-1]["external_id"], story[-1]["call_source"]) == ("x-1", "callapi")


async def test_scenario_says_who_is_rung(signed_in: Stage) -> None:
    story = await _start(signed_in, "start.scenario_call", _SCENARIO)
    assert mnemonics(story) == [WAITING, OUTGOING, TALK_STARTED, TALK_ENDED, ENDED]
    assert story[0]["employee_id"] == SERGEY
    assert story[-1]["call_source"] == "callapi_scenario_call"
    assert story[-1]["scenario_name"] == "Отдел продаж"


async def test_virtual_number_is_dialled_for_the_contact(signed_in: Stage) -> None:
    await signed_in.post(f"employees/{SERGEY}", {"does": "busy"})
    story = await _start(signed_in, "start.vnumber_call", _VNUMBER)
    assert mnemonics(story) == [OUTGOING, WAITING, TALK_STARTED, TALK_ENDED, ENDED]
    assert story[1]["employee_id"] == MARIA


@pytest.mark.parametrize("line", ["74950000001", "74950000002"])
async def test_scenario_whose_people_are_all_at_lunch_connects_nobody(
    signed_in: Stage, line: str
) -> None:
    statuses = signed_in.served.simulator.people.statuses
    lunch = statuses.status(2)
    assert lunch is not None
    for employee_id in (ANNA, SERGEY, MARIA):
        statuses.change(employee_id, lunch)
    request = {**_VNUMBER, "virtual_phone_number": line, "first_call": "employee"}
    story = await _start(signed_in, "start.vnumber_call", request)
    assert mnemonics(story) == [ENDED]
    assert story[0]["talk_time_duration"] == 0


async def test_robot_says_what_it_has_to_say(signed_in: Stage) -> None:
    story = await _start(signed_in, "start.informer_call", _INFORMER)
    assert mnemonics(story) == [ENDED]
    assert story[0]["call_source"] == "callapi_informer_call"


async def test_robot_gives_up_when_it_is_told_to(signed_in: Stage) -> None:
    request = {**_INFORMER, "contact": "79001234569", "dialing_timeout": 5}
    story = await _start(signed_in, "start.informer_call", request)
    assert story[0]["total_time_duration"] < 20


@pytest.mark.parametrize(
    ("method", "request_", "code", "word", "field"),
    [
        (
            "start.simple_call",
            {**_SIMPLE, "operator": "101"},
            -32602,
            "invalid_parameter_value",
            "operator",
        ),
        (
            "start.simple_call",
            {**_SIMPLE, "first_call": "employee"},
            -32602,
            "invalid_parameter_value",
            "first_call",
        ),
        (
            "start.simple_call",
            {**_SIMPLE, "employee": {"id": ANNA}},
            -32602,
            "unexpected_parameters",
            "employee",
        ),
        (
            "start.simple_call",
            {**_SIMPLE, "operator_confirmation": "12"},
            -32602,
            "invalid_parameter_value",
            "operator_confirmation",
        ),
        (
            "start.scenario_call",
            {**_SCENARIO, "scenario_id": 9},
            -32602,
            "scenario_not_found",
            "scenario_id",
        ),
        (
            "start.scenario_call",
            {**_SCENARIO, "contact": "79001234571"},
            -32602,
            "contact_in_blacklist",
            "contact",
        ),
        (
            "start.scenario_call",
            {**_SCENARIO, "media_file_id": 301},
            -32602,
            "unexpected_parameters",
            "media_file_id",
        ),
        (
            "start.vnumber_call",
            {**_VNUMBER, "contact": "79001234571"},
            -32002,
            "contact_in_blacklist",
            "contact",
        ),
        (
            "start.informer_call",
            _CALL,
            -32602,
            "required_parameter_missed",
            "contact_message",
        ),
        (
            "start.informer_call",
            {**_INFORMER, "dialing_timeout": 121},
            -32602,
            "invalid_parameter_value",
            "dialing_timeout",
        ),
    ],
)
async def test_wrong_start_is_refused(
    signed_in: Stage, method: str, request_: Json, code: int, word: str, field: str
) -> None:
    error = (await signed_in.call(method, request_))["error"]
    assert (error["code"], error["data"]["mnemonic"], error["data"]["field"]) == (code, word, field)


async def test_number_without_a_scenario_cannot_be_run() -> None:
    first, second = built_in_office().virtual_numbers
    bare = msgspec.structs.replace(second, scenario_name=None)
    async with on_stage(office(virtual_numbers=(first, bare))) as stage:
        await stage.sign_in()
        error = (await stage.call("start.vnumber_call", _VNUMBER))["error"]
        # The same word as of start.scenario_call, in another group.
        assert (error["code"], error["data"]["mnemonic"]) == (-32007, "scenario_not_found")


@pytest.mark.parametrize(
    ("method", "request_", "component"),
    [
        ("start.informer_call", _INFORMER, "call_api_informer"),
        ("start.scenario_call", _SCENARIO, "call_api_scenario"),
    ],
)
async def test_robot_and_scenario_are_components_of_their_own(
    signed_in: Stage, method: str, request_: Json, component: str
) -> None:
    await signed_in.post("account", {"components": ["call_api", "call_api_call_management"]})
    error = (await signed_in.call(method, request_))["error"]
    assert error["data"]["mnemonic"] == "component_disabled"
    assert component in error["message"]


@pytest.mark.parametrize(
    ("number", "where"),
    [
        ("74951112233", None),
        ("74991112233", None),
        ("78001112233", None),
        ("79001112233", "mobile"),
        ("78121112233", "long_distance"),
        ("77011112233", "international"),
        ("442079460123", "international"),
        ("375291112233", "international"),
    ],
)
def test_number_tells_where_it_is(number: str, where: str | None) -> None:
    assert destination(number, "74950000001") == where


@pytest.mark.parametrize(
    ("forbidden", "contact"),
    [
        ("mobile", "79001234567"),
        ("long_distance", "78121112233"),
        ("international", "442079460123"),
    ],
)
async def test_direction_the_account_forbids_is_refused(forbidden: str, contact: str) -> None:
    allowed = tuple(one for one in get_args(Destination) if one != forbidden)
    async with on_stage(office_account(destinations=allowed)) as stage:
        await stage.sign_in()
        error = (await stage.call("start.employee_call", {**GOOD, "contact": contact}))["error"]
        assert (error["code"], error["data"]["field"]) == (-32002, "contact")
        assert "result" in await stage.call("start.employee_call", {**GOOD, "contact": "0412346"})
