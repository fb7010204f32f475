"""Opens the streams of a driver, from the place where they had stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from tests.benchmarks.speed.wire import Heard, Listener, handshake, resume_frame

_AT_ONCE = 200
_PATIENCE_S = 60.0


class Streams:
    """All streams to one server."""

    def __init__(
        self, host: str, port: int, streams: Sequence[dict[str, str]], heard: Heard
    ) -> None:
        self._host, self._port = host, port
        self._streams = streams
        self._heard = heard
        self._listeners: list[Listener] = []

    def __len__(self) -> int:
        return len(self._streams)

    async def connect(self) -> None:
        """Open all of them; done when every one is live."""
        epoch, after = self._place()
        at_once = asyncio.Semaphore(_AT_ONCE)
        self._listeners = await asyncio.gather(
            *(self._open(n, at_once, epoch, after) for n in range(len(self._streams)))
        )

    def drop(self) -> None:
        """All break off at once."""
        for listener in self._listeners:
            listener.drop()

    def _place(self) -> tuple[str | None, int]:
        """Where they had got to when they were opened last."""
        welcome = self._listeners[0].welcome if self._listeners else None
        if welcome is None:
            return None, 0
        data = json.loads(welcome)["data"]
        return str(data["epoch"]), int(data["latest"])

    async def _open(
        self, stream: int, at_once: asyncio.Semaphore, epoch: str | None, after: int
    ) -> Listener:
        one = self._streams[stream]
        first = handshake(f"{self._host}:{self._port}", one["path"], one["token"])
        resume = resume_frame(epoch, after) if one["token"] else b""
        async with at_once:
            _, listener = await asyncio.get_running_loop().create_connection(
                lambda: Listener(stream, first, resume, self._heard), self._host, self._port
            )
            await asyncio.wait_for(listener.ready, _PATIENCE_S)
        return listener
