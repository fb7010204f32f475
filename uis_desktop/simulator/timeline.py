"""Plays the calls of a scenario when their time has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.scenario import Row


class Timeline:
    """The calls of the day; played once."""

    def __init__(self, rows: Sequence[Row], play: Callable[[Row], object], clock: Clock) -> None:
        self._rows = sorted(rows, key=lambda row: row.at_s)
        self._play = play
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self.started_rows = 0

    @property
    def rows(self) -> int:
        """How many calls there are."""
        return len(self._rows)

    @property
    def state(self) -> str:
        """``none``, ``held``, ``playing`` or ``finished`` (all calls have been started)."""
        if not self._rows:
            return "none"
        if self._task is None:
            return "held"
        return "finished" if self._task.done() else "playing"

    def start(self) -> bool:
        """Begin; False if there is nothing to begin or it has begun."""
        if self.state != "held":
            return False
        self._task = asyncio.create_task(self._run())
        return True

    async def stop(self) -> None:
        """Start no further calls."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        began = self._clock.now()
        for row in self._rows:
            elapsed_s = (self._clock.now() - began).total_seconds()
            await self._clock.sleep(max(0.0, row.at_s - elapsed_s))
            self._play(row)
            self.started_rows += 1
