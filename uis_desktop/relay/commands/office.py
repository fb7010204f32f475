"""Directory and journals for the length of one command."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import apsw

from uis_desktop.relay.commands.options import config_of
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.stores import open_cluster, open_directory_of, open_journals_of

if TYPE_CHECKING:
    from uis_desktop.relay.cluster.connection import Cluster

_T = TypeVar("_T")


class Office:
    """Opens what the options name, shared or not; reads and writes block."""

    def __init__(self, data: Path, options: Namespace) -> None:
        self._config = config_of(options)
        self._runner = asyncio.Runner()
        self._closing = AsyncExitStack()
        self._cluster: Cluster | None = None
        self._directory: Database | None = None
        self._journals: Database | None = None

    def __enter__(self) -> Self:
        """Open the directory.

        Raises:
            StorageUnusable
        """
        self._runner.__enter__()
        try:
            self._directory = self._runner.run(self._open())
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        self._leave()

    def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads, now, whichever relay wrote it.

        Raises:
            StorageUnusable: nobody can tell.
        """
        return self._runner.run(_newest(self._opened, work))

    def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in one transaction.

        Raises:
            StorageUnusable: it is not certain to be kept.
        """
        return self._runner.run(_awaited(self._opened.write(work)))

    def read_journals(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads in the journals.

        Raises:
            StorageUnusable
        """
        if self._journals is None:
            self._journals = self._runner.run(self._open_journals())
        return self._runner.run(_newest(self._journals, work))

    @property
    def _opened(self) -> Database:
        if self._directory is None:
            raise RuntimeError("the office is not open")
        return self._directory

    async def _open(self) -> Database:
        self._cluster = await self._closing.enter_async_context(open_cluster(self._config))
        directory = await open_directory_of(self._config, self._cluster)
        self._closing.push_async_callback(directory.close)
        return directory

    async def _open_journals(self) -> Database:
        journals = await open_journals_of(self._config, self._cluster)
        self._closing.push_async_callback(journals.close)
        return journals

    def _leave(self) -> None:
        try:
            self._runner.run(self._closing.aclose())
        finally:
            self._runner.__exit__(None, None, None)


async def _newest(database: Database, work: Callable[[apsw.Connection], _T]) -> _T:
    # Between two runs of the loop nothing is followed.
    await database.catch_up()
    return await database.read(work)


async def _awaited(work: Coroutine[None, None, _T]) -> _T:
    return await work
