"""Mistakes in a scenario are named with the key they are in."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.stage import (
    ENDED,
    INCOMING,
    LOST,
    OUTGOING,
    RECORDED,
    TALK_ENDED,
    TALK_STARTED,
    WAITING,
    Json,
    on_stage,
)
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario_file import ScenarioUnreadable, complaints, load_scenario

EXAMPLE = Path(__file__).parents[2] / "packaging" / "scenarios" / "working-day.json"

SMALL: Json = {
    "account": {"login": "l", "password": "p"},
    "virtual_numbers": [{"id": 1, "virtual_phone_number": "74950000001", "ring": [1]}],
    "employees": [{"id": 1, "full_name": "Anna"}, {"id": 2, "full_name": "Boris"}],
    "contacts": [{"id": 1, "full_name": "Olga", "phone_number": "79001234567"}],
    "timeline": [{"type": "inbound", "line": "74950000001"}],
}


def changed(path: str, value: object) -> bytes:
    """The small scenario with one value changed; ``...`` removes it."""
    scenario: Any = deepcopy(SMALL)
    place = scenario
    *way, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    elif isinstance(place, list):
        place.append(value)
    else:
        place[last] = value
    return json.dumps(scenario).encode()


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        ("account", ..., "account"),
        ("acount", {}, "acount"),
        ("account.pasword", "x", "pasword"),
        ("account.password", 5, "$.account.password"),
        ("account.timezone", "Europe/Moskow", "account.timezone"),
        ("account.allowlist", ["127.0.0.0/8", "home"], "account.allowlist[1]"),
        ("account.components", ["call_api", "coffee"], "$.account.components"),
        ("account.blacklist", ["+7900"], "$.account.blacklist"),
        ("employees", [], "$.employees"),
        ("employees.0.id", "1", "$.employees[0].id"),
        ("employees.1.id", 1, "employees[1].id"),
        ("employees.0.behaviour", {"does": "sings"}, "$.employees[0].behaviour.does"),
        ("employees.0.behaviour", {"after_s": -1}, "$.employees[0].behaviour.after_s"),
        ("employees.0.extension", "123456", "$.employees[0].extension"),
        ("employees.0.coach", 9, "employees[0].coach"),
        ("employees.0.status_id", 55, "employees[0].status_id"),
        ("account.tags", [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}], "account.tags[1].id"),
        (
            "account.talk_options",
            [{"button": "1", "mnemonic": "tag_call", "name": "a", "value": "7"}],
            "account.talk_options[0].value",
        ),
        (
            "account.talk_options",
            [{"button": "1", "mnemonic": "transfer_call", "name": "a"}],
            "account.talk_options[0].value",
        ),
        ("account.destinations", ["moon"], "$.account.destinations"),
        ("virtual_numbers.0.virtual_phone_number", "+7495", "virtual_phone_number"),
        ("virtual_numbers.0.ring", [1, 3], "virtual_numbers[0].ring"),
        ("contacts.1", SMALL["contacts"][0], "contacts[1].phone_number"),
        ("timeline.0.type", "video", "type"),
        ("timeline.0.line", "74950000002", "timeline[0].line"),
        ("timeline.0.ring", [7], "timeline[0].ring"),
        ("timeline.0.answers", {"employee": 2}, "timeline[0].answers.employee"),
        ("timeline.0.transfer", {"to": 9}, "timeline[0].transfer.to"),
        ("timeline.0.talk", 5, "talk"),
        ("timeline.0.talk_s", "5", "$.timeline[0].talk_s"),
        (
            "timeline.1",
            {
                "type": "outgoing",
                "employee": 1,
                "contact": "79001234567",
                "line": "74950000001",
                "transfer": {"to": 9},
            },
            "timeline[1].transfer.to",
        ),
        (
            "timeline.1",
            {"type": "outgoing", "employee": 9, "contact": "79001234567", "line": "74950000001"},
            "timeline[1].employee",
        ),
        ("notifications", {"url": "relay/hook"}, "notifications.url"),
        ("interactive", {"url": "http://[1"}, "interactive.url"),
        (
            "notifications",
            {"templates": [{"kind": "ring", "name": "n", "mnemonic": "m", "body": ""}]},
            "$.notifications.templates[0].kind",
        ),
    ],
)
def test_mistake_is_named_with_its_key(
    tmp_path: Path, path: str, value: object, named: str
) -> None:
    file = tmp_path / "day.json"
    file.write_bytes(changed(path, value))
    with pytest.raises(ScenarioUnreadable) as raised:
        load_scenario(file)
    assert named in str(raised.value)
    assert str(file) in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 5000])
def test_file_that_is_no_scenario_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "day.json"
    file.write_bytes(content)
    with pytest.raises(ScenarioUnreadable):
        load_scenario(file)


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioUnreadable, match=r"none\.json: No such file"):
        load_scenario(tmp_path / "none.json")


def test_small_scenario_is_right(tmp_path: Path) -> None:
    file = tmp_path / "day.json"
    file.write_text(json.dumps(SMALL))
    assert load_scenario(file).employees[1].full_name == "Boris"


def test_shipped_example_is_right() -> None:
    assert len(load_scenario(EXAMPLE).timeline) >= 5


async def test_shipped_example_can_be_played_to_its_end() -> None:
    scenario = load_scenario(EXAMPLE)
    async with on_stage(scenario) as stage:
        heard = await stage.receiver.until(
            lambda all_: (
                sum(h.json["notification_mnemonic"] == ENDED for h in all_)
                == len(scenario.timeline)
            )
        )
        assert {h.json["notification_mnemonic"] for h in heard} == {
            INCOMING,
            WAITING,
            OUTGOING,
            TALK_STARTED,
            TALK_ENDED,
            ENDED,
            LOST,
            RECORDED,
        }
        state = await stage.get("state")
        assert state["calls"] == []
        assert [call["transferred"] for call in state["finished"]].count(True) == 1
        refused = {call["finish_reason"] for call in state["finished"]}
        assert {"subscriber_busy", "numa_in_black_list"} <= refused


def test_built_in_office_is_right() -> None:
    assert list(complaints(built_in_office())) == []
