"""The pretend UIS asks the real relay: processes of their own, as in a company."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import msgspec
import pytest

from tests.forked import Program
from tests.relay.running import JsonObject, RelayProcess, command, send, told
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.scenario import Interactive

ANNA, MARIA = 123456, 123458
_DEADLINE_S = 10.0

#: Routes and what was answered.
Answers = list[tuple[str, object]]


class PretendUis:
    """``uis-simulator serve``."""

    def __init__(self, scenario: Path, interactive: str) -> None:
        self._process = Program(
            "uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0",
            "--scenario", str(scenario), "--interactive", interactive,
        )  # fmt: skip
        ready = json.loads(self._process.stdout.readline())
        self._control = f"{ready['web']}control/"
        self.addresses = ["--call-api", ready["call_api"], "--data-api", ready["data_api"]]

    def put(self, path: str, body: JsonObject) -> None:
        """Something is at UIS from now on."""
        self._order("PUT", path, body)

    def delete(self, path: str) -> None:
        """Something is there no more."""
        self._order("DELETE", path, {})

    def _order(self, method: str, path: str, body: JsonObject) -> None:
        request = urllib.request.Request(
            self._control + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=_DEADLINE_S) as response:
            assert response.status == 200

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


@pytest.mark.timeout(120)
def test_callers_of_the_address_book_reach_employee_group_or_default_over_a_restart(
    company: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """UIS's own address book, groups and answers; a relay that is killed in between."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    data, path = company
    key = tmp_path / "key"
    key.write_text("demo-key\n", "utf-8")
    relay = RelayProcess(data)
    with pretend_uis(tmp_path, relay.url + path) as uis:
        uis.put("staff/123457", {"full_name": "Петров Сергей"})
        uis.put("address_book/1", {"full_name": "A", "phone_number": "79005550001",
                                   "personal_manager_id": 123457})  # fmt: skip
        uis.put("address_book/2", {"full_name": "B", "phone_number": "79005550002",
                                   "personal_manager_id": ANNA})  # fmt: skip
        told(data, "uis", "set", "--account", "acme", *uis.addresses, "--key-file", str(key))
        told(data, "contacts", "sync", "--account", "acme", "--wait", "60")
        wanted: Answers = [("phones", {"phones": ["501"]}), ("phones", {"phones": ["101"]})]
        answers = _answers(uis, wanted)
        relay.kill()
        relay = RelayProcess(data, "--listen", relay.url.removeprefix("http://"))
        uis.delete(f"staff/{ANNA}")
        told(data, "contacts", "sync", "--account", "acme", "--wait", "60")
        then: Answers = [
            ("phones", {"phones": ["501"]}),
            ("returned_code", {"returned_code": "nobody"}),
        ]
        after = _answers(uis, then)
    assert relay.stop() == 0, relay.log()
    assert (answers, after) == (wanted, then)
    journal = command(data, "journal", "--account", "acme", "--sort", "interactive").stdout
    assert "sent to a group" in journal
    # The relay may know that she has left before it knows that her contact is nobody's now.
    assert "Nobody is responsible for the contact; the default" in journal or (
        "The responsible employee is not there any more; the default" in journal
    )
    tried = told(data, "interactive", "try", "--account", "acme", "--numa", "8 900 555-00-02")
    assert tried["answer"] == after[1][1]


def _answers(uis: PretendUis, wanted: Answers) -> Answers:
    """How two calls are routed, once it is as ``wanted``; as it is if that never comes.

    A relay takes note of its changed directory within a second.
    """
    deadline = time.monotonic() + 30
    while True:
        asked = [uis.call_from(caller) for caller in ("79005550001", "79005550002")]
        answers = [(str(one["route"]), one["answer"]) for one in asked]
        if answers == wanted or time.monotonic() > deadline:
            return answers
