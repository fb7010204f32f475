"""The log in SQLite: one writing thread, group commit, a reading thread.

What arrives while a commit runs goes into the next one, so the cost of making
events durable is shared.  The writer has a thread of its own: a disk that
stands still must not stop the loop.  It is handed what came in a turn of the loop
in one piece, because waking it costs more than an event does.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import queue
import threading
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import apsw

from uis_desktop.relay.database.erasing import empty_wal
from uis_desktop.relay.database.storage import open_database
from uis_desktop.relay.log.appending import Appender
from uis_desktop.relay.log.port import Draft, LogUnwritable, Span, Stored
from uis_desktop.relay.log.readable import ReadableLog
from uis_desktop.relay.log.reading import (
    read_epoch,
    read_span,
)
from uis_desktop.relay.log.tables import MIGRATIONS

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

FILE_NAME = "log.sqlite3"
_LARGEST_BATCH = 256
_MOST_WAITING = 4096
#: How often a full disk is tried again while nothing comes in.
_TRY_EVERY_S = 1.0

_Answer = Stored | None | LogUnwritable
_Waiting = tuple[Draft, "asyncio.Future[Stored | None]"]


def open_log(data: Path) -> apsw.Connection:
    """The log's database.

    Raises:
        StorageUnusable
    """
    return open_database(data / FILE_NAME, migrations=MIGRATIONS)


def has_events(data: Path) -> bool:
    """There is a log in this folder, and it is not empty.

    Raises:
        StorageUnusable
    """
    if not (data / FILE_NAME).exists():
        return False
    log = open_log(data)
    try:
        return bool(log.execute("SELECT EXISTS (SELECT 1 FROM event)").get)
    finally:
        log.close()


class SqliteLog(ReadableLog):
    """An append-only log in one file; see :class:`relay.log.port.Log`."""

    def __init__(self, data: Path, *, on_stored: Callable[[Stored], None]) -> None:
        """Open the log; ``on_stored`` hears of every event after its commit, in order.

        Raises:
            StorageUnusable
        """
        super().__init__(open_log(data))
        self._on_stored = on_stored
        self._writing = open_log(data)
        self._epoch = read_epoch(self._reading)
        self._appender = Appender(self._writing)
        self._queue: queue.SimpleQueue[list[_Waiting] | Callable[[], None] | None] = (
            queue.SimpleQueue()
        )
        #: What came in this turn of the loop, and how many have no answer yet.
        self._coming: list[_Waiting] = []
        self._unanswered = 0
        #: Set when the disk has failed: nothing may be acknowledged any more.
        self.broken: asyncio.Future[str] = self._loop.create_future()
        #: The last commit was refused: the disk is full, or somebody else holds the file.
        self._refusing = False
        self._thread = threading.Thread(target=self._write, name="log-writer", daemon=True)
        self._thread.start()

    @property
    def epoch(self) -> str:
        """Changes when the log was lost or restored."""
        return self._epoch

    @property
    def up(self) -> bool:
        """An event could be written down now; False while the disk is full."""
        return not self._refusing and not self.broken.done()

    def append(self, draft: Draft) -> asyncio.Future[Stored | None]:
        """Write it down; on disk when the future is done.  None for a repeat.

        Raises:
            LogUnwritable: it is not certain to be on disk.
        """
        if self.broken.done():
            raise LogUnwritable("the disk has failed")
        if self._unanswered >= _MOST_WAITING:
            raise LogUnwritable("the disk does not keep up")
        answer: asyncio.Future[Stored | None] = self._loop.create_future()
        if not self._coming:
            self._loop.call_soon(self._hand_over)
        self._coming.append((draft, answer))
        self._unanswered += 1
        return answer

    async def span(self, account: str) -> Span:
        """Which numbers there are."""
        return await self._read(functools.partial(read_span, self._reading, account))

    async def trim(self, before: datetime) -> int:
        """Forget what was received before; how many.  Numbers are never used again.

        Raises:
            LogUnwritable: not now; the log goes on.
        """
        return await self._ordered(lambda: self._appender.trim(before))

    async def forget_calls(
        self, account: str, calls: Collection[str], numbers: Collection[int] = ()
    ) -> int:
        """Erase the events of these calls, and these events of no call; how many.

        Raises:
            LogUnwritable: the disk has failed.
        """

        def forget() -> int:
            gone = self._appender.forget(account, calls, numbers)
            empty_wal(self._writing)
            return len(gone)

        try:
            return await self._ordered(forget)
        except apsw.Error as error:
            raise LogUnwritable(f"not erased: {type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Write what waits, then close the files."""
        self._hand_over()
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        await self._stop_reading()
        self._writing.close()
        self.broken.cancel()

    async def _ordered(self, order: Callable[[], int]) -> int:
        """Have the writer carry out an order between two commits.

        Raises:
            LogUnwritable: the disk is full; nothing else is wrong.
            apsw.Error: what the order met; the log is broken too.
        """
        answer: asyncio.Future[int] = self._loop.create_future()

        def carry_out() -> None:
            try:
                result = order()
            except (apsw.FullError, apsw.BusyError) as error:
                problem = LogUnwritable(f"{type(error).__name__}: {error}")
                self._loop.call_soon_threadsafe(_refuse, answer, problem)
                return
            except apsw.Error as error:
                self._loop.call_soon_threadsafe(_refuse, answer, error)
                raise
            self._loop.call_soon_threadsafe(_settle, answer, result)

        self._hand_over()
        self._queue.put(carry_out)
        return await answer

    def _hand_over(self) -> None:
        """Give the writer what came in this turn."""
        if self._coming:
            coming, self._coming = self._coming, []
            self._queue.put(coming)

    def _write(self) -> None:
        """The writing thread; should it die, nothing more may seem to be accepted."""
        try:
            self._commit_until_closed()
        except BaseException as error:
            self._loop.call_soon_threadsafe(self._break, f"the writer has died: {error!r}")
            raise

    def _commit_until_closed(self) -> None:
        """Commit whatever has come in since the last commit, again and again."""
        last = False
        while not last:
            batch: list[_Waiting] = []
            orders: list[Callable[[], None]] = []
            item = self._next()
            while True:
                if item is None:
                    last = True
                elif callable(item):
                    orders.append(item)
                else:
                    batch += item
                if last or len(batch) >= _LARGEST_BATCH or self._queue.empty():
                    break
                item = self._queue.get()
            if batch:
                answers = self._commit([draft for draft, _ in batch])
                self._loop.call_soon_threadsafe(self._answer, batch, answers)
            for order in orders:
                self._carry_out(order)

    def _next(self) -> list[_Waiting] | Callable[[], None] | None:
        """What comes in next; a full disk is tried meanwhile, so that we know when it is not."""
        while self._refusing:
            try:
                return self._queue.get(timeout=_TRY_EVERY_S)
            except queue.Empty:
                self._try_the_disk()
        return self._queue.get()

    def _try_the_disk(self) -> None:
        with contextlib.suppress(apsw.FullError, apsw.BusyError):
            self._appender.touch()
            self._refusing = False
            _log.info("events can be stored again")

    def _commit(self, drafts: list[Draft]) -> list[_Answer]:
        try:
            stored = self._appender.append(drafts)
        except (apsw.FullError, apsw.BusyError) as error:
            problem = LogUnwritable(f"{type(error).__name__}: {error}")
            self._refusing = True
        except apsw.Error as error:
            # After a failed write or fsync nobody knows what is on disk
            # (fsync(2) reports an error once): stop, and read the log afresh.
            problem = LogUnwritable(f"{type(error).__name__}: {error}")
            self._loop.call_soon_threadsafe(self._break, problem.detail)
        else:
            self._refusing = False
            return list(stored)
        _log.error("%d events not stored: %s", len(drafts), problem.detail)
        return [problem for _ in drafts]

    def _carry_out(self, order: Callable[[], None]) -> None:
        try:
            order()
        except apsw.Error as error:
            self._loop.call_soon_threadsafe(self._break, str(error))

    def _break(self, why: str) -> None:
        if not self.broken.done():
            self.broken.set_result(why)

    def _answer(self, batch: list[_Waiting], answers: list[_Answer]) -> None:
        self._unanswered -= len(batch)
        for (_, future), answer in zip(batch, answers, strict=True):
            if isinstance(answer, Stored):
                self._on_stored(answer)
            if future.done():
                continue
            if isinstance(answer, LogUnwritable):
                future.set_exception(answer)
            else:
                future.set_result(answer)


def _settle(answer: asyncio.Future[int], result: int) -> None:
    if not answer.done():
        answer.set_result(result)


def _refuse(answer: asyncio.Future[int], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
