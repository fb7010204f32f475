"""Companies, employees and invites on the command line, beside a relay that serves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.relay.console import Console
from tests.relay.running import RelayProcess, Reply, send

ANNA = ("employee", "add", "--account", "acme", "--id", "7", "--name", "Анна")
INVITE = ("invite", "--account", "acme", "--employee", "7")


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(tmp_path / "data", capsys)


@pytest.fixture
def relay(console: Console) -> Iterator[RelayProcess]:
    console.told("account", "add", "acme")
    console.told(*ANNA)
    process = RelayProcess(console.data)
    yield process
    assert process.stop() == 0, process.log()


def enrol(relay: RelayProcess, code: object) -> Reply:
    body = json.dumps({"code": code, "device_name": "desk"}).encode()
    return send(f"{relay.url}/v1/enrol", body)


def test_companies_are_listed_without_the_secret_of_their_address(console: Console) -> None:
    assert "account add" in console.type("account", "list")[1]
    added = console.told("account", "add", "romashka", "--timezone", "Asia/Yekaterinburg")
    console.told("employee", "add", "--account", "romashka", "--id", "7", "--name", "Анна")
    _, listed = console.type("account", "list")
    assert listed == "romashka  Asia/Yekaterinburg  1 employees  romashka\n"
    secret = str(added["hook_path"]).rpartition("/")[2]
    assert secret not in listed + json.dumps(console.told("account", "list"))


def test_time_zone_that_is_chosen_stays_until_uis_may_tell_it(console: Console) -> None:
    console.told("account", "add", "acme")
    change = ("account", "set", "--account", "acme")
    fixed = console.told(*change, "--timezone", "Asia/Omsk", "--name", "Acme Ltd")
    assert fixed == {
        "account": "acme",
        "name": "Acme Ltd",
        "timezone": "Asia/Omsk",
        "timezone_fixed": True,
        "line_rules": {},
    }
    assert console.told(*change)["timezone_fixed"] is True
    assert console.told(*change, "--timezone", "uis")["timezone_fixed"] is False
    code, shown = console.type(*change, "--timezone", "Mars/Base")
    assert (code, "Mars/Base" in shown) == (1, True)
    assert console.told("account", "list")["accounts"] == [
        {"account": "acme", "name": "Acme Ltd", "timezone": "Asia/Omsk", "employees": 0}
    ]


def test_employees_are_listed_with_what_reaches_them_and_their_desktops(
    console: Console, relay: RelayProcess
) -> None:
    console.told("employee", "remove", "--account", "acme", "--id", "7")
    assert "employee add" in console.type("employee", "list", "--account", "acme")[1]
    console.told(*ANNA, "--extension", "101", "--line", "8 495 000-00-01")
    assert enrol(relay, console.told(*INVITE)["code"]).status == 200
    assert console.type("employee", "list", "--account", "acme")[1] == (
        "7  Анна  extension 101  +74950000001  1 desktops\n"
    )
    assert console.told("employee", "list", "--account", "acme")["employees"] == [
        {
            "id": "7",
            "name": "Анна",
            "extension": "101",
            "lines": ["+74950000001"],
            "phone_numbers": [],
            "devices": 1,
        }
    ]


def test_removed_employee_is_gone_with_his_desktops_and_invites(
    console: Console, relay: RelayProcess
) -> None:
    invites = [console.told(*INVITE)["code"] for _ in range(2)]
    token = enrol(relay, invites[0]).json()["device_token"]
    removed = console.told("employee", "remove", "--account", "acme", "--id", "7")
    assert removed["devices_revoked"] == 1
    assert console.told("employee", "list", "--account", "acme")["employees"] == []
    assert enrol(relay, invites[1]).status == 403
    contacts = send(f"{relay.url}/v1/contacts", headers={"Authorization": f"Bearer {token}"})
    assert contacts.status == 401
    code, shown = console.type("employee", "remove", "--account", "acme", "--id", "7")
    assert (code, "no employee '7'" in shown) == (1, True)


def test_invite_for_several_uses_admits_as_many_desktops_until_it_expires(
    console: Console, relay: RelayProcess
) -> None:
    often = (*INVITE, "--uses", "3")
    assert "Good 3 times, until" in console.type(*often)[1]
    invited = console.told(*often)
    assert invited["uses"] == 3
    tokens = [enrol(relay, invited["code"]).json()["device_token"] for _ in range(3)]
    assert len(set(tokens)) == 3
    assert enrol(relay, invited["code"]).status == 403
    late = console.told(*often, "--valid-hours", "1")
    assert enrol(relay, late["code"]).status == 200
    with closing(sqlite3.connect(relay.data / "directory.sqlite3")) as directory, directory:
        directory.execute("UPDATE invite SET expires_at = '2020-01-01T00:00:00Z' WHERE used = 1")
    assert enrol(relay, late["code"]).status == 403


@pytest.mark.parametrize("uses", ["0", "-1", "10001", "many"])
def test_invite_for_no_sensible_number_of_uses_is_refused(console: Console, uses: str) -> None:
    console.told("account", "add", "acme")
    console.told(*ANNA)
    code, shown = console.type(*INVITE, "--public-url", "https://relay.example", "--uses", uses)
    assert code != 0
    assert ("1 to 10000" in shown) or ("invalid int value: 'many'" in shown)
