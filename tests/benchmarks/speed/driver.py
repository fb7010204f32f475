"""Sender and listeners of one server, as a process of its own that does as it is told.

Reads one JSON object a line from standard input and answers each with one on standard
output.  The first is ``{"host","port","posts":[path,…],"streams":[{"path","token"},…],
"templates","employees"}``: a POST for employee n goes to ``posts[n % len(posts)]``.
The others are ``{"do":NAME, …}`` with the arguments of the coroutine of that name in
:class:`Driver`.  Moments are of the machine's one monotonic clock.

Sender and listeners share the process, and all servers have the same one, so what
Python costs on this side is part of every figure alike.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import uvloop

from tests.benchmarks.figures import percentile
from tests.benchmarks.notifications import Employee
from tests.benchmarks.speed.messages import Blanks, Message
from tests.benchmarks.speed.wire import Listener, Poster, handshake, resume_frame

_CONNECTING_AT_ONCE = 200
_PATIENCE_S = 60.0


class Driver:
    """The load of one server."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._host, self._port = str(config["host"]), int(config["port"])
        self._streams: list[dict[str, str]] = config["streams"]
        self._blanks = Blanks(config["templates"], [Employee(**e) for e in config["employees"]])
        self._heads = [self._head(path) for path in config["posts"]]
        self._ask = self._head(config.get("ask", "/"))
        self._listeners: list[Listener] = []
        self._free: list[Poster] = []
        self._call = int(config["first_call"])
        #: By number of the notification; of the round that goes on.
        self._sent: dict[int, int] = {}
        self._delays: list[float] = []
        self._waits: list[float] = []
        self._refused = 0
        self._outstanding = 0
        self._expected = 0
        self._all_heard = asyncio.Event()
        self._all_answered = asyncio.Event()
        self._one_free = asyncio.Event()
        self._last_heard = self._last_answer = 0
        self._endless: Iterator[Message] | None = None
        self._until = 0
        self._asked: dict[Poster, int] = {}

    def _head(self, path: str) -> bytes:
        return (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()

    def _request(self, whom: int, body: bytes) -> bytes:
        return b"%b%d\r\n\r\n%b" % (self._heads[whom % len(self._heads)], len(body), body)

    # What can be asked for.

    async def connect(self) -> dict[str, Any]:
        """Open every stream; how long it took until all were live."""
        epoch, after = self._place()
        at_once = asyncio.Semaphore(_CONNECTING_AT_ONCE)
        started = time.monotonic()
        self._listeners = await asyncio.gather(
            *(self._open(n, at_once, epoch, after) for n in range(len(self._streams)))
        )
        took = time.monotonic() - started
        # A collection in the driver must not look like one in the server.
        gc.collect()
        gc.freeze()
        gc.disable()
        return {"seconds": took}

    async def rate(self, *, rate: float, seconds: float, seed: int) -> dict[str, Any]:
        """Send at random moments, so many a second, whatever the server does."""
        messages = self._messages(seed)
        await self._posters(64)
        self._new_round()
        loop, random, late = asyncio.get_running_loop(), Random(seed), []
        start = due = loop.time() + 0.05
        while (due := due + random.expovariate(rate)) < start + seconds:
            if (wait := due - loop.time()) > 0:
                await asyncio.sleep(wait)
            late.append(max(loop.time() - due, 0.0) * 1e3)
            if not self._free:
                await self._posters(64)
            self._send(self._free.pop(), next(messages))
        await self._until_heard()
        return {
            "p50": percentile(self._delays, 0.5),
            "p99": percentile(self._delays, 0.99),
            "answer_p50": percentile(self._waits, 0.5),
            "late_p99": percentile(late, 0.99),
            "sent": len(late),
            "missing": self._expected,
            "refused": self._refused,
        }

    async def sustained(self, *, posters: int, seconds: float, seed: int) -> dict[str, Any]:
        """As fast as so many posters go, each waiting for its answer."""
        messages = self._messages(seed)
        await self._posters(posters)
        self._new_round()
        self._endless = messages
        busy, self._free = self._free[:posters], self._free[posters:]
        started = time.monotonic_ns()
        self._until = started + int(seconds * 1e9)
        for poster in busy:
            self._send(poster, next(messages))
        await self._all_answered.wait()
        self._endless = None
        await self._until_heard()
        answered = len(self._waits)
        return {
            "per_second": answered / (max(self._last_heard, self._last_answer) - started) * 1e9,
            "p50": percentile(self._delays, 0.5),
            "p99": percentile(self._delays, 0.99),
            "answered": answered,
            "missing": self._expected,
            "refused": self._refused,
        }

    async def broadcast(self, *, times: int) -> dict[str, Any]:
        """One message to everybody, once all have it the next one."""
        await self._posters(1)
        took, posting = 0.0, 0.0
        for _ in range(times):
            self._new_round()
            self._call += 1
            body = self._blanks.filled(-1, "incoming", self._call, 0)
            self._expected = len(self._listeners) - 1
            self._send(self._free.pop(), (-1, 0, body))
            await self._until_heard()
            if self._expected or self._refused:
                raise RuntimeError(f"{self._expected} did not hear, {self._refused} refused")
            took += max(self._delays) / 1e3
            posting += min(self._delays) / 1e3
        return {
            "per_second": times * len(self._listeners) / took,
            "first_ms": posting / times * 1e3,
            "last_ms": took / times * 1e3,
        }

    async def drop(self) -> dict[str, Any]:
        """All streams break off at once."""
        for listener in self._listeners:
            listener.drop()
        await asyncio.sleep(0)
        return {}

    async def miss(self) -> dict[str, Any]:
        """Post one message for each stream, and one for all if the server can."""
        await self._posters(64)
        self._new_round()
        self._call += 1
        for whom in range(len(self._streams)):
            if not self._free:
                self._one_free.clear()
                await self._one_free.wait()
            self._call += 1
            self._send(self._free.pop(), (whom, whom, self._body_for(whom)))
        await self._all_answered.wait()
        return {"refused": self._refused}

    async def reconnect(self) -> dict[str, Any]:
        """All come back at once; until each is live and has what it missed."""
        self._delays.clear()
        self._expected = len(self._streams)
        self._all_heard.clear()
        started = time.monotonic_ns()
        await self.connect()
        live = time.monotonic_ns()
        await self._until_heard()
        return {
            "live_s": (live - started) / 1e9,
            "caught_up_s": (max(self._last_heard, live) - started) / 1e9,
            "missing": self._expected,
        }

    # How it is done.

    def _place(self) -> tuple[str | None, int]:
        """Where the streams had got to when they were opened last."""
        welcome = self._listeners[0].welcome if self._listeners else None
        if welcome is None:
            return None, 0
        data = json.loads(welcome)["data"]
        return str(data["epoch"]), int(data["latest"])

    def _body_for(self, whom: int) -> bytes:
        return self._blanks.filled(whom, "waiting", self._call, whom)

    def _messages(self, seed: int) -> Iterator[Message]:
        self._call += 10_000_000
        return self._blanks.calls(self._call, seed)

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

    async def _posters(self, count: int) -> None:
        self._free = [poster for poster in self._free if not poster.lost]
        loop = asyncio.get_running_loop()
        while len(self._free) < count:
            _, poster = await loop.create_connection(
                lambda: Poster(self._answered), self._host, self._port
            )
            self._free.append(poster)

    def _new_round(self) -> None:
        self._sent.clear()
        self._delays, self._waits = [], []
        self._refused = self._outstanding = self._expected = 0
        self._last_heard = self._last_answer = 0
        self._endless = None
        self._until = 0
        self._asked.clear()
        self._all_heard.clear()

    def _send(self, poster: Poster, message: Message) -> None:
        whom, number, body = message
        request = self._request(whom, body)
        self._expected += 1
        self._outstanding += 1
        self._all_answered.clear()
        self._asked[poster] = self._sent[number] = time.monotonic_ns()
        poster.send(request)

    def _answered(self, poster: Poster, now: int, head: bytes) -> None:
        self._outstanding -= 1
        self._waits.append((now - self._asked[poster]) / 1e6)
        self._last_answer = now
        if not self._outstanding:
            self._all_heard.set()
        if not head.startswith(b"HTTP/1.1 2"):
            self._refused += 1
            self._expected -= 1
        if self._endless is not None and now < self._until:
            self._send(poster, next(self._endless))
            return
        self._free.append(poster)
        self._one_free.set()
        if not self._outstanding:
            self._all_answered.set()

    def _heard(self, stream: int, number: int, now: int) -> None:
        self._last_heard = now
        self._expected -= 1
        self._delays.append((now - self._sent[number]) / 1e6)
        if self._expected <= 0:
            self._all_heard.set()

    async def _until_heard(self) -> None:
        """Every frame is there, or nothing more comes."""
        while self._outstanding or self._expected > 0:
            before = len(self._delays)
            self._all_heard.clear()
            try:
                await asyncio.wait_for(self._all_heard.wait(), 5.0)
            except TimeoutError:
                if len(self._delays) == before:
                    return


async def main() -> None:
    """Do as told until there is nothing more to read."""
    reader = asyncio.StreamReader(limit=1 << 26)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    driver = Driver(json.loads(await reader.readline()))
    answer: dict[str, Any] = {"ready": True}
    while True:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        line = await reader.readline()
        if not line:
            return
        wish = json.loads(line)
        answer = await getattr(driver, wish.pop("do"))(**wish)


if __name__ == "__main__":
    uvloop.run(main())
