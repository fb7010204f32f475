"""A database that several relays keep alike, over NATS JetStream.

Each machine has the whole of it in SQLite.  A transaction is rehearsed on the
local copy and taken back; what it did travels to the stream, which accepts it
only if no other change came in between (then the work is done anew upon that
one); once accepted it is applied here as everywhere else.  So nothing waits
for the network with the file locked, the stream alone decides, and a process
that dies between acceptance and its own copy finds the change in the stream.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Self, TypeVar

import apsw

from uis_desktop.relay.cluster.asking import SharedQuestion
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway, Overtaken
from uis_desktop.relay.cluster.ending import end_tasks
from uis_desktop.relay.database.change_stream import ChangeStream
from uis_desktop.relay.database.changes import Change, DoesNotFit, Numbered, Place, new_id
from uis_desktop.relay.database.erasing import empty_wal
from uis_desktop.relay.database.joining import join
from uis_desktop.relay.database.live_copy import LiveCopy
from uis_desktop.relay.database.replica import MissedSome, Rehearsal, Replica
from uis_desktop.relay.database.storage import StorageUnusable, storage_words
from uis_desktop.relay.database.temporary import folder_beside

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_ATTEMPTS = 50
#: An unclear answer is asked for again that long.
_SETTLE_S = 6.0
#: A server that is away that long is not waited for.
_AWAY_S = 2.0
_CLOSE_S = 5.0
#: Lighter histories are not worth a snapshot.
_LEAST_WEIGHT = 1024 * 1024


class ReplicatedDatabase:
    """See :class:`relay.database.port.Database`; opened by :meth:`open`."""

    def __init__(self, copy: LiveCopy, stream: ChangeStream) -> None:
        self._copy = copy
        self._stream = stream
        self._name = copy.name
        self._writing = asyncio.Lock()
        self._compacting = asyncio.Lock()
        self._tasks: set[asyncio.Task[object]] = set()
        self._newest = SharedQuestion(copy.newest)
        copy.on_change = self._look_at_the_weight

    @classmethod
    async def open(
        cls, cluster: Cluster, path: Path, *, migrations: Sequence[str], name: str
    ) -> Self:
        """Open this machine's copy and bring it up to date, see :func:`joining.join`.

        Raises:
            StorageUnusable
        """
        replica = await asyncio.to_thread(Replica, path, migrations)
        stream = ChangeStream(cluster, name)
        database = cls(LiveCopy(replica, stream, name=name), stream)
        try:
            await join(database._copy, stream)
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def broken(self) -> asyncio.Future[str]:
        """Done, with the reason, when this copy cannot go on: the process must end."""
        return self._copy.broken

    async def read(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """What ``work`` reads; what this process has written is there."""
        return await self._copy.on_thread(functools.partial(work, self._copy.replica.connection))

    async def write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        """Carry ``work`` out in one transaction, for all relays."""
        return await self._to_its_end(self._write(work))

    async def catch_up(self) -> None:
        """Have what any relay has written before this call; one question for all who ask."""
        if not self._stream.up:
            raise StorageUnusable(f"{self._name}: NATS is away")
        try:
            newest = await self._newest.answer()
        except ClusterAway as error:
            raise StorageUnusable(f"{self._name}: NATS is away: {error.detail}") from error
        await self._copy.reach(newest)

    async def compact(self) -> None:
        """Let what was deleted leave the stream and this machine's files."""
        await self._to_its_end(self._compact(overwrite=True))

    async def close(self) -> None:
        """Finish what runs, then close the file."""
        if self._tasks:
            _, running = await asyncio.wait(self._tasks, timeout=_CLOSE_S)
            await end_tasks(running)
        await self._copy.close()

    async def _write(self, work: Callable[[apsw.Connection], _T]) -> _T:
        async with self._writing:
            for _ in range(_ATTEMPTS):
                rehearsal = await self._rehearse(work)
                if rehearsal is None:
                    continue
                if rehearsal.changeset:
                    done = await self._share(rehearsal.place, rehearsal.changeset)
                else:
                    done = await self._is_current(rehearsal.place)
                if done:
                    return rehearsal.result
        raise self._too_slow()

    async def _rehearse(self, work: Callable[[apsw.Connection], _T]) -> Rehearsal[_T] | None:
        """What the work would do; None if it failed upon an outdated copy.

        Raises:
            Exception: whatever ``work`` raised upon the newest state there is.
        """
        place = self._copy.at
        try:
            return await self._copy.on_thread(functools.partial(self._copy.replica.rehearse, work))
        except Exception:
            if await self._is_current(place):
                raise
            return None

    async def _is_current(self, place: Place) -> bool:
        """Nobody has changed anything since; if somebody has, it is here now.

        Raises:
            StorageUnusable: nobody can tell.
        """
        try:
            newest = await self._copy.newest()
        except ClusterAway as error:
            raise StorageUnusable(f"{self._name}: nothing is changed: {error.detail}") from error
        if newest <= place.seq:
            return True
        await self._copy.reach(newest)
        return False

    async def _share(self, place: Place, changeset: bytes, *, fresh: bool = False) -> bool:
        """Make this the next change; False if another one came first.

        Raises:
            StorageUnusable: it is not certain whether it is.
        """
        if place.shared is None:
            raise RuntimeError("nothing is shared yet")
        change = Change(
            shared=place.shared,
            id=new_id(),
            previous=place.seq,
            previous_id=place.id,
            schema=self._copy.replica.schema,
            fresh=fresh,
        )
        if not await self._stream.wait_up(_AWAY_S):
            raise StorageUnusable(f"{self._name}: nothing is changed: NATS is away")
        try:
            change = await self._stream.laid_down(change, changeset)
        except ClusterAway as error:
            raise StorageUnusable(f"{self._name}: nothing is changed: {error.detail}") from error
        try:
            seq = await self._settled(change)
        except ClusterAway as error:
            raise StorageUnusable(
                f"{self._name}: it is not certain that it is kept, look again: {error.detail}"
            ) from error
        if seq is None:
            return False
        await self._take_in(Numbered(seq, change, changeset))
        return True

    async def _settled(self, change: Change) -> int | None:
        """The number of our change; None if another one took its place.

        An answer that got lost is never guessed: the same change is sent again,
        which is in the stream once at most, until something has followed
        ``previous``; then the stream itself tells what.

        Raises:
            ClusterAway: for too long.
            StorageUnusable
        """
        deadline = asyncio.get_running_loop().time() + _SETTLE_S
        with self._copy.watching(change):
            while True:
                try:
                    return await self._announced(change)
                except ClusterAway:
                    if asyncio.get_running_loop().time() > deadline:
                        raise

    async def _announced(self, change: Change) -> int | None:
        """Send it and say what became of it, see :meth:`_settled`."""
        try:
            return await self._stream.announce(change)
        except Overtaken:
            newest = await self._copy.newest()
            number = await self._copy.number_of(change, newest)
            await self._copy.reach(newest)
            return number

    async def _take_in(self, own: Numbered) -> None:
        """Apply what the stream has accepted.

        Raises:
            StorageUnusable: it is kept, but cannot be read here.
        """
        try:
            await self._copy.apply([own])
        except (MissedSome, apsw.BusyError, apsw.FullError) as error:
            _log.warning("%s: change %d is not in our copy yet: %s", self._name, own.seq, error)
            await self._copy.reach(own.seq)
        except (apsw.Error, DoesNotFit) as error:
            self._copy.give_up(str(error))
            raise StorageUnusable(f"{self._name}: {error}") from error
        self._look_at_the_weight()

    def _look_at_the_weight(self) -> None:
        if self._is_heavy() and not self._compacting.locked():
            self._hold(asyncio.create_task(self._compact_by_the_way()))

    def _is_heavy(self) -> bool:
        """The history has grown as large as the database itself."""
        return self._copy.at.weight > max(_LEAST_WEIGHT, self._copy.replica.path.stat().st_size)

    async def _compact_by_the_way(self) -> None:
        try:
            await self._compact(overwrite=False)
        except StorageUnusable as error:
            _log.warning("%s: not compacted: %s", self._name, error.detail)

    async def _compact(self, *, overwrite: bool) -> None:
        """Put a snapshot into the stream and forget what came before it."""
        async with self._compacting:
            try:
                while not await self._compacted(overwrite=overwrite):
                    pass
            except ClusterAway as error:
                raise StorageUnusable(f"{self._name}: {error.detail}") from error
        if overwrite:
            await self.read(empty_wal)

    async def _compacted(self, *, overwrite: bool) -> bool:
        """Compact once; False if another relay did so at the same time, perhaps too early."""
        before = await self._stream.last_snapshot()
        if not await self._begin_afresh(wanted=overwrite):
            return True
        with folder_beside(self._copy.replica.path) as folder:
            file = folder / "copy"
            with storage_words():
                place = await self._copy.on_thread(
                    functools.partial(self._copy.replica.copy_to, file)
                )
            try:
                await self._stream.put_snapshot(
                    file,
                    shared=place.shared or "",
                    at=place.seq,
                    instead_of=0 if before is None else before[0],
                )
            except Overtaken:
                return not overwrite
        await self._stream.forget_before(place.seq, overwrite=overwrite)
        _log.info("%s: compacted at change %d", self._name, place.seq)
        return True

    async def _begin_afresh(self, *, wanted: bool) -> bool:
        """Add a change that does nothing, to be the oldest one that is kept.

        A change that deletes something has it in it.  Unless it is ``wanted``,
        only while the history is heavy: other relays notice at the same time.
        """
        async with self._writing:
            for _ in range(_ATTEMPTS):
                if not wanted and not self._is_heavy():
                    return False
                if await self._share(self._copy.at, b"", fresh=True):
                    return True
        raise self._too_slow()

    def _too_slow(self) -> StorageUnusable:
        return StorageUnusable(f"{self._name}: the other relays were faster {_ATTEMPTS} times")

    async def _to_its_end(self, work: Coroutine[None, None, _T]) -> _T:
        """Do it even if nobody waits for it any more: half of it is nothing."""
        task = asyncio.create_task(work)
        self._hold(task)
        return await asyncio.shield(task)

    def _hold(self, task: asyncio.Task[_T]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def free_copy(cluster: Cluster, path: Path, *, migrations: Sequence[str], name: str) -> None:
    """A copy of what NATS has lost altogether belongs to nothing any more; it may found anew.

    Raises:
        StorageUnusable
        ClusterAway
    """
    stream = ChangeStream(cluster, name)
    await stream.open()
    if await stream.last() is not None:
        return
    replica = await asyncio.to_thread(Replica, path, migrations)
    try:
        if replica.place().seq:
            replica.leave()
    finally:
        replica.close()
