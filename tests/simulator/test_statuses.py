"""What employees say of themselves, and what it does to their phones."""

from __future__ import annotations

import pytest

from tests.simulator.stage import (
    ENDED,
    INCOMING,
    LOST,
    WAITING,
    Json,
    Stage,
    ask,
    listed,
    mnemonics,
    refused,
)
from tests.simulator.test_call_lives import ANNA, SERGEY, inbound

_LUNCH = 2


async def _anna(stage: Stage) -> Json:
    filter_ = {"field": "id", "operator": "=", "value": ANNA}
    return (await listed(stage, "get.employees", filter=filter_))[0]


async def test_statuses_of_uis_have_a_mnemonic_and_own_ones_have_none(stage: Stage) -> None:
    statuses = {row["id"]: row for row in await listed(stage, "get.statuses")}
    assert statuses[1]["mnemonic"] == "available"
    assert statuses[1]["in_external_allowed_call_directions"] == ["in", "out"]
    assert statuses[_LUNCH]["out_external_allowed_call_directions"] == []
    assert (statuses[101]["name"], statuses[101]["mnemonic"]) == ("На обучении", None)


async def test_employee_goes_to_lunch_and_is_not_rung(stage: Stage) -> None:
    assert (await _anna(stage))["status"] == "available"
    reply = await ask(stage, "update.employees", id=ANNA, last_name="Иванова", status_id=_LUNCH)
    assert reply["result"]["data"] == {}
    anna = await _anna(stage)
    assert (anna["status"], anna["status_id"]) == ("break", _LUNCH)
    assert (anna["full_name"], anna["first_name"]) == ("Иванова Анна", "Анна")
    call = await stage.start(inbound(ring=[ANNA, SERGEY], answers=None, gives_up_after_s=3))
    story = await stage.receiver.story(call, until=ENDED)
    assert mnemonics(story) == [INCOMING, WAITING, LOST, ENDED]
    assert story[1]["employee_id"] == SERGEY


async def test_own_status_has_no_word(stage: Stage) -> None:
    await ask(stage, "update.employees", id=ANNA, last_name="Иванова", status_id=101)
    assert (await _anna(stage))["status"] is None


async def test_employee_is_renamed(stage: Stage) -> None:
    await ask(
        stage, "update.employees", id=ANNA, last_name="Орлова", patronymic="Ильинична", email="a@b"
    )
    anna = await _anna(stage)
    assert (anna["full_name"], anna["email"]) == ("Орлова Анна Ильинична", "a@b")


@pytest.mark.parametrize(
    ("params", "word", "field"),
    [
        ({"id": ANNA, "status_id": 1}, "required_parameter_missed", "last_name"),
        ({"id": 1, "last_name": "И"}, "entity_not_found", "id"),
        ({"id": ANNA, "last_name": "И", "status_id": 99}, "entity_not_found", "status_id"),
        ({"id": ANNA, "last_name": "И", "status_id": 6}, "invalid_parameter_value", "status_id"),
        ({"id": ANNA, "last_name": "И", "status_id": "1"}, "data_type_error", "status_id"),
        ({"id": ANNA, "last_name": "И", "status": "break"}, "unexpected_parameters", "status"),
    ],
)
async def test_wrong_status_is_refused(stage: Stage, params: Json, word: str, field: str) -> None:
    assert await refused(stage, "update.employees", **params) == (word, field)


async def test_trainer_is_named(stage: Stage) -> None:
    assert (await _anna(stage))["coach"] == {
        "coach_id": 123459,
        "coach_full_name": "Кузнецов Олег",
        "coach_always_enabled": False,
    }
