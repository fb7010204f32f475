"""One question for all who ask at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class SharedQuestion(Generic[_T]):
    """Asks at most once at a time; everybody's answer is younger than his question.

    Ten thousand desktops that come back at once ask the server twice: those who
    come while it is being asked wait for the next time.
    """

    def __init__(self, ask: Callable[[], Awaitable[_T]]) -> None:
        self._ask = ask
        self._asking: asyncio.Task[_T] | None = None
        self._next: asyncio.Task[_T] | None = None

    async def answer(self) -> _T:
        """An answer to a question that was asked after this call.

        Raises:
            Exception: what asking raised, to all who waited for it.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._ask_behind(self._asking))
            # Should nobody wait for it any more, its failure is nobody's.
            self._next.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._next)

    async def _ask_behind(self, earlier: asyncio.Task[_T] | None) -> _T:
        if earlier is not None:
            await asyncio.wait({earlier})
        self._asking, self._next = self._next, None
        return await self._ask()
