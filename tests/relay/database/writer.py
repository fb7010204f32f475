"""A process that writes: ``python -m tests.relay.database.writer URL FOLDER NAME PREFIX``.

A line for every thing that was put, after it was put.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.relay.database.shop import add_thing, shop


async def _write(url: str, folder: Path, name: str, prefix: str) -> None:
    async with shop(url, folder, name=name) as database:
        print("open", flush=True)  # noqa: T201
        for number in range(100_000):
            await database.write(add_thing("a", f"{prefix}{number}"))
            print(f"{prefix}{number}", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(_write(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
