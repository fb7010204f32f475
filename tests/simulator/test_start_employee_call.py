"""``start.employee_call``: strict about every parameter."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import msgspec
import pytest

from tests.simulator.stage import Json, Stage, office, office_account, on_stage
from uis_desktop.simulator.office import built_in_office

GOOD: Json = {
    "first_call": "employee",
    "switch_at_once": True,
    "early_switching": True,
    "direction": "out",
    "virtual_phone_number": "74950000001",
    "contact": "79001234567",
    "external_id": "tray-1",
    "employee": {"id": 123456},
}


def with_(**changes: object) -> Json:
    """The good request, changed; ``employee__id`` reaches inside, ``...`` removes."""
    request: dict[str, Any] = deepcopy(GOOD)
    for path, value in changes.items():
        *inside, name = path.split("__")
        place = request[inside[0]] if inside else request
        if value is ...:
            del place[name]
        else:
            place[name] = value
    return request


TYPE, VALUE = "data_type_error", "invalid_parameter_value"
MISSED, UNEXPECTED = "required_parameter_missed", "unexpected_parameters"


async def test_good_request_gets_a_session_id_beyond_32_bits_and_limits(signed_in: Stage) -> None:
    result = (await signed_in.call("start.employee_call", GOOD))["result"]
    assert set(result["data"]) == {"call_session_id"}
    assert result["data"]["call_session_id"] > 2**31
    assert set(result["metadata"]["limits"]) == {
        "day_limit",
        "day_remaining",
        "day_reset",
        "minute_limit",
        "minute_remaining",
        "minute_reset",
    }


@pytest.mark.parametrize(
    ("request_", "code", "mnemonic", "field", "value"),
    [
        pytest.param(with_(employee__id="123456"), -32602, TYPE, "employee.id", "123456"),
        pytest.param(with_(employee__id=123456.0), -32602, TYPE, "employee.id", 123456.0),
        pytest.param(with_(employee__id=True), -32602, TYPE, "employee.id", True),
        pytest.param(with_(employee__id=...), -32602, MISSED, "employee.id", None),
        pytest.param(with_(employee__name="x"), -32602, UNEXPECTED, "employee.name", "x"),
        pytest.param(with_(employee=123456), -32602, TYPE, "employee", 123456),
        pytest.param(with_(employee=...), -32602, MISSED, "employee", None),
        pytest.param(with_(switch_at_once="true"), -32602, TYPE, "switch_at_once", "true"),
        pytest.param(with_(early_switching=1), -32602, TYPE, "early_switching", 1),
        pytest.param(with_(contact=79001234567), -32602, TYPE, "contact", 79001234567),
        pytest.param(with_(contact=None), -32602, TYPE, "contact", None),
        pytest.param(with_(contact=...), -32602, MISSED, "contact", None),
        pytest.param(with_(contact="+79001234567"), -32602, VALUE, "contact", "+79001234567"),
        pytest.param(with_(contact="7 900 1234567"), -32602, VALUE, "contact", "7 900 1234567"),
        pytest.param(with_(contact="79001234567\n"), -32602, VALUE, "contact", "79001234567\n"),
        pytest.param(with_(contact="٧٩٠٠١٢٣٤٥٦٧"), -32602, VALUE, "contact", "٧٩٠٠١٢٣٤٥٦٧"),
        pytest.param(with_(contact=""), -32602, VALUE, "contact", ""),
        pytest.param(with_(contact="102"), -32602, VALUE, "contact", "102", id="extension"),
        pytest.param(with_(first_call="operator"), -32602, VALUE, "first_call", "operator"),
        pytest.param(with_(first_call=...), -32602, MISSED, "first_call", None),
        pytest.param(with_(direction="outgoing"), -32602, VALUE, "direction", "outgoing"),
        pytest.param(with_(external_id=17), -32602, TYPE, "external_id", 17),
        pytest.param(with_(dtmf_string="12w"), -32602, VALUE, "dtmf_string", "12w"),
        pytest.param(with_(Contact="1"), -32602, UNEXPECTED, "Contact", "1"),
        pytest.param(
            with_(virtual_phone_number=74950000001),
            -32602,
            TYPE,
            "virtual_phone_number",
            74950000001,
        ),
        pytest.param(
            with_(virtual_phone_number="+74950000001"),
            -32602,
            VALUE,
            "virtual_phone_number",
            "+74950000001",
        ),
        pytest.param(
            with_(virtual_phone_number="٧٤٩٥٠٠٠٠٠٠١"),
            -32602,
            VALUE,
            "virtual_phone_number",
            "٧٤٩٥٠٠٠٠٠٠١",
        ),
        pytest.param(
            with_(virtual_phone_number="74950000009"),
            -32007,
            "virtual_phone_number_not_found",
            "virtual_phone_number",
            "74950000009",
        ),
        pytest.param(
            with_(employee__id=999999), -32602, "employee_not_found", "employee.id", 999999
        ),
        pytest.param(
            with_(employee__phone_number="0412346"),
            -32602,
            "no_active_phone_number",
            "employee.phone_number",
            "0412346",
            id="a colleague's phone",
        ),
        pytest.param(
            with_(employee__phone_number="+0412345"),
            -32602,
            VALUE,
            "employee.phone_number",
            "+0412345",
        ),
        pytest.param(
            with_(contact="74950000002"),
            -32602,
            "own_virtual_phone_number_not_allowed",
            "contact",
            "74950000002",
        ),
        pytest.param(
            with_(contact="79001234571"), -32002, "contact_in_blacklist", "contact", "79001234571"
        ),
        pytest.param(
            with_(switch_at_once=False),
            -32602,
            "invalid_parameters_combination",
            "early_switching",
            True,
        ),
        pytest.param(
            with_(switch_at_once=...),
            -32602,
            "invalid_parameters_combination",
            "early_switching",
            True,
            id="switch_at_once is false by default",
        ),
        pytest.param(
            with_(first_call="contact"),
            -32602,
            "invalid_parameters_combination",
            "early_switching",
            True,
            id="early_switching with first_call contact",
        ),
        pytest.param(with_(media_file_id=5), -32602, "media_file_not_found", "media_file_id", 5),
        pytest.param(
            with_(contact_message={"type": "media", "value": 5}),
            -32602,
            TYPE,
            "contact_message.value",
            5,
        ),
        pytest.param(
            with_(contact_message={"type": "song", "value": "5"}),
            -32602,
            VALUE,
            "contact_message.type",
            "song",
        ),
        pytest.param(
            with_(employee_message={"type": "media", "value": "5"}),
            -32602,
            "media_file_not_found",
            "employee_message.value",
            "5",
        ),
        pytest.param(
            with_(employee_message={"type": "tts", "value": "а" * 1001}),
            -32602,
            "tts_text_exceeded",
            "employee_message.value",
            "а" * 1001,
        ),
    ],
)
async def test_wrong_parameter_is_named_and_nothing_is_dialled(
    signed_in: Stage, request_: Json, code: int, mnemonic: str, field: str, value: object
) -> None:
    error = (await signed_in.call("start.employee_call", request_))["error"]
    data = error["data"]
    assert (error["code"], data["mnemonic"], data["field"]) == (code, mnemonic, field)
    assert data["value"] == value
    assert type(data["value"]) is type(value)
    assert "limits" in data["metadata"]
    assert (await signed_in.get("state"))["calls"] == []


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(with_(employee__phone_number="0412345"), id="SIP number of the employee"),
        pytest.param(with_(employee__phone_number="101"), id="extension of the employee"),
        pytest.param(with_(contact="0412346"), id="a colleague's SIP number as contact"),
        pytest.param(with_(contact="442079460123"), id="abroad"),
        pytest.param(with_(dtmf_string=".12.1..4"), id="dialling on"),
        pytest.param(with_(external_id=...), id="no external_id"),
        pytest.param(
            with_(contact_message={"type": "tts", "value": "Здравствуйте"}), id="a greeting"
        ),
    ],
)
async def test_unusual_but_right_request_is_taken(signed_in: Stage, request_: Json) -> None:
    assert "result" in await signed_in.call("start.employee_call", request_)


async def test_employee_without_an_active_phone_cannot_call() -> None:
    first, *others = built_in_office().employees
    phones = tuple(msgspec.structs.replace(p, status="inactive") for p in first.phone_numbers)
    silent = msgspec.structs.replace(first, phone_numbers=phones)
    async with on_stage(office(employees=(silent, *others))) as stage:
        await stage.sign_in()
        data = (await stage.call("start.employee_call", GOOD))["error"]["data"]
        assert data["mnemonic"] == "no_active_phone_number"


async def test_known_media_file_is_played() -> None:
    async with on_stage(office_account(media_file_ids=(5,))) as stage:
        await stage.sign_in()
        assert "result" in await stage.call("start.employee_call", with_(media_file_id=5))


async def test_finished_call_cannot_be_released_again(signed_in: Stage) -> None:
    started = (await signed_in.call("start.employee_call", GOOD))["result"]["data"]
    call_session_id = started["call_session_id"]
    released = await signed_in.call("release.call", started)
    assert released["result"]["data"] == {"success": "true"}
    await signed_in.receiver.story(call_session_id, until="call_session_finished")
    data = (await signed_in.call("release.call", started))["error"]["data"]
    assert (data["mnemonic"], data["field"]) == ("call_session_not_found", "call_session_id")


@pytest.mark.parametrize("call_session_id", ["1", 1.0, True, None])
async def test_session_id_is_a_number(signed_in: Stage, call_session_id: object) -> None:
    reply = await signed_in.call("release.call", {"call_session_id": call_session_id})
    assert reply["error"]["data"]["mnemonic"] == TYPE
