"""Waiting for something to become true, never for time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LOOK_EVERY_S = 0.05


class NeverHappened(AssertionError):
    """What was waited for did not come before its deadline."""


def until(probe: Callable[[], T | None], *, within_s: float, what: str) -> T:
    """The first answer of ``probe`` that is neither None nor False.

    Raises:
        NeverHappened: there was none within ``within_s`` seconds.
    """
    deadline = time.monotonic() + within_s
    while True:
        found = probe()
        if found is not None and found is not False:
            return found
        if time.monotonic() > deadline:
            raise NeverHappened(f"not within {within_s:g} s: {what}")
        time.sleep(_LOOK_EVERY_S)
