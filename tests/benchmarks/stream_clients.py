"""Many desktops that only listen, as a process of its own.

Reads ``{"streams":[{"url","token"}],"resume":bool,"results":path}`` from standard
input, prints ``ready`` when every stream is live, and on SIGTERM writes
``[[stream, bench_event, monotonic_ns], …]`` to ``results``: for each frame the moment
it was read.
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import uvloop

from tests.benchmarks.notifications import NUMBER

_RESUME = json.dumps(
    {
        "specversion": "1.0",
        "id": "resume",
        "source": "/benchmark",
        "type": "uis.stream.resume",
        "datacontenttype": "application/json",
        "data": {"protocol": 1, "epoch": None, "after": 0},
    }
)
_LIVE = '"uis.stream.live"'
_ALL_LIVE_S = 60.0
#: Connecting all at once would only measure the backlog.
_AT_ONCE = 20

Read = tuple[int, int, int]


class Lost(RuntimeError):
    """A stream ended although nobody wanted it to."""


async def listen(
    session: aiohttp.ClientSession, stream: int, config: dict[str, Any], live: asyncio.Semaphore
) -> list[Read]:
    """Follow one stream until cancelled; what it read goes into the common list.

    Raises:
        Lost: the relay closed it.
    """
    headers = {"Authorization": f"Bearer {config['token']}"} if config["token"] else {}
    read: list[Read] = config["read"]
    async with session.ws_connect(
        config["url"], protocols=("cloudevents.json",), headers=headers, max_msg_size=1 << 20
    ) as socket:
        if config["resume"]:
            await socket.send_str(_RESUME)
        else:
            live.release()
        async for message in socket:
            now = time.monotonic_ns()
            if message.type is not aiohttp.WSMsgType.TEXT:
                break
            found = NUMBER.search(message.data)
            if found is not None:
                read.append((stream, int(found[1]), now))
            elif _LIVE in message.data:
                live.release()
        raise Lost(f"stream {stream} closed with {socket.close_code}")


async def main() -> None:
    """Connect all, listen until SIGTERM, write down what was read."""
    config = json.load(sys.stdin)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    read: list[Read] = []
    live = asyncio.Semaphore(0)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        tasks = []
        for stream, one in enumerate(config["streams"]):
            one |= {"read": read, "resume": config["resume"]}
            tasks.append(group.create_task(listen(session, stream, one, live)))
            if stream >= _AT_ONCE:
                await asyncio.wait_for(live.acquire(), _ALL_LIVE_S)
        for _ in range(min(_AT_ONCE, len(tasks))):
            await asyncio.wait_for(live.acquire(), _ALL_LIVE_S)
        # A collection in the driver must not look like one in the relay.
        gc.collect()
        gc.disable()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()
        for task in tasks:
            task.cancel()
    await asyncio.to_thread(Path(config["results"]).write_text, json.dumps(read))


if __name__ == "__main__":
    uvloop.run(main())
