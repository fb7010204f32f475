"""Ending a task that talks to NATS."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

_AGAIN_S = 0.25


async def end_tasks(tasks: Iterable[asyncio.Task[object]]) -> None:
    """Cancel them until they have ended; what they raised is nobody's.

    nats-py waits with ``asyncio.wait_for``, which before Python 3.12 forgets a
    cancellation that comes together with the answer (cpython issue 86296); the
    task then goes on as if nobody had asked it to stop.
    """
    ending = list(tasks)
    running = {task for task in ending if not task.done()}
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=_AGAIN_S)
    await asyncio.gather(*ending, return_exceptions=True)
