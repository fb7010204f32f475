"""A company with UIS: the simulator, the relay, and the administrator who wired them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until
from tests.forked import run
from tests.ports import free_port

BIN = Path(sys.executable).parent
LINE = "74950000001"
#: UIS id, name, extension: the simulator's built-in account has the same.
EMPLOYEES = (
    ("123456", "Иванова Анна", "101"),
    ("123457", "Петров Сергей", "102"),
    ("123458", "Сидорова Мария", "103"),
)
# The relay sends a caller with a responsible employee straight to him.
_CONTACTS = """\
телефон;имя;компания;ответственный
79001234567;Смирнов Алексей;ООО «Ромашка»;101
79035550142;Орлова Елена;Кофейня на Садовой;
78005553535;Служба доставки;Экспресс-Север;103
79161112233;Гусев Павел;;102
74959876543;Бюро переводов;ООО «Полиглот»;103
"""


@dataclass(slots=True)
class Company:
    """The simulator and the relay at work, and the account they share."""

    home: Home
    data: Path
    simulator: Mapping[str, Any]
    relay: Process
    relay_url: str
    account: Mapping[str, str]
    http: httpx.Client
    forked: bool
    _relays: list[Process] = field(default_factory=list)

    def invite(self, employee_id: str) -> str:
        """A fresh invite link for one employee."""
        link = self.relay_command("invite", "--account", self.name, "--employee", employee_id)
        return str(link["link"])

    @property
    def name(self) -> str:
        """The account's name at the relay."""
        return self.account["account"]

    def relay_command(self, *arguments: str, within_s: float = 30) -> dict[str, Any]:
        """What an administrator's ``uis-relay`` command answers."""
        told = _relay_output(self.home, self.data, *arguments, within_s=within_s)
        return dict(json.loads(told))

    def give_access(self, only: str | None = None, *, key: str | None = None) -> None:
        """Let the relay ask UIS in the company's name; ``only`` one of the interfaces.

        ``key``: instead of login and password.
        """
        with tempfile.NamedTemporaryFile("w", dir=self.home.path) as secret:
            secret.write((key or self.simulator["password"]) + "\n")
            secret.flush()
            by_login = ("--login", self.simulator["login"], "--password-file")
            self.relay_command(
                "uis", "set", "--account", self.name, *(["--for", only] if only else []),
                "--call-api", self.simulator["call_api"],
                "--data-api", self.simulator["data_api"],
                *(("--key-file",) if key else by_login), secret.name,
            )  # fmt: skip

    def events(self) -> list[dict[str, Any]]:
        """The relay's log as the administrator sees it."""
        printed = _relay_output(self.home, self.data, "events", "--account", self.name)
        return [json.loads(line) for line in printed.splitlines()]

    def kill_relay(self) -> None:
        """The power of the relay is cut."""
        self.relay.kill()

    def restart_relay(self) -> None:
        """The relay comes back where it was."""
        listen = urlsplit(self.relay_url).netloc
        self.relay = _start_relay(self.home, self.data, listen, forked=self.forked)
        self._relays.append(self.relay)
        self.relay.first_line(within_s=30)

    def call(self, **row: object) -> int:
        """A call begins in the simulated PBX; its call session id."""
        return int(self.control("calls", **row)["call_session_id"])

    def control(self, command: str, **body: object) -> dict[str, Any]:
        """One of the simulator's controls (POST)."""
        reply = self.http.post(f"{self.simulator['web']}control/{command}", json=body)
        reply.raise_for_status()
        return dict(reply.json())

    def remove(self, place: str) -> None:
        """Take one row out of what UIS keeps for the company (DELETE)."""
        self.http.delete(f"{self.simulator['web']}control/{place}").raise_for_status()

    def seen(self, what: str) -> Any:
        """One of the simulator's lists (GET): ``requests``, ``notifications``, ``state``."""
        reply = self.http.get(f"{self.simulator['web']}control/{what}")
        reply.raise_for_status()
        return reply.json()

    def clicks(self) -> list[dict[str, Any]]:
        """Every ``start.employee_call`` that reached the Call API."""
        return [
            request
            for request in self.seen("requests")["requests"]
            if request["method"] == "start.employee_call"
        ]

    def over(self, call: int) -> bool:
        """Everybody has hung up."""
        return any(c["call_session_id"] == call for c in self.seen("state")["finished"])

    def finished(self, call: int) -> bool:
        """The call is over and all its notifications are delivered."""
        mine = [
            n for n in self.seen("notifications")["notifications"] if n["call_session_id"] == call
        ]
        return self.over(call) and all(n["state"] == "delivered" for n in mine)

    def wait_finished(self, call: int, *, within_s: float = 30) -> None:
        """Until the call is over and every notification has arrived at the relay."""
        until(lambda: self.finished(call), within_s=within_s, what=f"call {call} is over")


@contextmanager
def company(home: Home, scenario: Path | None = None, *, forked: bool = False) -> Iterator[Company]:
    """Start simulator and relay, and wire them as the manual tells an administrator to.

    ``forked``: not as they are installed, but from a process that has imported them.
    """
    data = home.path / "relay"
    argv = ["serve", "--listen", "127.0.0.1:0"]
    if scenario is not None:
        argv += ["--scenario", str(scenario)]
    with (
        _start(home, "simulator", *argv, forked=forked) as simulator,
        _start_relay(home, data, f"127.0.0.1:{free_port()}", forked=forked) as relay,
        httpx.Client(trust_env=False, timeout=10) as http,
    ):
        ready = json.loads(simulator.first_line(within_s=30))
        relay_url = json.loads(relay.first_line(within_s=30))["url"]
        account = _wire(home, data)
        here = Company(home, data, ready, relay, relay_url, account, http, forked)
        here.control(
            "addresses",
            notify=relay_url + account["hook_path"],
            interactive=relay_url + account["interactive_path"],
        )
        try:
            yield here
        finally:
            for restarted in here._relays:
                restarted.stop()


def _wire(home: Home, data: Path) -> dict[str, str]:
    account = json.loads(_relay_output(home, data, "account", "add", "Ромашка"))
    of = ("--account", account["account"])
    for number, name, extension in EMPLOYEES:
        known = ("--id", number, "--name", name, "--extension", extension, "--line", LINE)
        _relay_output(home, data, "employee", "add", *of, *known)
    contacts = home.path / "contacts.csv"
    contacts.write_text(_CONTACTS, encoding="utf-8")
    _relay_output(home, data, "contacts", "import", *of, str(contacts))
    return dict(account)


def _start_relay(home: Home, data: Path, listen: str, *, forked: bool) -> Process:
    return _start(home, "relay", "serve", "--data", str(data), "--listen", listen, forked=forked)


def _start(home: Home, name: str, *words: str, forked: bool) -> Process:
    if forked:
        return ForkedProcess(name, [f"uis_desktop.{name}", *words], logs=home.logs, env=home.env)
    return Process(name, [str(BIN / f"uis-{name}"), *words], logs=home.logs, env=home.env)


def _relay_output(home: Home, data: Path, *arguments: str, within_s: float = 30) -> str:
    done = run(
        "uis_desktop.relay", *arguments, "--data", str(data), "--json",
        environment=home.env, timeout=within_s,
    )  # fmt: skip
    if done.returncode != 0:
        raise AssertionError(f"uis-relay {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout
