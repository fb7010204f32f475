"""What an administrator does by hand, with the real commands and the real server."""

from __future__ import annotations

import json
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import quote, urlsplit

import pytest

from tests.relay.rendering import render
from tests.relay.running import JsonObject, RelayProcess, command, events, send, told
from uis_desktop.core.invite import parse_invite

COMMON = {
    "call_session_id": "987654321",
    "at": "2024-05-17T07:15:30.123000Z",
    "virtual_phone_number": "+74950000001",
    "contact_phone_number": "+79001234567",
    "contact_id": "777",
}
EXPECTED: dict[str, dict[str, object]] = {
    "incoming": {"direction": "in", "scenario_name": "Отдел продаж", "communication_number": 3},
    "waiting": {"leg_id": "111222334", "employee_id": "123456", "external_id": "click-1"},
    "outgoing": {"direction": "out", "employee_phone_number": "0412345"},
    "talk_started": {"leg_ids": ["111222333", "111222334"], "call_source": "va"},
    "talk_ended": {"leg_ids": ["111222333", "111222334"], "talk_time_duration": 40},
    "call_ended": {
        "talk_time_duration": 40,
        "total_time_duration": 52,
        "wait_time_duration": 12,
        "tag_names": ["Целевой"],
    },
    "lost": {"wait_time_duration": 12, "employee_ids": ["123456", "123457"]},
    "recorded": {"file_links": ["https://media.example/1.mp3"], "file_duration": 40},
}


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RelayProcess]:
    process = RelayProcess(tmp_path / "data")
    yield process
    assert process.stop() == 0, process.log()


@pytest.fixture
def hook(relay: RelayProcess) -> str:
    """The notification address of a new account."""
    return relay.url + str(told(relay.data, "account", "add", "acme")["hook_path"])


def test_eight_templates_become_eight_events_with_the_right_fields(
    relay: RelayProcess, hook: str
) -> None:
    shown = told(relay.data, "templates", "--account", "acme")
    assert shown["notification_url"] == hook
    templates = cast(list[JsonObject], shown["templates"])
    for template in templates:
        body = render(str(template["template"]), notification_name=template["title"])
        assert send(hook, body).json() == {"status": "stored"}
    stored = {str(event["kind"]): event for event in events(relay.data, "acme")}
    assert stored.keys() == EXPECTED.keys()
    for kind, fields in EXPECTED.items():
        event = stored[kind]
        wanted = {**COMMON, **fields}
        if kind in {"call_ended", "talk_ended"}:
            del wanted["contact_id"]
        assert {name: event[name] for name in wanted} == wanted, kind
        assert event["repairs"] == [], kind
        assert "{" not in str(event["extra"]).strip("{}"), kind
    assert stored["recorded"]["extra"] == {"tag_ids": [5]}
    assert [event["seq"] for event in events(relay.data, "acme")] == list(range(1, 9))
    assert len(events(relay.data, "acme", "--after", "6")) == 2


def test_bad_bodies_are_answered_2xx_and_stay_visible(relay: RelayProcess, hook: str) -> None:
    quoted = (
        '{"notification_name":""Ожидание ответа"","contact_phone_number":""79001234567"",'
        '"employee_id":"123456","leg_id":"7","call_session_id":"42","external_id":"null",'
        '"talk_time_duration":{{talk_time_duration}},}'
    )
    form = "notification_name=Talk+started&call_session_id=43&leg_ids=%5B1%2C2%5D&utm=x"
    get = "?notification_name=%22Lost%20call%22&call_session_id=44&contact_id=%227%22"
    for body in (b"this is not JSON", quoted.encode(), form.encode(), b""):
        assert send(hook, body).status == 200
    as_key = quote('{"notification_name":"Call finished","call_session_id":45}') + "="
    assert send(hook, as_key.encode()).status == 200
    assert send(hook + get).status == 200
    stored = events(relay.data, "acme")
    assert [event["kind"] for event in stored] == [
        "unreadable", "waiting", "talk_started", "unreadable", "call_ended", "lost"
    ]  # fmt: skip
    assert stored[0]["raw"] == "this is not JSON"
    assert stored[0]["repairs"] == ["not_understood"]
    assert stored[1]["contact_phone_number"] == "+79001234567"
    assert stored[1]["raw"] == quoted
    assert "quoted_placeholders: notification_name, contact_phone_number, external_id" in cast(
        list[str], stored[1]["repairs"]
    )
    assert stored[2]["extra"] == {"utm": "x"}
    assert stored[3]["repairs"] == ["empty"]
    assert stored[4]["repairs"] == ["json_as_form_key", "no_time"]
    assert stored[5]["method"] == "GET"


def test_wrong_secret_is_like_an_address_that_does_not_exist(
    relay: RelayProcess, hook: str
) -> None:
    replies = [
        send(hook[:-1] + ("x" if hook[-1] != "x" else "y"), b"{}"),
        send(f"{relay.url}/hook/nobody/{'x' * 32}", b"{}"),
        send(f"{relay.url}/nothing", b"{}"),
        send(hook[:-1] + "/interactive", b"{}"),
    ]
    assert {reply.status for reply in replies} == {404}
    assert len({reply.body for reply in replies}) == 1
    assert events(relay.data, "acme") == []


