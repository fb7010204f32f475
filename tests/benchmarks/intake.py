"""What reading one notification costs: clean templates, and the hardest texts there are."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

from tests.benchmarks.report import Figure
from tests.relay.intake.hard_texts import FAMILIES
from tests.relay.rendering import NESTED, quoted, render
from uis_desktop.relay.intake.reading import read
from uis_desktop.relay.templates import TEMPLATES

_PART = "intake"
_LONGEST = 64 * 1024
_TIMES = 2000
_ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
_ZONE = ZoneInfo("Europe/Moscow")
#: Aims in microseconds of a clean notification and milliseconds of the worst 64 KiB.
_CLEAN_US = 40.0
_WORST_MS = 100.0
_WORST_SHOWN = 5


def measure(tell: Callable[[str], None], *, rounds: int) -> list[Figure]:
    """The median over the rounds for each; processor time, so a busy machine counts less."""
    tell("intake: the eight templates")
    bodies = {
        template.kind.value: render(template.text, notification_name=template.title)
        for template in TEMPLATES
    }
    damaged = {
        "nested": render(NESTED, notification_name="Завершение звонка"),
        "quoted placeholders": render(quoted(TEMPLATES[1].text), notification_name="x"),
    }
    figures = [
        Figure(_PART, f"read {name}", _microseconds(body, _TIMES, rounds), "us", _CLEAN_US)
        for name, body in bodies.items()
    ]
    figures += [
        Figure(_PART, f"read {name}", _microseconds(body, _TIMES // 4, rounds), "us")
        for name, body in damaged.items()
    ]
    tell("intake: the hardest 64 KiB")
    worst = sorted(
        (
            Figure(_PART, f"64 KiB of {name}", _milliseconds(family, rounds), "ms", _WORST_MS)
            for name, family in FAMILIES.items()
        ),
        key=lambda figure: -figure.value,
    )
    return figures + worst[:_WORST_SHOWN]


def _microseconds(body: bytes, times: int, rounds: int) -> float:
    return median(_seconds(body, times) for _ in range(rounds)) * 1e6


def _milliseconds(family: Callable[[int], str], rounds: int) -> float:
    body = family(_LONGEST).encode()[:_LONGEST]
    return median(_seconds(body, 1) for _ in range(rounds)) * 1e3


def _seconds(body: bytes, times: int) -> float:
    """Seconds of processor time for one of them."""
    started = time.process_time()
    for _ in range(times):
        read(body=body, query=b"", arrived_at=_ARRIVED, zone=_ZONE)
    return (time.process_time() - started) / times
