"""A database in one file of this machine."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import apsw

from uis_desktop.relay.database.erasing import empty_wal
from uis_desktop.relay.database.replica import read_place
from uis_desktop.relay.database.storage import StorageUnusable, storage_words, transaction

_T = TypeVar("_T")


class LocalDatabase:
    """See :class:`relay.database.port.Database`; one thread, one connection of its own."""

    def __init__(self, connection: apsw.Connection, *, name: str) -> None:
        """Raises: StorageUnusable: it is a copy that other relays share."""
        place = read_place(connection)
        if place.seq:
            raise StorageUnusable(
                f"the {name} of this folder is a copy that relays share over NATS:"
                " say where with --log or in the settings"
            )
        if place.shared is not None:
            # It was going to be shared and never was.
            connection.execute("DELETE FROM replica")
        self._connection = connection
        connection.pragma("secure_delete", 1)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads."""
        return await self._on_thread(functools.partial(work, self._connection))

    async def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in one transaction, even if nobody waits for it any more.

        What waits for its turn on the thread would be dropped with whoever waits for it.
        """
        carrying_out = functools.partial(self._in_transaction, work)
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._thread, carrying_out))

    async def catch_up(self) -> None:
        """There is nothing to wait for."""

    async def compact(self) -> None:
        """Empty the write-ahead log; rows are overwritten when they are deleted."""
        await self.read(empty_wal)

    async def close(self) -> None:
        """Finish, then close the file."""
        await asyncio.to_thread(self._thread.shutdown)
        self._connection.close()

    def _in_transaction(self, work: Callable[[apsw.Connection], _T]) -> _T:
        with storage_words(), transaction(self._connection):
            return work(self._connection)

    async def _on_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
