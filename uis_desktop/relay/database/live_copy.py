"""This machine's copy, kept up to date by following the stream."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import apsw

from uis_desktop.relay.cluster.connection import ClusterAway
from uis_desktop.relay.cluster.ending import end_tasks
from uis_desktop.relay.database.change_stream import ChangeStream
from uis_desktop.relay.database.changes import Change, DoesNotFit, Numbered, Place, went_back
from uis_desktop.relay.database.replica import MissedSome, Replica
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.database.temporary import folder_beside

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_CATCH_UP_S = 30.0
_AGAIN_S = 0.5
#: Number of a change that was in a part of the history we have not seen.
_OUT_OF_SIGHT = -1


class LiveCopy:
    """One SQLite file, one thread for it, and the task that brings what others changed."""

    def __init__(self, replica: Replica, stream: ChangeStream, *, name: str) -> None:
        self.replica = replica
        self.name = name
        #: How far the file is, as far as we know: another process may be faster.
        self.at = Place()
        #: Done, with the reason, when this copy cannot go on.
        self.broken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._stream = stream
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._progress = asyncio.Condition()
        self._seen = 0
        self._watched: dict[bytes, int | None] = {}
        self._follower: asyncio.Task[None] | None = None
        #: Asked whenever something was applied that others changed.
        self.on_change: Callable[[], None] = lambda: None

    def start(self, place: Place) -> None:
        """Follow the stream from there."""
        self.at, self._seen = place, place.seq
        self._follower = asyncio.create_task(self._follow())
        self._follower.add_done_callback(self._on_end)

    async def on_thread(self, work: Callable[[], _T]) -> _T:
        """Carry this out where the file may be touched."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def apply(self, changes: Sequence[Numbered]) -> Place:
        """See :meth:`Replica.apply`."""
        place = await self.on_thread(functools.partial(self.replica.apply, changes))
        await self._be_at(place)
        return place

    async def newest(self) -> int:
        """The number of the newest change there is.

        Raises:
            ClusterAway: nobody can tell.
            StorageUnusable: the history has gone back.
        """
        self._require_whole()
        at = self.at
        found = await self._stream.last()
        newest = 0 if found is None else found[0]
        if newest < at.seq:
            self.give_up(went_back(at, newest))
            self._require_whole()
        return newest

    async def reach(self, seq: int) -> None:
        """Wait until our copy has come that far.

        Raises:
            StorageUnusable
        """
        await self._wait_for(lambda: self.at.seq >= seq)
        if self.at.seq < seq:
            raise StorageUnusable(
                f"{self.name}: our copy does not keep up: {self.at.seq} of {seq} changes"
            )

    @contextlib.contextmanager
    def watching(self, change: Change) -> Iterator[None]:
        """Look out for this change, see :meth:`number_of`."""
        self._watched[change.id] = None
        try:
            yield
        finally:
            del self._watched[change.id]

    async def number_of(self, change: Change, newest: int) -> int | None:
        """The number of a watched change; None if it is not among those up to ``newest``.

        Raises:
            StorageUnusable: that part of the history is gone, nobody can tell.
        """
        await self._wait_for(lambda: self._seen >= newest)
        number = self._watched[change.id]
        if self._seen < newest or number == _OUT_OF_SIGHT:
            raise StorageUnusable(f"{self.name}: it is not certain that it is kept, look again")
        return number

    def give_up(self, why: str) -> None:
        """Say that this copy cannot go on, and why."""
        if not self.broken.done():
            _log.error("%s: %s", self.name, why)
            self.broken.set_result(why)

    async def close(self) -> None:
        """Stop following, then close the file."""
        if self._follower is not None:
            await end_tasks([self._follower])
        await asyncio.to_thread(self._thread.shutdown)
        self.replica.close()
        self.broken.cancel()

    async def _follow(self) -> None:
        """Apply what comes, until cancelled or broken."""
        while not self.broken.done():
            try:
                changes = self._stream.follow(self._seen, prove=self._same_history)
                async with contextlib.aclosing(changes):
                    async for batch in changes:
                        await self._take_in(batch)
            except MissedSome:
                await self._begin_with_snapshot()
            except ClusterAway as error:
                _log.info("%s: following again: %s", self.name, error.detail)
                await asyncio.sleep(_AGAIN_S)
            except (apsw.BusyError, apsw.FullError) as error:
                _log.error("%s: what others changed cannot be written: %s", self.name, error)
                await asyncio.sleep(_AGAIN_S)

    async def _same_history(self, after: int) -> int:
        """Whether what we have applied is still in the stream; asked when NATS is back.

        Raises:
            ClusterAway
            DoesNotFit
        """
        at = self.at
        found = await self._stream.last()
        newest, id_ = (0, b"") if found is None else (found[0], found[1].id)
        if newest < at.seq or (newest == at.seq and at.seq and id_ != at.id):
            raise DoesNotFit(went_back(at, newest))
        return after

    async def _take_in(self, batch: Sequence[tuple[int, Change]]) -> None:
        changes = []
        for seq, change in batch:
            if change.id in self._watched:
                self._watched[change.id] = seq
            if seq <= self.at.seq:
                continue
            changeset = await self._stream.changeset(change)
            if changeset is None:
                break
            changes.append(Numbered(seq, change, changeset))
        while changes:
            place = await self.apply(changes)
            changes = [numbered for numbered in changes if numbered.seq > place.seq]
        if batch[-1][0] > self.at.seq:
            raise MissedSome
        await self._be_at(self.at, seen=batch[-1][0])
        self.on_change()

    async def _begin_with_snapshot(self) -> None:
        """What comes next is gone from the stream: the newest snapshot has it."""
        try:
            found = await self._stream.last_snapshot()
            if found is None or found[1].at <= self.at.seq:
                self.give_up(f"changes after {self.at.seq} are gone, and no snapshot has them")
                return
            with folder_beside(self.replica.path) as folder:
                if not await self._stream.fetch(found[1], folder / "copy"):
                    return
                place = await self.on_thread(
                    functools.partial(self.replica.take_over, folder / "copy")
                )
        except ClusterAway as error:
            _log.info("%s: no snapshot yet: %s", self.name, error.detail)
            await asyncio.sleep(_AGAIN_S)
            return
        self._watched = dict.fromkeys(self._watched, _OUT_OF_SIGHT)
        await self._be_at(place, seen=place.seq)
        _log.info("%s: snapshot of change %d taken over", self.name, place.seq)

    async def _be_at(self, place: Place, *, seen: int = 0) -> None:
        async with self._progress:
            if place.seq >= self.at.seq:
                self.at = place
            self._seen = max(self._seen, seen)
            self._progress.notify_all()

    async def _wait_for(self, reached: Callable[[], bool]) -> None:
        """Wait for it as long as it makes sense.

        Raises:
            StorageUnusable: the copy cannot go on.
        """

        async def wait() -> None:
            async with self._progress:
                await self._progress.wait_for(reached)

        waiting = asyncio.create_task(wait())
        ends: set[asyncio.Future[None] | asyncio.Future[str]] = {waiting, self.broken}
        try:
            await asyncio.wait(ends, timeout=_CATCH_UP_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        self._require_whole()

    def _require_whole(self) -> None:
        if self.broken.done():
            raise StorageUnusable(f"{self.name}: {self.broken.result()}")

    def _on_end(self, follower: asyncio.Task[None]) -> None:
        error = None if follower.cancelled() else follower.exception()
        if isinstance(error, StorageUnusable):
            self.give_up(error.detail)
        elif error is not None:
            _log.error("%s: following has died", self.name, exc_info=error)
            self.give_up(f"{type(error).__name__}: {error}")