def test_secret_is_not_in_the_log_even_after_broken_requests(tmp_path: Path) -> None:
    relay = RelayProcess(tmp_path / "data", "--verbose")
    path = str(told(relay.data, "account", "add", "acme")["hook_path"])
    send(relay.url + path, b"nonsense")
    address = urlsplit(relay.url)
    for line in (f"GET {path} HTTP/9.9 x", f"POST {path} HTTP/1.1\r\nContent-Length: -1"):
        with socket.create_connection((str(address.hostname), int(address.port or 0))) as client:
            client.sendall(f"{line}\r\n\r\n".encode())
            client.settimeout(5)
            while client.recv(4096):
                pass
    relay.stop()
    assert "unreadable" in relay.log()
    assert path.rpartition("/")[2] not in relay.log()


def test_get_with_raw_cyrillic_and_spaces_is_understood(relay: RelayProcess, hook: str) -> None:
    target = f"{urlsplit(hook).path}?notification_name=Начало разговора&call_session_id=5"
    address = urlsplit(relay.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0))) as client:
        client.sendall(
            f"GET {target} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n".encode()
        )
        assert client.recv(100).startswith(b"HTTP/1.1 200")
    (event,) = events(relay.data, "acme")
    assert (event["kind"], event["notification_name"]) == ("talk_started", "Начало разговора")


def test_repeat_is_stored_once_and_still_answered_2xx(relay: RelayProcess, hook: str) -> None:
    body = b'{"notification_name":"Lost call","call_session_id":5,"notification_time":1715930130}'
    assert [send(hook, body).json()["status"] for _ in range(3)] == [
        "stored", "duplicate", "duplicate"
    ]  # fmt: skip
    as_form = b"notification_name=Lost+call&call_session_id=5&notification_time=1715930130"
    assert send(hook, as_form).json()["status"] == "duplicate"
    assert len(events(relay.data, "acme")) == 1


def test_too_large_body_is_refused(relay: RelayProcess, hook: str) -> None:
    assert send(hook, b"x" * (64 * 1024)).status == 200
    assert send(hook, b"x" * (64 * 1024 + 1)).status == 413
    assert len(events(relay.data, "acme")) == 1


def test_invite_becomes_a_device_token_once(relay: RelayProcess, hook: str) -> None:
    told(relay.data, "employee", "add", "--account", "acme", "--id", "123456", "--name", "Анна",
         "--extension", "101", "--line", "84950000001")  # fmt: skip
    invited = told(relay.data, "invite", "--account", "acme", "--employee", "123456")
    invite = parse_invite(str(invited["link"]))
    assert invite.relay_url == relay.url
    assert invite.code == invited["code"]
    wish = json.dumps({"code": invite.code, "device_name": "desk"}).encode()
    enrolled = send(f"{relay.url}/v1/enrol", wish)
    assert enrolled.status == 200
    reply = enrolled.json()
    assert reply["stream_url"] == relay.url.replace("http", "ws") + "/v1/stream"
    assert reply["employee"] == {
        "id": "123456", "name": "Анна", "extension": "101", "lines": ["+74950000001"]
    }  # fmt: skip
    again = send(f"{relay.url}/v1/enrol", wish)
    assert (again.status, again.json()["error"]) == (403, "invite_refused")
    token = {"Authorization": f"Bearer {reply['device_token']}"}
    assert send(f"{relay.url}/v1/contacts", headers=token).status == 200
    (device,) = cast(
        list[JsonObject], told(relay.data, "device", "list", "--account", "acme")["devices"]
    )
    told(relay.data, "device", "revoke", "--account", "acme", "--device", str(device["id"]))
    assert send(f"{relay.url}/v1/contacts", headers=token).status == 401
    kept = b"".join(file.read_bytes() for file in relay.data.iterdir())
    assert str(reply["device_token"]).encode() not in kept
    assert invite.code.encode() not in kept


def test_second_server_on_the_same_data_refuses_to_start(relay: RelayProcess) -> None:
    second = command(relay.data, "serve", "--listen", "127.0.0.1:0")
    assert second.returncode == 1
    assert "another relay already serves" in second.stderr


def test_data_is_for_nobody_else(relay: RelayProcess, hook: str) -> None:
    send(hook, b"{}")
    modes = {stat.S_IMODE(file.stat().st_mode) for file in relay.data.iterdir()}
    assert stat.S_IMODE(relay.data.stat().st_mode) == 0o700
    assert modes == {0o600}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("account", "add", "acme", "--timezone", "Mars/Base"), "time zone"),
        (("account", "add", "a", "--interactive-default", "{}"), "phones or a returned_code"),
        (("employee", "add", "--account", "acme", "--id", "x", "--name", "y"), "no account"),
        (("invite", "--account", "acme", "--employee", "1"), "address is not known"),
        (("events", "--account", "acme"), "no account"),
        (("serve", "--listen", "nonsense"), "HOST:PORT"),
        (("serve", "--listen", "127.0.0.1:0", "--public-url", "ftp://x"), "http or https"),
    ],
)
def test_command_that_makes_no_sense_says_so_in_a_line(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = command(tmp_path / "data", *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_config_check_finds_a_folder_others_can_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    done = command(data, "check-config", "--public-url", "http://relay.example", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (1, False)
    assert any("chmod 700" in finding["message"] for finding in report["findings"])
    assert any("not https" in finding["message"] for finding in report["findings"])
    data.chmod(0o700)
    assert command(data, "check-config").returncode == 0
