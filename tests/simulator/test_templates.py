"""Templates filled in the way UIS does it."""

from __future__ import annotations

import json

import pytest

from uis_desktop.simulator.scenario import KindWord, Template
from uis_desktop.simulator.templates import (
    KINDS,
    nested_template_of,
    quoted,
    render,
    template_of,
)

#: Field lists of Planfix's help article "Интеграция с UIS".
PLANFIX: dict[KindWord, str] = {
    "incoming": "notification_mnemonic, notification_name, virtual_phone_number,"
    " notification_time, scenario_name, contact_phone_number, communication_number, contact_id,"
    " contact_full_name, call_session_id",
    "call_ended": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, external_id, contact_phone_number, communication_number,"
    " employee_full_name, employee_id, call_source, direction, call_session_id, scenario_name,"
    " talk_time_duration, total_time_duration, wait_time_duration, tag_names",
    "recorded": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, scenario_name, contact_phone_number, communication_number, contact_id,"
    " contact_full_name, call_session_id, employee_full_name, employee_id, file_link,"
    " file_duration, tag_ids, tag_names",
    "waiting": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, external_id, contact_phone_number, contact_id, employee_full_name,"
    " employee_id, call_source, call_session_id, direction, leg_id",
    "outgoing": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, contact_phone_number, contact_id, contact_full_name, call_session_id,"
    " employee_full_name, employee_id, employee_phone_number",
    "talk_started": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, external_id, contact_phone_number, contact_id, employee_full_name,"
    " employee_id, call_source, call_session_id, direction, leg_ids",
    "talk_ended": "notification_name, notification_mnemonic, virtual_phone_number,"
    " notification_time, external_id, contact_phone_number, communication_number,"
    " employee_full_name, employee_id, call_source, call_session_id, direction, scenario_name,"
    " talk_time_duration, leg_ids",
    "lost": "notification_name, notification_mnemonic, virtual_phone_number, notification_time,"
    " scenario_name, wait_time_duration, employee_ids, contact_phone_number,"
    " communication_number, contact_id, contact_full_name, call_session_id",
}


def _own(body: str, *, method: str = "POST") -> Template:
    assert method in ("GET", "POST")
    return Template(
        kind="waiting",
        name="мой вебхук",
        mnemonic="m",
        body=body,
        method="GET" if method == "GET" else "POST",
    )


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        pytest.param("79001234567", '"79001234567"', id="string comes with its quotes"),
        pytest.param(17954612671, "17954612671", id="number is bare"),
        pytest.param(0, "0", id="zero is not empty"),
        pytest.param(False, "false", id="false is not empty"),
        pytest.param([1, 2], "[1,2]", id="array"),
        pytest.param(None, "null"),
        pytest.param("", "null", id="empty string is null"),
        pytest.param([], "null", id="empty array is null"),
        pytest.param('ООО "Рога\\Копыта"\n', '"ООО \\"Рога\\\\Копыта\\"\\n"', id="escaped"),
    ],
)
def test_placeholder_becomes_a_json_literal(value: object, literal: str) -> None:
    assert render(_own('{"a": {{a}}}'), {"a": value}) == f'{{"a": {literal}}}'


def test_unknown_and_unavailable_placeholders_stay_as_they_were() -> None:
    text = '{"a": {{talk_time_duration}}, "b": "{{nonsense}}"}'
    assert render(_own(text), {"leg_id": 1}) == text


def test_value_that_looks_like_a_placeholder_is_not_filled_in_again() -> None:
    assert render(_own("{{a}}"), {"a": "{{b}}", "b": 1}) == '"{{b}}"'


def test_title_is_the_administrators_own() -> None:
    assert render(_own("{{notification_name}}"), {}) == '"мой вебхук"'


def test_query_template_carries_literals_percent_encoded() -> None:
    text = render(_own("name={{a}}&id={{b}}", method="GET"), {"a": "Анна & Ко", "b": 7})
    assert text == ("name=%22%D0%90%D0%BD%D0%BD%D0%B0%20%26%20%D0%9A%D0%BE%22&id=7")


@pytest.mark.parametrize("kind", KINDS)
def test_built_in_template_has_the_fields_of_planfix(kind: KindWord) -> None:
    names = PLANFIX[kind].split(", ")
    values = {name: f"<{name}>" for name in names}
    sent = json.loads(render(template_of(kind), values))
    assert set(sent) == set(names)
    assert {name: sent[name] for name in names if "notification_" not in name} == {
        name: f"<{name}>" for name in names if "notification_" not in name
    }


@pytest.mark.parametrize("kind", KINDS)
def test_nested_template_says_the_same_in_containers(kind: KindWord) -> None:
    names = set(PLANFIX[kind].split(", "))
    sent = json.loads(render(nested_template_of(kind), {name: f"<{name}>" for name in names}))
    containers = [sent.pop(name) for name in list(sent) if type(sent[name]) is dict]
    said = {**sent}
    for container in containers:
        said.update(container)
    assert len(said) == len(names)
    assert {value for value in said.values() if value.startswith("<")} == {
        f"<{name}>" for name in names - {"notification_name", "notification_mnemonic"}
    }
    assert containers


@pytest.mark.parametrize("kind", ["incoming", "lost", "recorded"])
def test_nested_template_of_a_session_has_its_id_on_top(kind: KindWord) -> None:
    values = dict.fromkeys(PLANFIX[kind].split(", "), 1)
    assert "call_session_id" in json.loads(render(nested_template_of(kind), values))


def test_nested_template_of_the_end_has_the_id_in_call_info() -> None:
    values = dict.fromkeys(PLANFIX["call_ended"].split(", "), 1)
    sent = json.loads(render(nested_template_of("call_ended"), values))
    assert "call_session_id" not in sent
    assert sent["call_info"]["call_session_id"] == 1


def test_quoted_template_is_the_broken_json_administrators_send() -> None:
    template = quoted(_own('{"phone":{{phone}},"id":{{id}},"none":{{none}}}'))
    assert render(template, {"phone": "7900", "id": 5, "none": None}) == (
        '{"phone":""7900"","id":"5","none":"null"}'
    )
