"""Tasks end when they are told to, also if the telling got lost."""

from __future__ import annotations

import asyncio

from uis_desktop.relay.cluster.ending import end_tasks


async def test_a_task_that_forgets_a_cancellation_is_told_again() -> None:
    begun = asyncio.Event()
    told = 0

    async def forgetful() -> None:
        nonlocal told
        begun.set()
        while told < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                told += 1

    task = asyncio.create_task(forgetful())
    await begun.wait()
    await end_tasks([task])
    assert task.done()
    assert told == 2


async def test_what_a_task_raises_at_its_end_hinders_nobody() -> None:
    async def fails() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise LookupError

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await end_tasks([task])
    assert isinstance(task.exception(), LookupError)
