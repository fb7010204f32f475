"""Interactive answers while the log is under full load.

``python -m tests.benchmarks interactive`` asks a relay 200 times a second who should
take a call: first while it has nothing else to do, then while notifications come in as
fast as the relay stores them (every one of them on disk), then while contacts are
imported as well.  Relay, asker and flood are processes of their own.

A question counts from the moment it is written to the socket; *behind its plan* is how
much later than planned that was, because the machine was busy with the others.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.contact_import import (
    ACCOUNT,
    EMPLOYEES,
    FIRST_EMPLOYEE,
    FIRST_EXTENSION,
    contacts,
)
from tests.benchmarks.figures import percentile
from tests.benchmarks.report import Figure
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from uis_desktop.core.events import Kind
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.templates import TEMPLATES

RATE = 200.0
_CONNECTIONS = 64
AIM_MS = 50.0

_DEFAULT = '{"returned_code":"nobody"}'
_READY_S = 60.0
_LATE_S = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """A relay at work.

    Attributes:
        known: numbers and the extension each of them is sent to.
    """

    data: Path
    hook: str
    known: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of one round, and what went wrong."""

    waits: list[float]
    late: list[float]
    wrong: int


Progress = Callable[[str], None]


def measure(home: Home, tell: Progress, *, rounds: int, seconds: float) -> list[Figure]:
    """Ask quietly, under load, and under load while contacts change."""
    quiet, loaded, changing = _Part("quiet"), _Part("loaded"), _Part("import")
    with relay(home) as place:
        for number in range(1, rounds + 1):
            tell(f"interactive: round {number} of {rounds}, {3 * seconds:g} s")
            quiet.asked.append(_ask(home, place, seconds=seconds, seed=3 * number))
            with flooding(home, place, loaded.floods):
                loaded.asked.append(_ask(home, place, seconds=seconds, seed=3 * number + 1))
            with flooding(home, place, changing.floods), importing(home, place, seconds):
                changing.asked.append(_ask(home, place, seconds=seconds, seed=3 * number + 2))
    return [*quiet.figures(), *loaded.figures(), *changing.figures()]


@contextmanager
def relay(home: Home) -> Iterator[Place]:
    """A relay with a company of its own."""
    data = home.path / "relay"
    data.mkdir(mode=0o700)
    directory = open_directory(data)
    account = people.add_account(
        directory, ACCOUNT, timezone="Europe/Moscow", interactive_default=_DEFAULT
    )
    for number in range(EMPLOYEES):
        people.put_employee(
            directory,
            account.id,
            id_=str(FIRST_EMPLOYEE + number),
            name=f"Сотрудник {number}",
            extension=str(FIRST_EXTENSION + number),
            lines=(),
        )
    everybody = contacts()
    put_contacts(directory, account.id, everybody)
    directory.close()
    argv = [sys.executable, "-m", "uis_desktop.relay", "serve", "--data", str(data),
            "--listen", "127.0.0.1:0"]  # fmt: skip
    with Process("relay", argv, logs=home.logs, env=home.env) as process:
        url = json.loads(process.first_line(within_s=_READY_S))["url"]
        extension = FIRST_EXTENSION - FIRST_EMPLOYEE
        known = [
            (contact.phone_numbers[0][1:], str(int(contact.employee_id or 0) + extension))
            for contact in everybody
        ]
        yield Place(data, url + account.hook_path, known)


def _ask(home: Home, place: Place, *, seconds: float, seed: int) -> Asked:
    results = home.path / "asked.json"
    config = {
        "url": place.hook + "/interactive",
        "rate": RATE,
        "seconds": seconds,
        "seed": seed,
        "known": place.known[::20],
        "default": _DEFAULT,
        "results": str(results),
    }
    with _load(home, "ask", config) as asker:
        if asker.wait(within_s=seconds + _LATE_S):
            raise RuntimeError(f"the asker failed: {asker.last_words()}")
    asked: list[list[int]] = json.loads(results.read_text())
    return Asked(
        waits=[(answered - sent) / 1e6 for _, sent, answered, _ in asked],
        late=[(sent - due) / 1e6 for due, sent, _, _ in asked],
        wrong=sum(not right for *_, right in asked),
    )


