"""Interactive answers while the log is under full load.

``python -m tests.benchmarks.interactive`` asks a relay 200 times a second who should
take a call: first while it has nothing else to do, then while notifications come in as
fast as the relay stores them (every one of them on disk), then while contacts are
imported as well.  Relay, asker and flood are processes of their own.

A question counts from the moment it is written to the socket; *behind its plan* is how
much later than planned that was, because the machine was busy with the others.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from tests.benchmarks.figures import percentile
from tests.benchmarks.report import Figure, as_json, as_table
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from uis_desktop.core.events import Kind
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.templates import TEMPLATES
from uis_desktop.wire.frames import ContactRecord

RATE = 200.0
AIM_MS = 50.0

_CONTACTS = 20_000
_EMPLOYEES = 200
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


def measure(home: Home, *, seconds: float, connections: int) -> list[Figure]:
    """Ask quietly, under load, and under load while contacts change."""
    with relay(home) as place:
        figures = _figures("quiet", _ask(home, place, seconds=seconds, seed=1))
        with flooding(home, place, connections) as flood:
            figures += _figures("loaded", _ask(home, place, seconds=seconds, seed=2))
        figures += flood.figures("loaded")
        with (
            flooding(home, place, connections) as flood,
            importing(home, place, seconds),
        ):
            figures += _figures("import", _ask(home, place, seconds=seconds, seed=3))
        return figures + flood.figures("import")


@contextmanager
def relay(home: Home) -> Iterator[Place]:
    """A relay with a company of its own."""
    data = home.path / "relay"
    data.mkdir(mode=0o700)
    directory = open_directory(data)
    account = people.add_account(
        directory, "acme", timezone="Europe/Moscow", interactive_default=_DEFAULT
    )
    for number in range(_EMPLOYEES):
        people.put_employee(
            directory,
            account.id,
            id_=str(200_000 + number),
            name=f"Сотрудник {number}",
            extension=str(1000 + number),
            lines=(),
        )
    contacts = _contacts(0, "")
    put_contacts(directory, account.id, contacts)
    directory.close()
    argv = [sys.executable, "-m", "uis_desktop.relay", "serve", "--data", str(data),
            "--listen", "127.0.0.1:0"]  # fmt: skip
    with Process("relay", argv, logs=home.logs, env=home.env) as process:
        url = json.loads(process.first_line(within_s=_READY_S))["url"]
        known = [
            (contact.phone_numbers[0][1:], str(int(contact.employee_id or 0) - 200_000 + 1000))
            for contact in contacts
        ]
        yield Place(data, url + account.hook_path, known)


def _contacts(first: int, suffix: str) -> list[ContactRecord]:
    return [
        ContactRecord(
            id=f"file:{n}",
            full_name=f"Контакт {n}{suffix}",
            company=f"Компания {n % 997}",
            phone_numbers=(f"+7900{n:07}",),
            employee_id=str(200_000 + n % _EMPLOYEES),
        )
        for n in range(first, first + _CONTACTS)
    ]


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


class Flood:
    """What the flood came to; known when it has ended."""

    def __init__(self) -> None:
        self.stored = self.refused = 0
        self.seconds = 1.0

    def figures(self, part: str) -> list[Figure]:
        """As the report wants them."""
        return [
            Figure(part, "notifications stored meanwhile", self.stored / self.seconds, "/s"),
            Figure(part, "notifications refused", self.refused, "", 0),
        ]


@contextmanager
def flooding(home: Home, place: Place, connections: int) -> Iterator[Flood]:
    """Notifications as fast as they are stored, for as long as the block lasts."""
    results = home.path / "flood.json"
    body = next(one for one in TEMPLATES if one.kind is Kind.WAITING).text
    for name, value in _RING.items():
        body = body.replace(f"{{{{{name}}}}}", value)
    config = {
        "url": place.hook,
        "connections": connections,
        "body": body,
        "results": str(results),
    }
    flood = Flood()
    with _load(home, "flood", config) as sender:
        os.setpriority(os.PRIO_PROCESS, sender.pid, 5)
        yield flood
        sender.stop()
    *answers, flood.refused = json.loads(results.read_text())
    flood.stored = len(answers) - flood.refused
    flood.seconds = (max(answers) - min(answers)) / 1e9


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
    argv = [sys.executable, "-m", "tests.benchmarks.interactive", "--import", str(place.data)]
    env = {**home.env, "PAUSE_S": str(seconds / 4)}
    with Process("import", argv, logs=home.logs, env=env) as process:
        yield
        if process.wait(within_s=_LATE_S):
            raise RuntimeError(f"the import failed: {process.last_words()}")


def _import(data: str) -> None:
    directory: apsw.Connection = open_directory(Path(data))
    for times in range(2):
        time.sleep(float(os.environ["PAUSE_S"]))
        put_contacts(directory, "acme", _contacts(0, f" ({times})"))
    directory.close()


@contextmanager
def _load(home: Home, role: str, config: dict[str, object]) -> Iterator[Process]:
    argv = [sys.executable, "-m", "tests.benchmarks.interactive_load", role]
    stdin = json.dumps(config).encode()
    with Process(role, argv, logs=home.logs, env=home.env, stdin=stdin) as process:
        process.first_line(within_s=_READY_S)
        yield process


def _figures(part: str, asked: Asked) -> list[Figure]:
    name = "question → answer"
    return [
        Figure(part, f"{name}, p50", percentile(asked.waits, 0.5), "ms"),
        Figure(part, f"{name}, p99", percentile(asked.waits, 0.99), "ms"),
        Figure(part, f"{name}, p99.9", percentile(asked.waits, 0.999), "ms", AIM_MS),
        Figure(part, f"{name}, max of {len(asked.waits)}", max(asked.waits), "ms"),
        Figure(part, "asker behind its plan, p99.9", percentile(asked.late, 0.999), "ms"),
        Figure(part, "answers missing or not the right one", asked.wrong, "", 0),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 whether the aims are reached or not."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.interactive", description=__doc__
    )
    parser.add_argument("--seconds", type=float, default=30.0, help="length of each part")
    parser.add_argument("--connections", type=int, default=64, help="of the flood")
    parser.add_argument("--json", action="store_true", help="one JSON object, not a table")
    parser.add_argument("--import", dest="import_to", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.import_to:
        _import(options.import_to)
        return 0
    with new_home(Path("build/bench")) as home:
        figures = measure(home, seconds=options.seconds, connections=options.connections)
    told = as_json(figures, []) + "\n" if options.json else as_table(figures, [])
    sys.stdout.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
