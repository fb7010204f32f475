"""An employee without a login at UIS: signed in by a script, calling from the command line."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import Company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.stage import Stage
from tests.end_to_end.stage.waiting import until
from uis_desktop.core.requests import ExitCode

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]

NUMBER = "8 (900) 123-45-67"


def signed_in(office: Company, here: Desk) -> None:
    done = here.sign_in_through_relay(office, ME)
    assert done.returncode == 0, done.stderr
    settings = json.loads((here.config / "settings.json").read_text(encoding="utf-8"))
    assert (settings["profile"]["login"], settings["profile"]["call_api_url"]) == ("", "")


def started(here: Desk) -> None:
    here.start()
    until(
        lambda: here.command("status").returncode == ExitCode.DONE,
        within_s=30,
        what="the desktop is connected",
    )


def test_call_through_the_relay_is_placed_waited_for_and_listed(
    desktop: Stage, office: Company
) -> None:
    office.give_access("call-api")
    with desk(desktop.home) as here:
        signed_in(office, here)
        assert here.command("status").returncode == ExitCode.NOT_RUNNING
        started(here)
        waiting = here.begin("call", NUMBER, "--wait", "--json")
        assert waiting.stdout is not None
        told = [json.loads(waiting.stdout.readline())]
        assert told[-1]["state"] == "calling_my_phone"
        while told[-1]["state"] != "talking":
            told.append(json.loads(waiting.stdout.readline()))
        call = told[-1]["call_session_id"]
        office.control(f"calls/{call}/hang_up", by="contact")
        told += [json.loads(line) for line in waiting.communicate(timeout=30)[0].splitlines()]
        assert (waiting.returncode, told[-1]["state"]) == (ExitCode.DONE, "ended")
        assert len(office.clicks()) == 1
        listed = here.command("history", "--search", NUMBER, "--json")
        row = json.loads(listed.stdout.splitlines()[0])
        assert row["key"] == told[-1]["call_session_id"]


def test_relay_without_access_says_that_nothing_was_dialled(
    desktop: Stage, office: Company
) -> None:
    with desk(desktop.home) as here:
        signed_in(office, here)
        started(here)
        done = here.command("call", NUMBER)
        assert done.returncode == ExitCode.REFUSED, done
        assert "администратор" in done.stdout.lower()
        assert office.clicks() == []
