"""UIS on a busy day: sends notifications at random moments, as a process of its own.

Reads ``{"targets":[url,…],"rate","seconds","templates","employees","first_call","seed",
"results"}`` from standard input and writes
``[[target, bench_event, due_ns, sent_ns, answered_ns, status], …]`` to ``results``
when it is through, or on SIGTERM.

The moments are random and fixed beforehand (an open loop): a slow relay does not
slow the sender down, so waiting behind others shows.  With two targets each
notification goes to both, some milliseconds apart, by turns to this or that first.
Connections are kept alive, as many as are needed at once.
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.notifications import Employee, Templates, busy_company

_BETWEEN_TARGETS_NS = 10_000_000
_ANSWER_S = 15.0

Sent = tuple[int, int, int, int, int, int]
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Target:
    """One hook, and the connections to it that are free now."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = str(parts.hostname), parts.port
        self._head = (
            f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._free: list[Connection] = []

    async def post(self, body: bytes) -> tuple[int, int, int]:
        """Send one; when it was sent, when the answer was whole, and its status."""
        reader, writer = await self._connection()
        request = self._head + str(len(body)).encode() + b"\r\n\r\n" + body
        sent = time.monotonic_ns()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        answered = time.monotonic_ns()
        self._free.append((reader, writer))
        return sent, answered, int(head[9:12])

    async def _connection(self) -> Connection:
        while self._free:
            reader, writer = self._free.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self._host, self._port)

    def close(self) -> None:
        """Let go of the connections."""
        for _, writer in self._free:
            writer.close()


def _moments(start: int, rate: float, seconds: float, seed: int) -> Iterator[int]:
    """Random moments, so many a second on average (a Poisson process)."""
    random = Random(seed)
    due = float(start)
    while True:
        due += random.expovariate(rate) * 1e9
        if due > start + seconds * 1e9:
            return
        yield int(due)


async def _send(target: Target, which: int, number: int, body: bytes, due: int) -> Sent:
    await asyncio.sleep(max(due - time.monotonic_ns(), 0) / 1e9)
    async with asyncio.timeout(_ANSWER_S):
        sent, answered, status = await target.post(body)
    return which, number, due, sent, answered, status


async def send_all(config: dict[str, Any], results: list[Sent]) -> None:
    """Send until time is up."""
    targets = [Target(url) for url in config["targets"]]
    turns = cycle([list(enumerate(targets)), list(enumerate(targets))[::-1]])
    company = busy_company(
        Templates(config["templates"]),
        [Employee(**one) for one in config["employees"]],
        first_call=config["first_call"],
        seed=config["seed"],
    )
    start = time.monotonic_ns() + 100_000_000
    async with asyncio.TaskGroup() as group:
        for due in _moments(start, config["rate"], config["seconds"], config["seed"]):
            number, body = next(company)
            await asyncio.sleep(max(due - time.monotonic_ns(), 0) / 1e9)
            for place, (which, target) in enumerate(next(turns)):
                moment = due + place * _BETWEEN_TARGETS_NS
                task = group.create_task(_send(target, which, number, body, moment))
                task.add_done_callback(lambda done: _keep(done, results))
    for target in targets:
        target.close()


def _keep(done: asyncio.Task[Sent], results: list[Sent]) -> None:
    if not done.cancelled() and done.exception() is None:
        results.append(done.result())


async def main() -> None:
    """Read what is wanted, do it, write down how it went."""
    config = json.load(sys.stdin)
    results: list[Sent] = []
    gc.collect()
    gc.disable()
    work = asyncio.create_task(send_all(config, results))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    await asyncio.wait([work])
    if not work.cancelled():
        work.result()
    await asyncio.to_thread(Path(config["results"]).write_text, json.dumps(results))


if __name__ == "__main__":
    asyncio.run(main())
