"""The Data API's directory."""

from __future__ import annotations

import pytest

from tests.simulator.stage import Json, Stage


async def _ask(stage: Stage, method: str, **params: object) -> Json:
    if not stage.token:
        await stage.sign_in(stage.served.data_api)
    return await stage.call(method, params, stage.served.data_api)


async def test_account_tells_its_time_zone(stage: Stage) -> None:
    result = (await _ask(stage, "get.account"))["result"]
    assert result["data"] == [
        {"app_id": 4711, "name": "ООО «Ромашка»", "timezone": "Europe/Moscow"}
    ]
    assert result["metadata"]["total_items"] == 1


async def test_employees_keep_the_zero_in_front_of_a_sip_number(stage: Stage) -> None:
    anna = (await _ask(stage, "get.employees"))["result"]["data"][0]
    assert (anna["id"], anna["last_name"], anna["first_name"]) == (123456, "Иванова", "Анна")
    assert anna["phone_numbers"][0]["phone_number"] == "0412345"
    assert anna["extension"] == {
        "extension_phone_number": "101",
        "extension_voice_mail_enabled": False,
        "extension_queue_enabled": False,
    }


async def test_virtual_numbers_name_their_scenario(stage: Stage) -> None:
    lines = (await _ask(stage, "get.virtual_numbers"))["result"]["data"]
    assert [line["virtual_phone_number"] for line in lines] == ["74950000001", "74950000002"]
    assert lines[0]["scenarios"][0]["scenario_name"] == "Приёмная"


async def test_page_of_a_list_with_chosen_fields(stage: Stage) -> None:
    reply = await _ask(stage, "get.employees", limit=1, offset=1, fields=["id", "full_name"])
    assert reply["result"]["data"] == [{"id": 123457, "full_name": "Петров Сергей"}]
    assert reply["result"]["metadata"]["total_items"] == 4


@pytest.mark.parametrize(
    ("params", "mnemonic"),
    [
        ({"limit": 10_001}, "invalid_parameter_value"),
        ({"limit": 0}, "invalid_parameter_value"),
        ({"offset": -1}, "invalid_parameter_value"),
        ({"limit": "10"}, "data_type_error"),
        ({"fields": "id"}, "data_type_error"),
        ({"fields": ["shoe_size"]}, "invalid_parameter_value"),
        ({"fields": [["id"]]}, "invalid_parameter_value"),
        ({"page": 1}, "unexpected_parameters"),
    ],
)
async def test_query_is_checked(stage: Stage, params: Json, mnemonic: str) -> None:
    reply = await _ask(stage, "get.employees", **params)
    assert reply["error"]["data"]["mnemonic"] == mnemonic


async def test_sessions_of_the_two_apis_are_separate(stage: Stage) -> None:
    await stage.sign_in()
    reply = await _ask(stage, "get.account")
    assert reply["error"]["data"]["mnemonic"] == "access_token_invalid"
