"""A stream that says what the test wrote down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from uis_desktop.core.events import Place
from uis_desktop.core.link import StreamNews


class ScriptedStream:
    """Says its news and ends; with ``stays=True`` it waits for more instead.

    Attributes:
        places: where each ``follow`` began.
        hurried: how often somebody asked to hurry.
    """

    def __init__(self, *news: StreamNews, stays: bool = False) -> None:
        self._news: asyncio.Queue[StreamNews | None] = asyncio.Queue()
        self.say(*news)
        if not stays:
            self.end()
        self.places: list[Place] = []
        self.hurried = 0

    def say(self, *news: StreamNews) -> None:
        """Let these come next."""
        for piece in news:
            self._news.put_nowait(piece)

    def end(self) -> None:
        """End once everything is said."""
        self._news.put_nowait(None)

    async def follow(self, place: Place) -> AsyncGenerator[StreamNews, None]:
        self.places.append(place)
        while (piece := await self._news.get()) is not None:
            yield piece
            self._news.task_done()
        self._news.task_done()

    async def all_taken(self) -> None:
        """Return when every piece was taken and the listener came back for the next."""
        await self._news.join()

    def hurry(self) -> None:
        self.hurried += 1
