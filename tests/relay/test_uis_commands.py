"""``uis-relay uis …`` and ``journal``: real processes, the pretend UIS, a real click."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from tests.forked import Program
from tests.relay.running import JsonObject, RelayProcess, command, send, told
from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.adapters.relay_desk import RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.lines import number_to_call_from
from uis_desktop.core.phone import Phone
from uis_desktop.errors import CallRefused, OutcomeUnknown
from uis_desktop.net.https import Https
from uis_desktop.uis_api.calls import UisCallApi

KEY = "demo-key"
_ACCOUNT = ("--account", "acme")


@dataclass(frozen=True)
class Simulator:
    """A pretend UIS in a process of its own."""

    ready: JsonObject

    @property
    def addresses(self) -> list[str]:
        """As ``uis set`` wants them."""
        call_api, data_api = str(self.ready["call_api"]), str(self.ready["data_api"])
        return ["--call-api", call_api, "--data-api", data_api]

    def order(self, path: str, body: object) -> JsonObject:
        """A wish at the control desk."""
        headers = {"Content-Type": "application/json"}
        reply = send(f"{self.ready['web']}control/{path}", json.dumps(body).encode(), headers)
        assert reply.status == 200, reply.body
        return reply.json()

    def asked(self, method: str) -> list[str]:
        """How each request of this method ended."""
        shown = send(f"{self.ready['web']}control/requests").json()
        requests = cast(list[JsonObject], shown["requests"])
        return [str(one["outcome"]) for one in requests if one["method"] == method]


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has no password store."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    process = Program("uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0")
    try:
        yield Simulator(json.loads(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait(10)
        process.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    told(data, "account", "add", "acme")
    return data


def key_file(folder: Path, secret: str = KEY) -> str:
    file = folder / "key"
    file.write_text(secret + "\n")
    return str(file)


def set_key(data: Path, simulator: Simulator, secret: str = KEY) -> JsonObject:
    file = key_file(data.parent, secret)
    return told(data, "uis", "set", *_ACCOUNT, *simulator.addresses, "--key-file", file)


def test_key_is_set_shown_without_itself_and_forgotten(data: Path, simulator: Simulator) -> None:
    done = set_key(data, simulator)
    kept = data / "secrets" / "acme"
    assert done["key"] == f"file {kept}"
    assert kept.stat().st_mode & 0o777 == 0o600
    shown = command(data, "uis", "show", *_ACCOUNT)
    assert str(simulator.ready["call_api"]) in shown.stdout
    assert KEY not in shown.stdout + json.dumps(done)
    for file in data.iterdir():
        assert file.is_dir() or KEY.encode() not in file.read_bytes(), file
    assert told(data, "uis", "unset", *_ACCOUNT)["key"] is None
    assert not kept.exists()
    assert "not chosen" in command(data, "uis", "show", *_ACCOUNT).stdout


def test_brand_brings_its_addresses(data: Path, tmp_path: Path) -> None:
    file = key_file(tmp_path)
    done = told(data, "uis", "set", *_ACCOUNT, "--brand", "comagic", "--key-file", file)
    assert done["call_api"] == "https://callapi.comagic.ru/v4.0"
    assert done["data_api"] == "https://dataapi.comagic.ru/v2.0"
    again = told(data, "uis", "set", *_ACCOUNT, "--no-key", "--sync-contacts", "no")
    assert (again["brand"], again["sync_contacts"]) == ("comagic", False)


def test_one_interface_may_have_a_key_of_its_own(data: Path, simulator: Simulator) -> None:
    set_key(data, simulator, "wrong-key")
    file = key_file(data.parent)
    told(data, "uis", "set", *_ACCOUNT, "--for", "data-api", "--key-file", file)
    done = command(data, "uis", "check", *_ACCOUNT, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert (found["call_api"]["problem"], found["data_api"]["ok"]) == ("sign_in_refused", True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--call-api", "https://a.example/v4.0"], "belong together"),
        (
            ["--call-api", "http://a.example/v4.0", "--data-api", "http://a.example/v2.0"],
            "https is wanted",
        ),
        (["--key-file", "nowhere"], "nowhere: No such file"),
        (["--login", "anna"], "belong together"),
        (["--key-file", "k", "--login", "anna"], "either --key-file"),
        ([], "pass --key-file"),
    ],
)
def test_what_makes_no_sense_is_said(data: Path, arguments: list[str], words: str) -> None:
    done = command(data, "uis", "set", *_ACCOUNT, *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert not (data / "secrets").exists()


@pytest.mark.timeout(60)
def test_secret_is_typed_unseen(data: Path, simulator: Simulator) -> None:
    master, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "uis_desktop.relay", "uis", "set", *_ACCOUNT,
         *simulator.addresses, "--data", str(data)],
        stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
        preexec_fn=lambda: os.close(os.open(os.ttyname(0), os.O_RDWR)),
    )  # fmt: skip
    os.close(terminal)
    screen = b""
    while b"Key (empty" not in screen:
        screen += os.read(master, 4096)
    os.write(master, KEY.encode() + b"\n")
    assert process.wait(15) == 0
    while b"Try it" not in screen:
        screen += os.read(master, 4096)
    os.close(master)
    assert KEY.encode() not in screen
    assert command(data, "uis", "check", *_ACCOUNT).returncode == 0


@pytest.mark.parametrize(
    ("components", "words"),
    [
        (["call_api", "call_api_call_management", "data_api"], "with call management"),
        (
            ["call_api", "data_api"],
            "without call management (hold, transfer, list of calls)",
        ),
    ],
)
def test_check_says_what_works(
    data: Path, simulator: Simulator, components: list[str], words: str
) -> None:
    set_key(data, simulator)
    simulator.order("account", {"components": components})
    done = command(data, "uis", "check", *_ACCOUNT)
    assert done.returncode == 0, done.stderr
    call_api, data_api = done.stdout.splitlines()
    assert call_api == f"Call API: works; {words}"
    assert data_api == "Data API: works; account ООО «Ромашка»; time zone Europe/Moscow"


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        ("account", {"allowlist": ["192.0.2.1"]}, ["allowlist", "127.0.0.1"]),
        ("account", {"components": []}, ["does not include the Call API", "order it"]),
        ("faults", {"call_api": "http_500", "data_api": "http_500"}, ["not be understood"]),
        ("budget", {"api": "data_api", "day_remaining": 0}, ["budget"]),
    ],
)
def test_check_says_what_is_wrong(
    data: Path, simulator: Simulator, path: str, change: object, words: list[str]
) -> None:
    set_key(data, simulator)
    simulator.order(path, change)
    done = command(data, "uis", "check", *_ACCOUNT)
    assert done.returncode == 1
    for word in words:
        assert word in done.stdout
    assert KEY not in done.stdout + done.stderr


def test_check_without_a_key_says_how_to_set_one(data: Path) -> None:
    done = command(data, "uis", "check", *_ACCOUNT, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["call_api"]["problem"] == found["data_api"]["problem"] == "no_address"


def _token(data: Path, relay: RelayProcess) -> str:
    told(data, "employee", "add", *_ACCOUNT, "--id", "123456", "--name", "Anna")
    code = told(data, "invite", *_ACCOUNT, "--employee", "123456")["code"]
    body = json.dumps({"code": code, "device_name": "desk"}).encode()
    return str(send(relay.url + "/v1/enrol", body).json()["device_token"])


async def _click(
    relay: RelayProcess, token: str, external_id: str, line: str = "+74950000001"
) -> str:
    async with Https() as https:
        api = UisCallApi(ThroughRelay(https, relay_url=relay.url, token=token))
        return await api.start_employee_call(
            contact=Phone("79001234567"),
            virtual_phone_number=line.removeprefix("+"),
            employee_id="123456",
            external_id=external_id,
        )


async def test_click_goes_from_desktop_through_relay_to_uis(
    data: Path, simulator: Simulator
) -> None:
    relay = RelayProcess(data, "--verbose")
    try:
        token = _token(data, relay)
        with pytest.raises(CallRefused) as refused:
            await _click(relay, token, "tray-0")
        assert refused.value.mnemonic == "relay_not_set_up"
        # The running relay learns of the key by itself.
        set_key(data, simulator)
        call = await _click(relay, token, "tray-1")
        assert await _click(relay, token, "tray-1") == call
        simulator.order("faults", {"call_api": "timeout_after", "method": "start.employee_call"})
    finally:
        relay.kill()
    assert simulator.asked("start.employee_call") == ["ok"]
    again = RelayProcess(data)
    try:
        with pytest.raises(OutcomeUnknown):
            await _click(again, token, "tray-1")
    finally:
        assert again.stop() == 0
    assert simulator.asked("start.employee_call") == ["ok"]
    printed = command(data, "journal", *_ACCOUNT, "--sort", "call_api", "--json")
    entries = [json.loads(line) for line in printed.stdout.splitlines()]
    assert [(entry["external_id"], entry["answer"]) for entry in entries] == [
        ("tray-0", "relay_not_set_up"),
        ("tray-1", "ok"),
    ]
    placed = entries[1]
    assert (placed["phone_number"], placed["employee_id"], placed["call_session_id"]) == (
        "+79001234567",
        "123456",
        call,
    )
    spoken = command(data, "journal", *_ACCOUNT).stdout
    assert "start.employee_call" in spoken
    for text in (relay.log(), again.log(), printed.stdout):
        assert KEY not in text
        assert token not in text
    assert "79001234567" not in relay.log() + again.log()


async def test_a_call_is_placed_from_the_number_of_ours_that_was_chosen(
    data: Path, simulator: Simulator
) -> None:
    set_key(data, simulator)
    relay = RelayProcess(data)
    try:
        token = _token(data, relay)
        await asyncio.to_thread(told, data, "employee", "fetch", *_ACCOUNT)
        async with Https() as https:
            door = RelayDoor(https, relay_url=relay.url, token=token)
            lines = (await RelayDirectory(door).lines(None)).told
        assert lines is not None
        assert [(line.phone_number, line.name) for line in lines] == [
            ("+74950000001", "Основной"),
            ("+74950000002", "Отдел продаж"),
        ]
        chosen = number_to_call_from("8 (495) 000-00-02", lines)
        call = await _click(relay, token, "tray-1", chosen)
    finally:
        assert relay.stop() == 0
    state = send(f"{simulator.ready['web']}control/state").json()
    calls = cast(list[JsonObject], state["calls"])
    assert [(str(one["call_session_id"]), one["virtual_phone_number"]) for one in calls] == [
        (call, "74950000002")
    ]


async def test_click_in_flight_when_the_relay_is_killed_is_not_sent_again(
    data: Path, simulator: Simulator
) -> None:
    set_key(data, simulator)
    relay = RelayProcess(data)
    token = _token(data, relay)
    simulator.order("faults", {"call_api": "timeout_after", "method": "start.employee_call"})
    asking = _ask_apart(relay, token, "tray-1")
    # UIS has placed the call and keeps its answer to itself.
    while not simulator.asked("start.employee_call"):
        assert asking.poll() is None
    relay.kill()
    asking.wait(15)
    again = RelayProcess(data)
    try:
        with pytest.raises(OutcomeUnknown):
            await _click(again, token, "tray-1")
        printed = command(data, "journal", *_ACCOUNT, "--sort", "call_api", "--json")
    finally:
        assert again.stop() == 0
    assert len(simulator.asked("start.employee_call")) == 1
    entry = json.loads(printed.stdout)
    assert (entry["external_id"], entry["answer"]) == ("tray-1", "relay_outcome_unknown")


def _ask_apart(relay: RelayProcess, token: str, external_id: str) -> subprocess.Popen[bytes]:
    """A process that clicks, and waits for the answer."""
    params = {
        "first_call": "employee",
        "virtual_phone_number": "74950000001",
        "contact": "79001234567",
        "external_id": external_id,
    }
    body = {"jsonrpc": "2.0", "id": 1, "method": "start.employee_call", "params": params}
    headers = json.dumps({"Authorization": f"Bearer {token}"})
    asking = subprocess.Popen(
        [sys.executable, "-c", _POST, relay.url + "/v1/call-api", headers],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert asking.stdin is not None
    asking.stdin.write(json.dumps(body).encode())
    asking.stdin.close()
    return asking


_POST = """
import json, sys, urllib.request
request = urllib.request.Request(sys.argv[1], sys.stdin.buffer.read(), json.loads(sys.argv[2]))
urllib.request.urlopen(request, timeout=30)
"""
