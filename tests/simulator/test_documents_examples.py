"""The requests and replies the public documents show, asked of the simulator.

The values are invented, the shapes are not: "Call API" and "Data API", the samples
of each method; "Уведомления", rendered templates as integrators report them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import get_args

import msgspec
import pytest

from tests.simulator.stage import Json, Stage, ask, listed
from tests.simulator.test_call_lives import ANNA, inbound
from uis_desktop.simulator.refusals import MNEMONICS, Refusal
from uis_desktop.simulator.scenario import Component, Template
from uis_desktop.simulator.templates import render, template_of

_LIMITS = {
    "day_limit",
    "day_remaining",
    "day_reset",
    "minute_limit",
    "minute_remaining",
    "minute_reset",
}

#: "Компоненты": which method belongs to which.
_METHODS: Mapping[str, Sequence[str]] = {
    "call_api": (
        "login.user",
        "logout.user",
        "start.employee_call",
        "start.simple_call",
        "start.vnumber_call",
        "release.call",
    ),
    "call_api_call_management": (
        "list.calls",
        "hold.call",
        "unhold.call",
        "make.call",
        "transfer.talk",
        "restore.talk",
        "disconnect.leg",
        "tag.call",
        "record.call",
        "add.coach",
        "send.dtmf",
        "block.contact",
        "list.talk_options",
        "call.talk_option",
    ),
    "call_api_informer": ("start.informer_call",),
    "call_api_scenario": ("start.scenario_call",),
}

#: "Ошибки": every word and its group.
_ERRORS: Mapping[int, str] = {
    -32700: "parse_error",
    -32600: "invalid_request",
    -32601: "method_not_found",
    -32099: "batch_opreations_not_supported notifications_not_supported",
    -32602: "data_type_error required_parameter_missed unexpected_parameters"
    " invalid_parameter_value invalid_parameters_combination call_session_not_found"
    " leg_not_found employee_not_found no_active_phone_number"
    " own_virtual_phone_number_not_allowed media_file_not_found tts_text_exceeded"
    " character_encoding_not_allowed tag_not_found duplicate_tag coach_not_found"
    " duplicate_contact talk_option_not_found record_already_started record_already_stopped"
    " scenario_not_found entity_not_found duplicate_entity already_in_use dependency_error"
    " data_limit_exceeded invalid_date_time tariff_restrictions sort_prohibited"
    " filter_prohibited date_interval_limit_reached campaign_is_inactive error",
    -32603: "internal_error",
    -32001: "auth_error access_token_invalid access_token_expired access_token_blocked",
    -32002: "contact_in_blacklist",
    -32003: "ip_not_whitelisted forbidden",
    -32004: "invalid_state",
    -32007: "virtual_phone_number_not_found",
    -32008: "component_disabled method_component_disabled parameter_component_disabled",
    -32009: "account_inactive",
    -32029: "limit_exceeded",
}

_START: Json = {
    "jsonrpc": "2.0",
    "id": "c-17",
    "method": "start.employee_call",
    "params": {
        "access_token": "demo-key",
        "first_call": "employee",
        "switch_at_once": True,
        "early_switching": True,
        "direction": "out",
        "virtual_phone_number": "74950000001",
        "contact": "79001234567",
        "external_id": "tray-20240517-0001",
        "employee": {"id": 123456},
    },
}


async def _sent(stage: Stage, request: Json) -> Json:
    _, body = await stage.raw(json.dumps(request).encode())
    reply: Json = json.loads(body)
    return reply


async def test_sample_of_a_started_call(stage: Stage) -> None:
    reply = await _sent(stage, _START)
    assert (reply["jsonrpc"], reply["id"]) == ("2.0", "c-17")
    assert list(reply["result"]) == ["data", "metadata"]
    assert list(reply["result"]["data"]) == ["call_session_id"]
    assert type(reply["result"]["data"]["call_session_id"]) is int
    assert set(reply["result"]["metadata"]["limits"]) == _LIMITS


async def test_sample_of_a_refused_call(stage: Stage) -> None:
    params = {**_START["params"], "employee": {"id": 123456, "phone_number": "109"}}
    reply = await _sent(stage, {**_START, "id": "c-18", "params": params})
    limits = reply["error"]["data"]["metadata"].pop("limits")
    assert set(limits) == _LIMITS
    assert reply == {
        "jsonrpc": "2.0",
        "id": "c-18",
        "error": {
            "code": -32602,
            "message": "The phone number does not exist or inactive",
            "data": {
                "mnemonic": "no_active_phone_number",
                "field": "employee.phone_number",
                "value": "109",
                "params": {},
                "extended_helper": None,
                "metadata": {},
            },
        },
    }


async def test_samples_of_signing_in_and_out(stage: Stage) -> None:
    for api, further in (
        (stage.served.call_api, set()),
        (stage.served.data_api, {"app_id"}),
    ):
        data = (await stage.sign_in(api))["result"]["data"]
        assert set(data) == {"access_token", "expire_at", *further}
        assert type(data["expire_at"]) is int
        out = (await stage.call("logout.user", {}, api))["result"]["data"]
        assert out == ({} if further else {"success": True})


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ([_START], "batch_opreations_not_supported"),
        ({k: v for k, v in _START.items() if k != "id"}, "notifications_not_supported"),
        ({**_START, "method": "start.fax"}, "method_not_found"),
        ({**_START, "params": {**_START["params"], "access_token": "x"}}, "access_token_invalid"),
        ({**_START, "params": {**_START["params"], "early_switching": "true"}}, "data_type_error"),
        (
            {**_START, "params": {**_START["params"], "contact": "+79001234567"}},
            "invalid_parameter_value",
        ),
    ],
)
async def test_request_the_general_rules_forbid(stage: Stage, request_: object, word: str) -> None:
    _, body = await stage.raw(json.dumps(request_).encode())
    assert json.loads(body)["error"]["data"]["mnemonic"] == word


@pytest.mark.parametrize("component", list(_METHODS))
async def test_every_method_is_there_and_belongs_to_its_component(
    stage: Stage, component: str
) -> None:
    others = [one for one in get_args(Component) if one != component]
    await stage.post("account", {"components": others})
    stage.token = "demo-key"
    for method in _METHODS[component]:
        params: Json = {"login": "demo", "password": "demo-password"}
        if method == "login.user":
            stage.token = ""
        else:
            params, stage.token = {}, "demo-key"
        error = (await stage.call(method, params))["error"]
        assert (error["code"], error["data"]["mnemonic"]) == (-32008, "component_disabled"), method


def test_every_word_of_the_table_of_errors_is_known_with_its_group() -> None:
    table = {word: code for code, words in _ERRORS.items() for word in words.split()}
    assert {word: Refusal(word).code for word in table} == table
    # One word is this simulator's own: the real one is not published.
    assert set(table) | {"direction_forbidden"} == MNEMONICS


async def test_sample_of_a_new_contact_has_its_id_beside_the_data(stage: Stage) -> None:
    contact = {"last_name": "Иванов", "phone_numbers": ["79051234567"]}
    result = (await ask(stage, "create.contacts", **contact))["result"]
    assert set(result) == {"id", "metadata"}


async def test_sample_of_employees(stage: Stage) -> None:
    (employee, *_) = await listed(stage, "get.employees", limit=1)
    assert employee["phone_numbers"] == [
        {
            "phone_id": 12345600,
            "phone_number": "0412345",
            "channels_count": 150,
            "dial_time": 60,
            "status": "active",
        }
    ]
    assert employee["extension"] == {
        "extension_phone_number": "101",
        "extension_voice_mail_enabled": False,
        "extension_queue_enabled": False,
    }


async def test_sample_of_running_calls(stage: Stage) -> None:
    stage.token = "demo-key"
    assert (await stage.call("list.calls", {}))["result"]["data"] == []
    await stage.start(inbound(answers=None))
    (call,) = (await stage.call("list.calls", {}))["result"]["data"]
    assert set(call) == {
        "call_session_id",
        "direction",
        "start_time",
        "virtual_phone_number",
        "contact_phone_number",
        "external_id",
        "tags",
        "legs",
    }
    assert set(call["legs"][0]) == {
        "leg_id",
        "calling_phone_number",
        "called_phone_number",
        "is_operator",
        "employee_id",
        "employee_full_name",
        "record_call_enabled",
        "state",
    }


_EVENT: Json = {
    "virtual_phone_number": "74950000001",
    "notification_time": "2024-05-17 10:15:30.123",
    "external_id": None,
    "contact_phone_number": "79001234567",
    "contact_id": None,
    "employee_full_name": "Иванова Анна",
    "employee_id": ANNA,
    "call_source": "va",
    "call_session_id": 987654321,
    "direction": "in",
    "leg_id": 111222334,
}


def test_rendered_sample_of_a_good_template() -> None:
    template = template_of("waiting")
    assert render(template, _EVENT) == (
        '{"notification_name":"Ожидание ответа",'
        f'"notification_mnemonic":"{template.mnemonic}",'
        '"virtual_phone_number":"74950000001",'
        '"notification_time":"2024-05-17 10:15:30.123","external_id":null,'
        '"contact_phone_number":"79001234567","contact_id":null,'
        '"employee_full_name":"Иванова Анна","employee_id":123456,"call_source":"va",'
        '"call_session_id":987654321,"direction":"in","leg_id":111222334}'
    )


def test_rendered_sample_of_a_template_with_quotes() -> None:
    names = ("contact_phone_number", "employee_id", "external_id", "talk_time_duration")
    body = "{" + ",".join(f'"{name}":"{{{{{name}}}}}"' for name in names) + "}"
    assert render(_template(body), _EVENT) == (
        '{"contact_phone_number":""79001234567"","employee_id":"123456","external_id":"null",'
        '"talk_time_duration":"{{talk_time_duration}}"}'
    )


def test_rendered_sample_of_a_query() -> None:
    names = ("notification_name", "contact_phone_number", "employee_id", "external_id")
    body = "&".join(f"{name}={{{{{name}}}}}" for name in names)
    template = msgspec.structs.replace(_template(body), method="GET", name="Ожидание ответа")
    assert render(template, _EVENT) == (
        "notification_name=%22%D0%9E%D0%B6%D0%B8%D0%B4%D0%B0%D0%BD%D0%B8%D0%B5%20"
        "%D0%BE%D1%82%D0%B2%D0%B5%D1%82%D0%B0%22&contact_phone_number=%2279001234567%22"
        "&employee_id=123456&external_id=null"
    )


def _template(body: str) -> Template:
    return Template(kind="waiting", name="Ожидание ответа", mnemonic="x", body=body)
