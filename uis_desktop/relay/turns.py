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
    """A queue; what is in it is done for at most ``longest_s`` a turn of the loop."""

    def __init__(self, longest_s: float) -> None:
        self._longest_s = longest_s
        self._waiting: deque[Callable[[], None]] = deque()
        self._going = False

    def enter(self, work: Callable[[], None]) -> None:
        """Do ``work`` when it is its turn, in the order of coming."""
        if not self._going:
            self._going = True
            asyncio.get_running_loop().call_soon(self._work)
        self._waiting.append(work)

    def _work(self) -> None:
        until = time.perf_counter() + self._longest_s
        try:
            while self._waiting:
                self._waiting.popleft()()
                if time.perf_counter() >= until:
                    break
        finally:
            self._going = bool(self._waiting)
            if self._going:
                asyncio.get_running_loop().call_soon(self._work)
