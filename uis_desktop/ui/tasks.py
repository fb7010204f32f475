"""The one bridge from a Qt signal to a coroutine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from uis_desktop.errors import UisError


class Tasks:
    """Holds the coroutines a window started, until they end or the window closes.

    A :class:`UisError` is told to the person; anything else is a defect and goes
    to the loop's exception handler.
    """

    def __init__(self, report: Callable[[UisError], None]) -> None:
        self._report = report
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        """How many have not ended."""
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run ``work``; cancel the task it returns when the work is superseded."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        running = list(self._tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, UisError):
            self._report(error)
        elif error is not None:
            task.get_loop().call_exception_handler(
                {"message": "a task of the screen failed", "exception": error, "task": task}
            )
