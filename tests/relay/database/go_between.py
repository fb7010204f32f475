"""A man in the middle of the road to NATS, who may keep an answer back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_CHUNK = 64 * 1024


class GoBetween:
    """Passes everything on, until the answer to a change is to be dealt with.

    Attributes:
        url: where to connect instead.
        on_accepted: called once when the server has accepted a change, before
            the relay hears of it; None: nothing special.
    """

    def __init__(self, port: int, subject: str) -> None:
        self.url = ""
        self.on_accepted: Callable[[], None] | None = None
        self._port = port
        self._publishing = b"PUB " + subject.encode()
        self._published = False
        self._pipes: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """Break all connections; new ones are let through."""
        for writer in self._pipes:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.close()
            return
        self._pipes |= {writer, server_writer}
        await asyncio.gather(
            self._pass_on(reader, server_writer, self._look_at_request),
            self._pass_on(server_reader, writer, self._look_at_answer),
        )
        self._pipes -= {writer, server_writer}

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        look: Callable[[bytes], bool],
    ) -> None:
        try:
            while data := await reader.read(_CHUNK):
                if look(data):
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        writer.close()

    def _look_at_request(self, data: bytes) -> bool:
        self._published = self._published or self._publishing in data
        return True

    def _look_at_answer(self, data: bytes) -> bool:
        """Whether to pass it on."""
        on_accepted = self.on_accepted
        if on_accepted is None or not self._published or b'"seq":' not in data:
            return True
        self.on_accepted = None
        on_accepted()
        return False


@asynccontextmanager
async def go_between(port: int, name: str) -> AsyncIterator[GoBetween]:
    """In front of the server at that port, for the database of that name."""
    middle = GoBetween(port, f"uis-relay.{name}.change")
    server = await asyncio.start_server(middle.serve, "127.0.0.1", 0)
    middle.url = f"nats://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield middle
    finally:
        middle.cut()
        server.close()
        await server.wait_closed()
