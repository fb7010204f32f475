"""The drivers of the load: sender and listeners in processes of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.company import BigCompany
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process

EVENTS_PER_S = 50.0
CLIENTS = 200

_READY_S = 90.0
_LATE_S = 30.0


@dataclass(frozen=True, slots=True)
class Sent:
    """One notification and its answer, in nanoseconds of the machine's monotonic clock.

    Attributes:
        target: which of the hooks.
        number: pairs it with the frame that comes of it.
        due: when it should have been sent.
    """

    target: int
    number: int
    due: int
    sent: int
    answered: int
    status: int


class Listeners:
    """A process that holds many streams open."""

    def __init__(self, process: Process, results: Path) -> None:
        self._process = process
        self._results = results

    def end(self) -> dict[int, int]:
        """Stop listening; when the first frame of each notification was read.

        Raises:
            RuntimeError: a stream had been lost.
        """
        if not self._process.running:
            raise RuntimeError(f"a listener was lost: {self._process.last_words()}")
        self._process.stop()
        first: dict[int, int] = {}
        for _, number, read in json.loads(self._results.read_text()):
            first[number] = min(read, first.get(number, read))
        return first


class Sender:
    """A process that sends notifications."""

    def __init__(self, process: Process, results: Path, seconds: float) -> None:
        self._process = process
        self._results = results
        self._seconds = seconds

    def wait(self) -> list[Sent]:
        """Until it is through; everything that was answered."""
        code = self._process.wait(within_s=self._seconds + _LATE_S)
        if code:
            raise RuntimeError(f"the sender failed: {self._process.last_words()}")
        return self._read()

    def end(self) -> list[Sent]:
        """Stop it now; everything that was answered."""
        self._process.stop()
        return self._read()

    def _read(self) -> list[Sent]:
        return [Sent(*one) for one in json.loads(self._results.read_text())]


@contextmanager
def listening(
    home: Home, name: str, streams: Sequence[dict[str, str]], *, resume: bool
) -> Iterator[Listeners]:
    """All these streams open and live."""
    results = home.path / f"{name}.json"
    config = {"streams": list(streams), "resume": resume, "results": str(results)}
    argv = [sys.executable, "-m", "tests.benchmarks.stream_clients"]
    stdin = json.dumps(config).encode()
    with Process(name, argv, logs=home.logs, env=home.env, stdin=stdin) as process:
        process.first_line(within_s=_READY_S)
        yield Listeners(process, results)


@contextmanager
def company_listening(home: Home, company: BigCompany) -> Iterator[Listeners]:
    """Every employee of the company at his stream."""
    streams = [asdict(stream) for stream in company.streams]
    with listening(home, "listeners", streams, resume=True) as listeners:
        yield listeners


@contextmanager
def sending(
    home: Home, company: BigCompany, targets: Sequence[str], *, seconds: float, seed: int
) -> Iterator[Sender]:
    """Notifications for random employees at random moments, to each of the targets."""
    results = home.path / "sender.json"
    config = {
        "targets": list(targets),
        "rate": EVENTS_PER_S,
        "seconds": seconds,
        "templates": company.templates,
        "employees": [asdict(employee) for employee in company.employees],
        # Calls of different rounds must not be taken for one another.
        "first_call": 700_000_000 + seed * 1_000_000,
        "seed": seed,
        "results": str(results),
    }
    argv = [sys.executable, "-m", "tests.benchmarks.poster"]
    stdin = json.dumps(config).encode()
    with Process("sender", argv, logs=home.logs, env=home.env, stdin=stdin) as process:
        yield Sender(process, results, seconds)
