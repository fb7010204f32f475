"""Reading a log that is kept in SQLite, on a thread of its own."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import apsw

from uis_desktop.relay.log.mentions import Mentions, pattern_of, read_mentions
from uis_desktop.relay.log.port import Record, Stored, Wanted
from uis_desktop.relay.log.reading import (
    read_after,
    read_latest_of_kinds,
    read_wanted,
)

_T = TypeVar("_T")


class ReadableLog:
    """The reading half of :class:`relay.log.port.Log`."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._loop = asyncio.get_running_loop()
        self._reading = connection
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="log-reader")

    async def after(self, account: str, employee_id: str, seq: int, limit: int) -> list[Stored]:
        """The first ``limit`` events with greater numbers this employee may see."""
        return await self._read(
            functools.partial(read_after, self._reading, account, employee_id, seq, limit)
        )

    async def records(self, account: str, wanted: Wanted) -> list[Record]:
        """Events with everything that is known, newest first, whoever may see them."""
        return await self._read(functools.partial(read_wanted, self._reading, account, wanted))

    async def latest_of_kinds(self, account: str, after: int) -> list[Record]:
        """The newest event of each kind among those with greater numbers."""
        return await self._read(
            functools.partial(read_latest_of_kinds, self._reading, account, after)
        )

    async def mentions(self, account: str, phone_number: str) -> Mentions:
        """What tells of a phone number (E.164 with ``+``); reads all of the account."""
        pattern = pattern_of(phone_number)
        calls: set[str] = set()
        numbers: set[int] = set()
        after: int | None = 0
        while after is not None:
            found, after = await self._read(
                functools.partial(read_mentions, self._reading, account, pattern, after)
            )
            calls |= found.calls
            numbers |= found.numbers
        return Mentions(frozenset(calls), frozenset(numbers))

    async def close(self) -> None:
        """Finish, then close the file."""
        await self._stop_reading()

    async def _read(self, question: Callable[[], _T]) -> _T:
        return await self._loop.run_in_executor(self._readers, question)

    async def _stop_reading(self) -> None:
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.close()
