"""UIS at two doors of the relay, each as a process of its own.

``python -m tests.benchmarks.interactive_load ROLE`` reads one JSON object from standard
input, prints ``ready`` and, when it is through or told to stop, writes ``results``.

``ask``: questions at random moments, ``rate`` a second (an open loop: a slow answer
does not slow the next question down); results are ``[[due_ns, sent_ns, answered_ns,
right], …]``, where *right* is 1 if the answer was 200 and the one that is due.

``flood``: notifications as fast as ``connections`` go, each waiting for its 2xx before
the next; results are ``[when the answer came, …]`` in nanoseconds and the last element
is how many were refused.
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import uvloop

_ANSWER_S = 30.0

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Result = list[list[int]] | list[int]


class Door:
    """One address, and the connections to it that are free now."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.path, self._netloc = parts.path, parts.netloc
        self._host, self._port = str(parts.hostname), parts.port
        self._free: list[Connection] = []

    def post(self, body: bytes, type_: str) -> bytes:
        """A POST of ``body``."""
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self._netloc}\r\n"
            f"Content-Type: {type_}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def get(self, query: str) -> bytes:
        """A GET with this query."""
        return f"GET {self.path}?{query} HTTP/1.1\r\nHost: {self._netloc}\r\n\r\n".encode()

    async def exchange(self, request: bytes) -> tuple[int, int, bytes]:
        """When it was sent, when the answer was whole, status line and body."""
        reader, writer = await self._connection()
        sent = time.monotonic_ns()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        body = await reader.readexactly(length)
        answered = time.monotonic_ns()
        self._free.append((reader, writer))
        return sent, answered, head[9:12] + body

    async def _connection(self) -> Connection:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self._host, self._port)


async def ask(config: dict[str, Any], results: list[list[int]]) -> None:
    """Questions in every shape UIS may use, for known, unknown and hidden callers."""
    door, random = Door(config["url"]), Random(config["seed"])
    start = due = time.monotonic() + 0.2
    async with asyncio.TaskGroup() as group:
        while (due := due + random.expovariate(config["rate"])) < start + config["seconds"]:
            request, wanted = _question(door, random, config)
            await asyncio.sleep(max(due - time.monotonic(), 0))
            group.create_task(_asked(door, request, wanted, int(due * 1e9), results))


async def _asked(
    door: Door, request: bytes, wanted: bytes, due: int, results: list[list[int]]
) -> None:
    async with asyncio.timeout(_ANSWER_S):
        sent, answered, answer = await door.exchange(request)
    results.append([due, sent, answered, int(answer == b"200" + wanted)])


def _question(door: Door, random: Random, config: dict[str, Any]) -> tuple[bytes, bytes]:
    number, extension = random.choice(config["known"])
    wanted = b'{"phones":["%b"]}' % str(extension).encode()
    if random.random() < 0.2:
        number, wanted = random.choice(["anonymous", "79990000000"]), config["default"].encode()
    asked = {"call_session_id": str(random.randrange(10**9)), "numa": number, "numb": "74950000001"}
    form = "&".join(f"{name}={value}" for name, value in asked.items())
    match random.randrange(3):
        case 0:
            return door.get(form), wanted
        case 1:
            return door.post(form.encode(), "application/x-www-form-urlencoded"), wanted
        case _:
            return door.post(json.dumps(asked).encode(), "application/json"), wanted


async def flood(config: dict[str, Any], results: list[int]) -> None:
    """Rings of calls that never were, as fast as they are taken."""
    door = Door(config["url"])
    refused = [0]
    calls = count(config["first_call"])
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(config["connections"]):
                group.create_task(_post_on(door, config["body"], calls, results, refused))
    finally:
        results.append(refused[0])


async def _post_on(
    door: Door, body: str, calls: count[int], results: list[int], refused: list[int]
) -> None:
    while True:
        request = door.post(body.replace("CALL", str(next(calls))).encode(), "application/json")
        _, answered, answer = await door.exchange(request)
        results.append(answered)
        refused[0] += not answer.startswith(b"200")


async def main() -> None:
    """Do it, and write down how it went."""
    config = json.loads(await asyncio.to_thread(sys.stdin.read))
    roles: dict[str, Callable[[dict[str, Any], Any], Coroutine[None, None, None]]] = {
        "ask": ask,
        "flood": flood,
    }
    results: Result = []
    gc.collect()
    gc.disable()
    work = asyncio.create_task(roles[sys.argv[1]](config, results))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.wait([work])
    if not work.cancelled():
        work.result()
    await asyncio.to_thread(Path(config["results"]).write_text, json.dumps(results))


if __name__ == "__main__":
    uvloop.run(main())
