"""A small TCP load balancer: the next relay in turn, or the one after if that is dead."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

_CHUNK = 64 * 1024


class Balancer:
    """Sends each connection to a relay.

    Attributes:
        url: the one address of all relays.
        ports: of the relays; may change while it runs.
    """

    def __init__(self) -> None:
        self.url = ""
        self.ports: list[int] = []
        self._turn = itertools.count()
        self._pipes: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        far = await self._connected()
        if far is None:
            writer.transport.abort()
            return
        pipes = {
            asyncio.create_task(_pass_on(reader, far[1])),
            asyncio.create_task(_pass_on(far[0], writer)),
        }
        self._pipes |= pipes
        for pipe in pipes:
            pipe.add_done_callback(self._pipes.discard)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        first = next(self._turn)
        for number in range(len(self.ports)):
            port = self.ports[(first + number) % len(self.ports)]
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", port)
        return None

    async def close(self) -> None:
        """Cut what is open."""
        for pipe in self._pipes:
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One direction; the end of it is told to the other side."""
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    except OSError:
        writer.transport.abort()
    finally:
        writer.close()


@asynccontextmanager
async def balancer() -> AsyncIterator[Balancer]:
    """One that runs."""
    middle = Balancer()
    server = await asyncio.start_server(middle.serve, "127.0.0.1", 0)
    middle.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield middle
    finally:
        server.close()
        await middle.close()
        await server.wait_closed()
