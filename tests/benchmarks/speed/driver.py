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
from tests.benchmarks.speed.connecting import Streams
from tests.benchmarks.speed.messages import Blanks, Message
from tests.benchmarks.speed.tally import Tally
from tests.benchmarks.speed.wire import Poster

_POSTERS = 64
#: So long without anything coming, and nothing more comes.
_SILENCE_S = 10.0


class Driver:
    """The load of one server."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._host, self._port = str(config["host"]), int(config["port"])
        self._streams = Streams(self._host, self._port, config["streams"], self._heard)
        self._blanks = Blanks(config["templates"], [Employee(**e) for e in config["employees"]])
        self._heads = [self._head(path) for path in config["posts"]]
        self._free: list[Poster] = []
        self._call = int(config["first_call"])
        self._tally = Tally()
        self._settled = asyncio.Event()
        self._one_free = asyncio.Event()
        self._endless: Iterator[Message] | None = None
        self._until = 0

    # What can be asked for.

    async def connect(self) -> dict[str, Any]:
        """Open every stream; how long it took until all were live."""
        started = time.monotonic()
        await self._streams.connect()
        took = time.monotonic() - started
        # A collection in the driver must not look like one in the server.
        gc.collect()
        gc.freeze()
        gc.disable()
        return {"seconds": took}

    async def rate(self, *, rate: float, seconds: float, seed: int) -> dict[str, Any]:
        """Send at random moments, so many a second, whatever the server does."""
        messages = self._messages(seed)
        tally = await self._new_round()
        loop, random, late = asyncio.get_running_loop(), Random(seed), []
        start = due = loop.time() + 0.05
        while (due := due + random.expovariate(rate)) < start + seconds:
            if (wait := due - loop.time()) > 0:
                await asyncio.sleep(wait)
            late.append(max(loop.time() - due, 0.0) * 1e3)
            if not self._free:
                await self._posters(_POSTERS)
            self._send(self._free.pop(), next(messages))
        await self._until_heard()
        return {**_told(tally), "late_p99": percentile(late, 0.99)}

    async def sustained(self, *, posters: int, seconds: float, seed: int) -> dict[str, Any]:
        """As fast as so many posters go, each waiting for its answer."""
        messages = self._messages(seed)
        tally = await self._new_round(posters)
        self._endless = messages
        busy, self._free = self._free[:posters], self._free[posters:]
        started = time.monotonic_ns()
        self._until = started + int(seconds * 1e9)
        for poster in busy:
            self._send(poster, next(messages))
        await self._until_heard()
        self._endless = None
        answered = len(tally.waits) - tally.refused
        return {**_told(tally), "per_second": answered / (tally.last - started) * 1e9}

    async def broadcast(self, *, times: int) -> dict[str, Any]:
        """One message to everybody, once all have it the next one."""
        last = first = 0.0
        for _ in range(times):
            tally = await self._new_round(1)
            self._call += 1
            body = self._blanks.filled(-1, "incoming", self._call, 0)
            self._send(self._free.pop(), (-1, 0, body), listeners=len(self._streams))
            await self._until_heard()
            if tally.refused or not tally.complete:
                raise RuntimeError(f"{tally.expected} did not hear, {tally.refused} refused")
            last += max(tally.delays)
            first += min(tally.delays)
        return {
            "per_second": times * len(self._streams) / last * 1e3,
            "first_ms": first / times,
            "last_ms": last / times,
        }

    async def miss(self) -> dict[str, Any]:
        """All streams break off, then one message is posted for each."""
        self._streams.drop()
        tally = await self._new_round()
        for whom in range(len(self._streams)):
            while not self._free:
                self._one_free.clear()
                await self._one_free.wait()
            self._call += 1
            self._send(self._free.pop(), (whom, whom, self._body_for(whom)))
        while tally.outstanding:
            self._settled.clear()
            await self._settled.wait()
        return {"refused": tally.refused}

    async def reconnect(self) -> dict[str, Any]:
        """All come back at once; until each is live and has what it missed."""
        tally = self._tally
        started = time.monotonic_ns()
        await self.connect()
        live = time.monotonic_ns()
        await self._until_heard()
        return {
            "live_s": (live - started) / 1e9,
            "caught_up_s": (max(tally.last, live) - started) / 1e9,
            "missing": max(tally.expected, 0),
        }

    # How it is done.

    def _head(self, path: str) -> bytes:
        return (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()

    def _body_for(self, whom: int) -> bytes:
        return self._blanks.filled(whom, "waiting", self._call, whom)

    def _messages(self, seed: int) -> Iterator[Message]:
        self._call += 10_000_000
        return self._blanks.calls(self._call, seed)

    async def _new_round(self, posters: int = _POSTERS) -> Tally:
        await self._posters(posters)
        self._endless, self._until = None, 0
        self._tally = Tally()
        return self._tally

    async def _posters(self, count: int) -> None:
        self._free = [poster for poster in self._free if not poster.lost]
        loop = asyncio.get_running_loop()
        while len(self._free) < count:
            _, poster = await loop.create_connection(
                lambda: Poster(self._answered), self._host, self._port
            )
            self._free.append(poster)

    def _send(self, poster: Poster, message: Message, *, listeners: int = 1) -> None:
        whom, number, body = message
        head = self._heads[whom % len(self._heads)]
        request = b"%b%d\r\n\r\n%b" % (head, len(body), body)
        self._tally.sent(poster, number, time.monotonic_ns(), listeners=listeners)
        poster.send(request)

    def _answered(self, poster: Poster, now: int, head: bytes) -> None:
        asked = self._tally.answered(poster, now, stored=head.startswith(b"HTTP/1.1 2"))
        if not self._tally.outstanding:
            self._settled.set()
        if asked and self._endless is not None and now < self._until and not poster.lost:
            self._send(poster, next(self._endless))
        elif not poster.lost:
            self._free.append(poster)
            self._one_free.set()
        elif poster in self._free:
            # A server closes a connection that says nothing.
            self._free.remove(poster)

    def _heard(self, _stream: int, number: int, now: int) -> None:
        self._tally.heard(number, now)
        if self._tally.complete:
            self._settled.set()

    async def _until_heard(self) -> None:
        """Every frame is there, or nothing more comes."""
        tally = self._tally
        while not tally.complete:
            before = tally.last
            self._settled.clear()
            try:
                await asyncio.wait_for(self._settled.wait(), _SILENCE_S)
            except TimeoutError:
                if tally.last == before:
                    return


def _told(tally: Tally) -> dict[str, Any]:
    return {
        "p50": percentile(tally.delays, 0.5),
        "p99": percentile(tally.delays, 0.99),
        "answer_p50": percentile(tally.waits, 0.5),
        "answered": len(tally.waits),
        "missing": max(tally.expected, 0),
        "refused": tally.refused,
    }


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
