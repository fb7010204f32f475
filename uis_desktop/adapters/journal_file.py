"""The journal's SQLite file: one connection on one worker thread of its own.

The only place that knows apsw.  apsw carries a current SQLite: the one Python
links may still have the WAL-reset bug (SQLite 3.7.0 to 3.51.2).
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw

from uis_desktop.errors import HistoryUnreadable

SqlValue = None | int | float | str | bytes
_T = TypeVar("_T")

#: "UISD": tells our file from any other SQLite file.
_APPLICATION_ID = 0x55495344
_SYNCHRONOUS_FULL = 2
_BUSY_TIMEOUT_MS = 5000
#: Room for the index of 100,000 names beside what a search reads; SQLite's own 2 MB are
#: read anew from the file at every keystroke.
_CACHE_KIB = 8000
#: What is written waits in the log until it has so many pages (16 MB).  A page of an import
#: touches 2000; moved with SQLite's own 1000, nearly all of them were written twice each time.
_LOG_PAGES = 4000


class Sql:
    """Statements on an open connection; belongs to the worker thread."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def run(self, statement: str, *bindings: SqlValue) -> list[tuple[SqlValue, ...]]:
        """Execute one statement and return all its rows."""
        return self._connection.execute(statement, bindings).fetchall()

    def number(self, statement: str, *bindings: SqlValue) -> int:
        """The only value of a statement, which is a whole number."""
        value = self.run(statement, *bindings)[0][0]
        if not isinstance(value, int):
            raise HistoryUnreadable(f"journal: {statement} is not a number")
        return value

    def run_script(self, script: str) -> None:
        """Execute several statements."""
        for _ in self._connection.execute(script):
            pass

    def run_many(self, statement: str, bindings: Iterable[Sequence[SqlValue]]) -> None:
        """Execute one statement once for each of ``bindings``."""
        self._connection.executemany(statement, bindings)


class JournalFile:
    """Reads and transactions on the worker thread, in the order they were asked for."""

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        """``migrations[n]`` lifts the schema from version n to n + 1."""
        self._path = path
        self._migrations = migrations
        self._worker: ThreadPoolExecutor | None = None
        self._connection: apsw.Connection | None = None

    async def open(self) -> None:
        """Open the file, or make a new one if there is none.

        Raises:
            HistoryUnreadable: damaged, not ours, or written by a newer version.
        """
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        try:
            await self._on_worker(self._open)
        except HistoryUnreadable:
            await self.close()
            raise

    async def close(self) -> None:
        """Finish what was asked for and close; a second time does nothing."""
        worker = self._worker
        if worker is None:
            return
        await self._on_worker(self._close)
        self._worker = None
        worker.shutdown(wait=False)

    async def read(self, work: Callable[[Sql], _T]) -> _T:
        """What ``work`` finds.

        Raises:
            HistoryUnreadable: the file cannot be read.
        """
        return await self._on_worker(lambda: work(Sql(self._opened())))

    async def write(self, work: Callable[[Sql], _T]) -> _T:
        """Do ``work`` in one transaction, on disk when this returns.

        If the caller is cancelled meanwhile, the transaction is still carried
        out as a whole or not at all.

        Raises:
            HistoryUnreadable: it could not be written; nothing was.
        """
        return await self._on_worker(lambda: self._transaction(work))

    async def _on_worker(self, work: Callable[[], _T]) -> _T:
        """Run ``work`` on the worker thread, with apsw's errors in our words."""
        if self._worker is None:
            raise HistoryUnreadable("journal: not open")
        try:
            # Not loop.run_in_executor: not every event loop takes a foreign executor there.
            return await asyncio.wrap_future(self._worker.submit(work))
        except (apsw.Error, OSError) as error:
            raise HistoryUnreadable(
                f"journal {self._path.name}: {type(error).__name__}: {error}"
            ) from error

    def _transaction(self, work: Callable[[Sql], _T]) -> _T:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(Sql(connection))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> apsw.Connection:
        if self._connection is None:
            raise HistoryUnreadable("journal: not open")
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> None:
        if not self._path.exists():
            self._make()
        self._refuse_strangers()
        self._connection = connection = apsw.Connection(
            str(self._path), flags=apsw.SQLITE_OPEN_READWRITE
        )
        sql = Sql(connection)
        connection.set_busy_timeout(_BUSY_TIMEOUT_MS)
        sql.run(f"PRAGMA cache_size=-{_CACHE_KIB}")
        version = self._version(sql)
        if sql.run("PRAGMA journal_mode=WAL") != [("wal",)]:
            raise HistoryUnreadable("journal: the file system allows no write-ahead log")
        sql.run(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")
        # NORMAL loses acknowledged rows on a power cut; it is per connection.
        sql.run("PRAGMA synchronous=FULL")
        if sql.number("PRAGMA synchronous") != _SYNCHRONOUS_FULL:
            raise HistoryUnreadable("journal: synchronous=FULL was not taken")
        for number in range(version, len(self._migrations)):
            self._transaction(partial(self._migrate, number))

    def _make(self) -> None:
        """Build an empty journal aside and move it into place.

        So a journal never exists half made, and an empty or cut file at its
        place is damage, not a first start.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self._path.with_name(self._path.name + ".new")
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._connection = apsw.Connection(str(new), flags=apsw.SQLITE_OPEN_READWRITE)
        Sql(self._connection).run(f"PRAGMA application_id={_APPLICATION_ID}")
        for number in range(len(self._migrations)):
            self._transaction(partial(self._migrate, number))
        self._close()
        new.replace(self._path)
        _sync_folder(self._path.parent)

    def _migrate(self, number: int, sql: Sql) -> None:
        sql.run_script(self._migrations[number])
        sql.run(f"PRAGMA user_version={number + 1}")

    def _refuse_strangers(self) -> None:
        """A file others may read is closed to them; an empty one is damage."""
        status = self._path.stat()
        if status.st_size == 0:
            raise HistoryUnreadable(f"journal {self._path.name}: the file is empty")
        if stat.S_IMODE(status.st_mode) & 0o077 and os.name == "posix":
            self._path.chmod(0o600)

    def _version(self, sql: Sql) -> int:
        if sql.number("PRAGMA application_id") != _APPLICATION_ID:
            raise HistoryUnreadable(f"journal {self._path.name}: not a journal of this program")
        version = sql.number("PRAGMA user_version")
        if not 1 <= version <= len(self._migrations):
            raise HistoryUnreadable(f"journal {self._path.name}: version {version} is not known")
        return version


def _sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
