"""The pretend UIS asks the real relay: processes of their own, as in a company."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import msgspec
import pytest

from tests.relay.running import JsonObject, RelayProcess, command, send, told
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Interactive

ANNA, MARIA = 123456, 123458
_DEADLINE_S = 10.0


class PretendUis:
    """``uis-simulator serve``."""

    def __init__(self, scenario: Path, interactive: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "uis_desktop.simulator", "serve", "--scenario", str(scenario)],
            stdout=subprocess.PIPE,
            env={**os.environ, "UIS_SIMULATOR_INTERACTIVE": interactive},
        )
        assert self._process.stdout is not None
        self._control = str(json.loads(self._process.stdout.readline())["web"]) + "control/"

    def call_from(self, contact: str) -> JsonObject:
        """Somebody calls; what the simulator noted about its question."""
        row = {
            "type": "inbound",
            "contact": contact,
            "line": "74950000001",
            "ring": [ANNA],
            "answers": None,
            "ring_timeout_s": 1,
        }
        before = len(self._noted())
        headers = {"Content-Type": "application/json"}
        assert send(f"{self._control}calls", json.dumps(row).encode(), headers).status == 200
        give_up = time.monotonic() + _DEADLINE_S
        while len(noted := self._noted()) == before:
            assert time.monotonic() < give_up, "the simulator has not asked"
        return noted[-1]

    def end(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.communicate()

    def _noted(self) -> list[JsonObject]:
        return cast(list[JsonObject], send(f"{self._control}interactive").json()["interactive"])


@contextmanager
def pretend_uis(folder: Path, interactive: str, **settings: object) -> Iterator[PretendUis]:
    asked = msgspec.convert(settings, Interactive)
    scenario = folder / "scenario.json"
    office = msgspec.structs.replace(built_in_office(), interactive=asked)
    scenario.write_bytes(msgspec.json.encode(office))
    uis = PretendUis(scenario, interactive)
    try:
        yield uis
    finally:
        uis.end()


@pytest.fixture
def company(tmp_path: Path) -> tuple[Path, str]:
    """A data folder in which Maria looks after the caller; the interactive path."""
    data, file = tmp_path / "data", tmp_path / "contacts.csv"
    added = told(
        data, "account", "add", "acme", "--interactive-default", '{"returned_code":"nobody"}'
    )
    acme = ("--account", "acme")
    told(data, "employee", "add", *acme, "--id", str(MARIA), "--name", "M", "--extension", "103")
    file.write_text("phone,name,employee\n79001234567,Пётр,103\n", "utf-8")
    told(data, "contacts", "import", *acme, str(file))
    return data, str(added["interactive_path"])


@pytest.mark.timeout(90)
@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="form"),
        pytest.param({"format": "json", "id_name": "cdr_id"}, id="JSON, cdr_id"),
        pytest.param({"method": "GET"}, id="GET"),
    ],
)
def test_pretend_uis_rings_the_responsible_employee(
    company: tuple[Path, str], tmp_path: Path, settings: dict[str, object]
) -> None:
    data, path = company
    relay = RelayProcess(data)
    with pretend_uis(tmp_path, relay.url + path, **settings) as uis:
        known = uis.call_from("79001234567")
        unknown = uis.call_from("79001234568")
    assert relay.stop() == 0, relay.log()
    assert (known["status"], known["route"], known["answer"]) == (
        200,
        "phones",
        {"phones": ["103"]},
    )
    assert (unknown["status"], unknown["answer"]) == (200, {"returned_code": "nobody"})


@pytest.mark.timeout(90)
def test_scenario_goes_its_own_way_while_the_relay_is_stuck_or_gone(
    company: tuple[Path, str], tmp_path: Path
) -> None:
    data, path = company
    relay = RelayProcess(data)
    with pretend_uis(tmp_path, relay.url + path, timeout_s=0.5) as uis:
        os.kill(relay.pid, signal.SIGSTOP)
        stuck = uis.call_from("79001234567")
        os.kill(relay.pid, signal.SIGCONT)
        again = uis.call_from("79001234567")
        relay.kill()
        gone = uis.call_from("79001234567")
    assert [(noted["route"], noted["reason"]) for noted in (stuck, again, gone)] == [
        ("fallback", "timeout"),
        ("phones", None),
        ("fallback", "unreachable"),
    ]
    assert command(data, "check-config", "--listen", "127.0.0.1:0").returncode == 0
