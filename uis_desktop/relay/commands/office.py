"""The directory for the length of one command."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import apsw

from uis_desktop.relay.database.local import LocalDatabase
from uis_desktop.relay.database.port import Database
from uis_desktop.relay.directory.tables import open_directory

_T = TypeVar("_T")


class Office:
    """Opens the directory the options name; reads and writes block."""

    def __init__(self, data: Path, options: Namespace) -> None:
        self._data = data
        self._options = options
        self._runner = asyncio.Runner()
        self._directory: Database | None = None

    def __enter__(self) -> Self:
        """Open it.

        Raises:
            StorageUnusable
        """
        self._runner.__enter__()
        self._directory = self._runner.run(self._open())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        try:
            self._runner.run(self._opened.close())
        finally:
            self._runner.__exit__(kind, error, traceback)

    def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads."""
        return self._runner.run(_awaited(self._opened.read(work)))

    def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in one transaction.

        Raises:
            StorageUnusable: it is not certain to be kept.
        """
        return self._runner.run(_awaited(self._opened.write(work)))

    @property
    def _opened(self) -> Database:
        if self._directory is None:
            raise RuntimeError("the office is not open")
        return self._directory

    async def _open(self) -> Database:
        return LocalDatabase(open_directory(self._data), name="directory")


async def _awaited(work: Coroutine[None, None, _T]) -> _T:
    return await work
