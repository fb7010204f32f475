"""No text is slow: the work grows with its length and no faster.

Lines of Python are counted, which no busy machine disturbs.  What runs inside
one line (a regular expression, the JSON decoder) is held by processor time with a
limit that only quadratic work could reach, on four times the longest body there can
be: 256 KiB squared are seventy billion steps.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
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


def lines_of(body: bytes) -> int:
    """How many lines of Python reading takes."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: Any) -> Any:  # what sys.settrace wants
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        read(body=body, query=b"", arrived_at=ARRIVED, zone=ZONE)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("family", FAMILIES)
def test_work_grows_no_faster_than_the_text(family: str) -> None:
    text = FAMILIES[family]
    short, long = (lines_of(text(length).encode()) for length in (4_000, 16_000))
    assert long < 4.5 * short + 2_000


@pytest.mark.parametrize("family", FAMILIES)
def test_text_four_times_too_long_is_read_in_time(family: str) -> None:
    body = FAMILIES[family](_LENGTH).encode()[:_LENGTH].decode(errors="ignore").encode()
    started = time.process_time()
    read(body=body, query=b"", arrived_at=ARRIVED, zone=ZONE)
    assert time.process_time() - started < _SECONDS


def test_quadratic_work_would_be_noticed() -> None:
    """The counting itself: a loop in a loop is over the limit."""

    def count(length: int) -> int:
        steps = 0

        def line(_frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal steps
            steps += event == "line"
            return line

        sys.settrace(line)
        try:
            _quadratic(length)
        finally:
            sys.settrace(None)
        return steps

    assert count(400) > 4.5 * count(100) + 2_000


def _quadratic(length: int) -> int:
    found = 0
    for one in range(length):
        for other in range(length):
            found += one == other
    return found
