"""Notifications come in a few at a time, so that a question never waits for many.

The event loop serves whoever is ready, one after the other, and looks at the
sockets again when it is through.  With a hundred notifications ready at once that
takes tens of milliseconds, and a caller waits on the line for it.  So only so much
time goes to notifications between two looks at the sockets.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable


class Turns:
    """What comes in is done at once, but for at most ``longest_s`` a turn of the loop."""

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._waiting: deque[Callable[[], None]] = deque()
        self._until = 0.0
        self._going = False

    def enter(self, work: Callable[[], None]) -> None:
        """Do ``work`` when it is its turn, in the order of coming."""
        if not self._going:
            self._begin_turn()
        if self._waiting or time.perf_counter() >= self._until:
            self._waiting.append(work)
        else:
            _do(work)

    def _begin_turn(self) -> None:
        self._going = True
        self._until = time.perf_counter() + self._longest_s
        asyncio.get_running_loop().call_soon(self._next_turn)

    def _next_turn(self) -> None:
        """The loop has looked at its sockets: go on with what waits, if anything does."""
        self._going = False
        if not self._waiting:
            return
        self._begin_turn()
        while self._waiting:
            _do(self._waiting.popleft())
            if time.perf_counter() >= self._until:
                break


def _do(work: Callable[[], None]) -> None:
    """A defect in one is no reason to keep the others waiting."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - told, as the loop tells a callback's
        context = {"message": "a notification was not taken in", "exception": error}
        asyncio.get_running_loop().call_exception_handler(context)
