"""The simulator's guide: what it shows to type is typed, what it lists is all there is."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from tests.documents.guide import ROOT
from tests.simulator.pretender import Pretender, pretender
from tests.simulator.stage import ENDED, on_stage
from uis_desktop.simulator import scenario
from uis_desktop.simulator.calls import CallState
from uis_desktop.simulator.faults import ApiFault, NotificationFault
from uis_desktop.simulator.scenario_file import load_scenario

GUIDE = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = set(re.findall(r"`([^`\n]+)`", _BLOCK.sub("", GUIDE)))
_PORT = "127.0.0.1:8070"


def _blocks(kind: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(GUIDE) if found == kind]


def _shapes() -> Iterator[type[msgspec.Struct]]:
    for shape in vars(scenario).values():
        if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
            yield shape


@pytest.fixture
def simulator() -> Iterator[Pretender]:
    with pretender() as started:
        yield started


def test_line_that_says_ready_has_the_keys_the_guide_shows(simulator: Pretender) -> None:
    shown = json.loads(_blocks("json")[0])
    assert shown.keys() == simulator.ready.keys()
    assert shown["login"] == simulator.ready["login"]
    assert shown["employee_id"] == simulator.ready["employee_id"]


def test_what_is_shown_to_type_is_understood(simulator: Pretender) -> None:
    here = simulator.web.removeprefix("http://").rstrip("/")
    commands = [
        line.replace(_PORT, here)
        for block in _blocks("sh")
        for line in block.splitlines()
        if line.startswith("curl")
    ]
    assert len(commands) == 3
    for command in commands:
        answer: dict[str, Any] = json.loads(
            subprocess.run(
                [*shlex.split(command), "--noproxy", "*"], check=True, capture_output=True
            ).stdout
        )
        assert "error" not in answer, (command, answer)
    assert len(simulator.calls()) == 2


async def test_day_the_guide_shows_is_played_with_its_transfer_and_its_refusals(
    tmp_path: Path,
) -> None:
    file = tmp_path / "day.json"
    file.write_text(_blocks("json")[1], encoding="utf-8")
    day = load_scenario(file)
    async with on_stage(day) as stage:
        await stage.receiver.until(
            lambda heard: (
                sum(one.json["notification_mnemonic"] == ENDED for one in heard)
                == len(day.timeline)
            )
        )
        finished = (await stage.get("state"))["finished"]
        assert [call["transferred"] for call in finished] == [True, False, False]
        assert [call["finish_reason"] for call in finished] == [
            "subscriber_disconnects",
            "subscriber_busy",
            "numa_in_black_list",
        ]


@pytest.mark.parametrize("shape", [pytest.param(s, id=s.__name__) for s in _shapes()])
def test_every_key_of_the_file_is_named(shape: type[msgspec.Struct]) -> None:
    assert set(shape.__struct_fields__) <= _NAMED


def test_every_fault_quirk_and_component_is_named() -> None:
    words = {*get_args(ApiFault), *get_args(NotificationFault), *get_args(scenario.Component)}
    for field in msgspec.structs.fields(scenario.Quirks):
        words.update(str(value) for value in get_args(field.type))
    words.discard("Meta(ge=0)")
    assert {word for word in words if re.fullmatch(r"\w+", word)} - {"float"} <= _NAMED


def test_every_state_of_a_talk_is_named() -> None:
    before = {"starting", "ringing", "dialling"}
    assert set(get_args(CallState)) - before <= _NAMED


def test_every_move_is_named_that_changes_a_call() -> None:
    named = set(re.findall(r"`(\w+\.\w+)`", GUIDE))
    assert {
        "hold.call",
        "unhold.call",
        "make.call",
        "transfer.talk",
        "restore.talk",
        "tag.call",
        "record.call",
        "block.contact",
        "add.coach",
        "send.dtmf",
        "call.talk_option",
        "disconnect.leg",
        "release.call",
    } <= named
