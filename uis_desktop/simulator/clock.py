"""The time the simulator lives by; passed in, so that a day can pass in a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Timer(Protocol):
    """Something that is going to happen."""

    def cancel(self) -> None:
        """It will not happen any more."""
        ...


class Clock(Protocol):
    """What time it is, and what is to happen later."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        """Call back after ``delay_s``."""
        ...

    async def sleep(self, delay_s: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock on the wall and the running event loop."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> Timer:
        """Call back after ``delay_s``."""
        return asyncio.get_running_loop().call_later(delay_s, callback)

    async def sleep(self, delay_s: float) -> None:
        """Wait."""
        await asyncio.sleep(delay_s)
