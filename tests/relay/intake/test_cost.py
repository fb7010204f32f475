"""No text is slow: the work grows with its length and no faster.

Lines of Python are counted, which no busy machine disturbs.  What runs inside
one line (a regular expression, the JSON decoder) is held by processor time with a
limit that only quadratic work could reach, on four times the longest body there can
be: 256 KiB squared are seventy billion steps.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.relay.intake.hard_texts import FAMILIES
from uis_desktop.relay.intake.reading import read

ARRIVED = datetime(2024, 5, 17, 7, 15, 31, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
_LENGTH = 4 * 64 * 1024
_SECONDS = 3


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of Python the work takes; who else counts lines goes on afterwards."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: Any) -> Any:  # what sys.settrace wants
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def reading_of(body: bytes) -> Callable[[], object]:
    return partial(read, body=body, query=b"", arrived_at=ARRIVED, zone=ZONE)


@pytest.mark.parametrize("family", FAMILIES)
def test_work_grows_no_faster_than_the_text(family: str) -> None:
    text = FAMILIES[family]
    short, long = (lines_of(reading_of(text(length).encode())) for length in (4_000, 16_000))
    assert long < 4.5 * short + 2_000


@pytest.mark.parametrize("family", FAMILIES)
def test_text_four_times_too_long_is_read_in_time(family: str) -> None:
    body = FAMILIES[family](_LENGTH).encode()[:_LENGTH].decode(errors="ignore").encode()
    started = time.process_time()
    reading_of(body)()
    assert time.process_time() - started < _SECONDS


def test_quadratic_work_would_be_noticed() -> None:
    """The counting itself: a loop in a loop is over the limit."""
    short, long = (lines_of(partial(_quadratic, length)) for length in (100, 400))
    assert long > 4.5 * short + 2_000


def _quadratic(length: int) -> int:
    found = 0
    for one in range(length):
        for other in range(length):
            found += one == other
    return found
