"""``uis-desktop sign-in`` against a real relay, simulator and GNOME keyring."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.company import LINE, Company, company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import keyring, no_keyring, session_bus
from uis_desktop.sign_in_command import ExitCode

ANNA = "123456"
SERGEY = "123457"

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def log_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A log-in with an unlocked keyring and no screen at all."""
    logs = tmp_path_factory.mktemp("logs")
    with new_home(logs) as home, session_bus(home), keyring(home):
        yield home


@pytest.fixture(scope="module")
def office(log_in: Home) -> Iterator[Company]:
    """Simulator and relay, wired."""
    with company(log_in, forked=True) as started:
        yield started


def secrets_of(home: Home) -> set[str]:
    """Every secret of ours in the keyring, as its owner sees them."""
    search = ["secret-tool", "search", "--all", "--unlock", "application", "Python keyring library"]
    found = subprocess.run(
        search, env=home.env, capture_output=True, text=True, timeout=10, check=True
    )
    lines = (line.partition(" = ") for line in found.stdout.splitlines())
    return {secret for name, _, secret in lines if name == "secret"}


def test_employee_is_signed_in_and_his_secrets_are_in_the_keyring_only(
    log_in: Home, office: Company
) -> None:
    desk = Desk(log_in, "first")
    done = desk.sign_in(office, ANNA)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert json.loads(done.stdout) == {
        "event": "signed_in",
        "employee": {"id": ANNA, "name": "Иванова Анна"},
        "relay_url": office.relay_url,
    }
    settings = json.loads((desk.config / "settings.json").read_text(encoding="utf-8"))
    assert LINE in json.dumps(settings)
    password = office.simulator["password"]
    assert password in secrets_of(log_in)
    for file in [*desk.config.rglob("*"), *desk.data.rglob("*")]:
        if file.is_file():
            assert password.encode() not in file.read_bytes(), file
    assert "device_token" not in json.dumps(settings)


def test_two_installations_of_one_person_do_not_mix(log_in: Home, office: Company) -> None:
    anna, sergey = Desk(log_in, "anna"), Desk(log_in, "sergey")
    assert anna.sign_in(office, ANNA).returncode == ExitCode.DONE
    before = secrets_of(log_in)
    assert sergey.sign_in(office, SERGEY).returncode == ExitCode.DONE
    sergey.sign_out()
    assert secrets_of(log_in) == before
    assert SERGEY not in _read(sergey.config / "settings.json")
    assert ANNA in _read(anna.config / "settings.json")


def test_wrong_password_costs_no_invite(log_in: Home, office: Company) -> None:
    desk = Desk(log_in, "typo")
    invite = office.invite(ANNA)
    wrong = desk.sign_in(office, ANNA, password="not-the-password", invite=invite)
    assert wrong.returncode == ExitCode.SIGN_IN_REFUSED
    assert "login and password" in wrong.stderr
    assert "not-the-password" not in wrong.stderr + _read(desk.log)
    assert not (desk.config / "settings.json").exists()
    assert desk.sign_in(office, ANNA, invite=invite).returncode == ExitCode.DONE


def test_invite_works_once(log_in: Home, office: Company) -> None:
    invite = office.invite(ANNA)
    assert Desk(log_in, "once").sign_in(office, ANNA, invite=invite).returncode == ExitCode.DONE
    again = Desk(log_in, "twice").sign_in(office, ANNA, invite=invite)
    assert again.returncode == ExitCode.INVITE_REFUSED
    assert again.stdout == ""


def test_link_that_is_no_invite_is_refused(log_in: Home, office: Company) -> None:
    done = Desk(log_in, "link").sign_in(office, ANNA, invite="https://relay.example/")
    assert done.returncode == ExitCode.INVITE_REFUSED


def test_empty_password_is_not_sent_anywhere(log_in: Home, office: Company) -> None:
    before = len(office.seen("requests")["requests"])
    done = Desk(log_in, "empty").sign_in(office, ANNA, password="")
    assert done.returncode == ExitCode.WRONG_ARGUMENTS
    assert len(office.seen("requests")["requests"]) == before


def test_relay_that_is_not_there_is_told(log_in: Home, office: Company) -> None:
    invite = office.invite(ANNA).replace(_port(office.relay_url), "1")
    done = Desk(log_in, "away").sign_in(office, ANNA, invite=invite)
    assert done.returncode == ExitCode.NO_ANSWER


def test_without_a_password_store_the_invite_is_not_used_up(
    log_in: Home, office: Company, tmp_path: Path
) -> None:
    invite = office.invite(ANNA)
    with new_home(tmp_path) as bare, no_keyring(bare), session_bus(bare):
        refused = Desk(bare, "bare").sign_in(office, ANNA, invite=invite)
    assert refused.returncode == ExitCode.SECRETS_UNAVAILABLE
    assert Desk(log_in, "full").sign_in(office, ANNA, invite=invite).returncode == ExitCode.DONE


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _port(url: str) -> str:
    return url.rpartition(":")[2].rstrip("/")
