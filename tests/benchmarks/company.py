"""The stage's company, grown to two hundred employees with a device each."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.benchmarks.notifications import Employee
from tests.end_to_end.stage import company as on_stage
from tests.end_to_end.stage.home import Home

#: The one who sits at the tray app.
AT_THE_DESK = Employee(123456, "Иванова Анна", on_stage.LINE)
A_COLLEAGUE = Employee(123457, "Петров Сергей", on_stage.LINE)

_COMMANDS_S = 240.0
_ENROL_TRIES = 40


@dataclass(frozen=True, slots=True)
class Stream:
    """What a device needs to listen."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class BigCompany:
    """A running relay and who works there.

    Attributes:
        hook: the whole address for notifications.
        templates: by kind, as the relay offers them.
        employees: everybody but those of the stage; each has a line of his own.
        streams: theirs, in the same order.
    """

    staged: on_stage.Company
    hook: str
    templates: dict[str, str]
    employees: list[Employee]
    streams: list[Stream]


@contextmanager
def big_company(home: Home, *, size: int) -> Iterator[BigCompany]:
    """Simulator and relay at work, and ``size`` enrolled employees more."""
    with on_stage.company(home) as staged:
        employees = [
            Employee(200_001 + n, f"Сотрудник {n + 1}", f"7495{1_000_001 + n}") for n in range(size)
        ]
        of = ("--account", staged.name)
        known = ("--public-url", staged.relay_url)
        templates, *_ = _commands(
            staged, [["templates", *of, *known], *([*_hired(e), *of] for e in employees)]
        )
        invites = _commands(staged, [["invite", *of, "--employee", str(e.id)] for e in employees])
        yield BigCompany(
            staged=staged,
            hook=staged.relay_url + staged.account["hook_path"],
            templates={one["kind"]: one["template"] for one in templates["templates"]},
            employees=employees,
            streams=[_enrol(staged, invite["code"]) for invite in invites],
        )


def _hired(employee: Employee) -> list[str]:
    who = ["--id", str(employee.id), "--name", employee.name, "--line", employee.line]
    return ["employee", "add", *who]


def _commands(staged: on_stage.Company, commands: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    where = ["--data", str(staged.data), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.relay_commands"],
        input=json.dumps([[*command, *where] for command in commands]),
        env=staged.home.env,
        capture_output=True,
        text=True,
        timeout=_COMMANDS_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"uis-relay failed: {done.stderr.strip()[-2000:]}")
    return [json.loads(answer) for answer in json.loads(done.stdout)]


def _enrol(staged: on_stage.Company, code: str) -> Stream:
    """Exchange an invite, as slowly as the relay wants it."""
    body = {"code": code, "device_name": "benchmark"}
    for _ in range(_ENROL_TRIES):
        reply = staged.http.post(f"{staged.relay_url}/v1/enrol", json=body)
        if reply.status_code != httpx.codes.TOO_MANY_REQUESTS:
            reply.raise_for_status()
            enrolled = reply.json()
            return Stream(url=enrolled["stream_url"], token=enrolled["device_token"])
        time.sleep(float(reply.headers["Retry-After"]))
    raise RuntimeError("the relay would not enrol all of them")