@dataclass(frozen=True, slots=True)
class Flood:
    """What was sent to the log meanwhile."""

    stored: int
    refused: int
    seconds: float


@contextmanager
def flooding(home: Home, place: Place, floods: list[Flood]) -> Iterator[None]:
    """Notifications as fast as they are stored while the block lasts; then ``floods`` has it."""
    results = home.path / "flood.json"
    body = next(one for one in TEMPLATES if one.kind is Kind.WAITING).text
    for name, value in _RING.items():
        body = body.replace(f"{{{{{name}}}}}", value)
    config = {
        "url": place.hook,
        "connections": _CONNECTIONS,
        "first_call": 10**9 * (1 + len(floods)),
        "body": body,
        "results": str(results),
    }
    with _load(home, "flood", config) as sender:
        os.setpriority(os.PRIO_PROCESS, sender.pid, 5)
        yield
        sender.stop()
    *answers, refused = json.loads(results.read_text())
    floods.append(Flood(len(answers) - refused, refused, (max(answers) - min(answers)) / 1e9))


_RING = {
    "call_session_id": "CALL",
    "notification_name": '"Ожидание ответа"',
    "notification_mnemonic": '"employee_leg_waiting"',
    "notification_time": '"2026-05-18 10:00:00.000"',
    "contact_phone_number": '"79001234567"',
    "virtual_phone_number": '"74950000001"',
    "employee_id": "200001",
    "leg_id": "CALL",
}


@contextmanager
def importing(home: Home, place: Place, seconds: float) -> Iterator[None]:
    """All contacts change twice in the first half of the round."""
    argv = [sys.executable, "-m", "tests.benchmarks.contact_import", str(place.data),
            str(seconds / 4)]  # fmt: skip
    with Process("import", argv, logs=home.logs, env=home.env) as process:
        yield
        if process.wait(within_s=_LATE_S):
            raise RuntimeError(f"the import failed: {process.last_words()}")


@contextmanager
def _load(home: Home, role: str, config: dict[str, object]) -> Iterator[Process]:
    argv = [sys.executable, "-m", "tests.benchmarks.interactive_load", role]
    stdin = json.dumps(config).encode()
    with Process(role, argv, logs=home.logs, env=home.env, stdin=stdin) as process:
        process.first_line(within_s=_READY_S)
        yield process


class _Part:
    """One way of asking, over all rounds; percentiles are medians of the rounds'."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[Asked] = []
        self.floods: list[Flood] = []

    def figures(self) -> list[Figure]:
        """As the report wants them."""
        name, rounds, part = "question → answer", self.asked, self.name
        waits = [
            Figure(part, f"{name}, p{share * 100:g}",
                   median(percentile(one.waits, share) for one in rounds), "ms", aim)
            for share, aim in ((0.5, None), (0.99, None), (0.999, AIM_MS))
        ]  # fmt: skip
        late = median(percentile(one.late, 0.999) for one in rounds)
        count = sum(len(one.waits) for one in rounds)
        return [
            *waits,
            Figure(part, f"{name}, max of {count}", max(max(one.waits) for one in rounds), "ms"),
            Figure(part, "asker behind its plan, p99.9", late, "ms"),
            Figure(part, "answers that are not the right one", sum(r.wrong for r in rounds), "", 0),
            *self._flood_figures(),
        ]

    def _flood_figures(self) -> list[Figure]:
        if not self.floods:
            return []
        stored = median(one.stored / one.seconds for one in self.floods)
        refused = sum(one.refused for one in self.floods)
        return [
            Figure(self.name, "notifications stored meanwhile", stored, "/s"),
            Figure(self.name, "notifications refused", refused, "", 0),
        ]
