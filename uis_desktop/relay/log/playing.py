"""Plays the messages of a shared log into the copy, and tells who waits for one."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.cluster.connection import Cluster, Extent
from uis_desktop.relay.cluster.following import Message, follow
from uis_desktop.relay.cluster.register import Register
from uis_desktop.relay.log.port import Stored
from uis_desktop.relay.log.portable import EpochOrder, ForgetOrder, NotPortable, decode
from uis_desktop.relay.log.replica import Numbered, Outcome, Replica, mark_of

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

EPOCH = "epoch"
#: Before the epoch as long as a log is being brought here (:mod:`moving`).
MOVING = "moving:"
_OUTCOMES_IN_MEMORY = 8192
_DISK_AGAIN_S = 1.0
#: After so many heartbeats nothing is on its way that was there before the first.
_IDLE = 2


class LogChanged(UisError):
    """The shared log is not the one that was played so far; nobody may go on as if it were."""


class Player:
    """Follows the stream of one log for one relay.

    Attributes:
        applied: the number of the last message that is in the copy, and told.
        tell: hears of every event as soon as it is in the copy, in order.
    """

    def __init__(self, cluster: Cluster, stream: str, replica: Replica, *, epoch: str) -> None:
        self.applied = replica.applied
        self.tell: Callable[[Stored], None] | None = None
        #: Set whenever there may be something to overwrite in the shared log.
        self.erasing = asyncio.Event()
        #: Set once the shared log has been found to be the one we have a copy of.
        self.proved = asyncio.Event()
        self._cluster = cluster
        self._stream = stream
        self._replica = replica
        self._epoch = epoch
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="log-replica")
        self._outcomes: OrderedDict[int, Outcome] = OrderedDict()
        self._waiting: list[tuple[int, int, int, asyncio.Future[None]]] = []
        self._tickets = itertools.count()
        self._idle = 0

    async def play(self) -> None:
        """Play until cancelled.

        Raises:
            LogChanged
            apsw.Error: the copy cannot be written.
        """
        playing = follow(self._cluster, self._stream, self.applied, prove=self._prove)
        async with contextlib.aclosing(playing) as batches:
            async for batch in batches:
                for run in _runs(batch, self.applied):
                    await self._apply(run)
                self._wake()
                if not batch:
                    self._release()

    async def reach(self, seq: int) -> None:
        """Wait until everything up to this number is in the copy."""
        if self.applied < seq:
            reached: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (seq, next(self._tickets), self._idle, reached))
            await reached

    async def outcome(self, seq: int) -> Outcome:
        """What became of a message; LookupError if that is long ago."""
        await self.reach(seq)
        if seq not in self._outcomes:
            raise LookupError(seq)
        return self._outcomes[seq]

    def give_up(self, error: UisError) -> None:
        """Nothing will be played any more: tell all who wait."""
        while self._waiting:
            reached = heapq.heappop(self._waiting)[-1]
            if not reached.done():
                reached.set_exception(error)

    async def on_writer(self, work: Callable[[Replica], _T]) -> _T:
        """Work with the copy between two commits."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, work, self._replica)

    async def close(self) -> None:
        """Finish the commit, close the copy."""
        await asyncio.to_thread(self._writer.shutdown)
        self._replica.close()

    async def _prove(self, _last: int) -> int:
        """It is the log that was played so far, and goes on where we stopped.

        Raises:
            LogChanged
            ClusterAway
        """
        if await Register(self._cluster).read(EPOCH) != self._epoch:
            raise LogChanged("log: it has a new epoch; this relay has to begin again")
        extent = await self._cluster.extent(self._stream)
        if extent is None:
            raise LogChanged(f"log: stream {self._stream} is gone")
        if self.applied > extent.last or not await self._recognised(extent):
            raise LogChanged(
                "log: NATS has lost events this relay has seen: it was restored from a backup"
                " or lost power without sync_interval: always; stop all relays, then fill an"
                " emptied NATS from here by `uis-relay log migrate`, or keep what NATS has: remove"
                " our copies and run `uis-relay log new-epoch` (docs/scale-out.md, Restoring)"
            )
        await self._begin_behind(extent.first - 1)
        self.proved.set()
        self._wake()
        return self.applied

    async def _recognised(self, extent: Extent) -> bool:
        """The last message we know is still the same; one that was erased is taken for it."""
        if self._replica.mark is None or self.applied < extent.first:
            return True
        payload = await self._cluster.message_at(self._stream, self.applied)
        return payload is None or mark_of(payload) == self._replica.mark

    async def _begin_behind(self, seq: int) -> None:
        if seq > self.applied:
            await self.on_writer(lambda replica: replica.begin_behind(seq))
            self.applied = seq

    async def _apply(self, run: list[Message]) -> None:
        """Messages whose numbers follow one another."""
        if run[0].seq > self.applied + 1:
            extent = await self._cluster.extent(self._stream)
            if extent is not None:
                await self._begin_behind(min(extent.first, run[0].seq) - 1)
        numbered = [_numbered(message) for message in run]
        if any(self._is_news(one) for one in numbered):
            await self._prove(self.applied)
        self._tell(numbered, await self._carry_out(numbered))
        if any(isinstance(one.message, ForgetOrder) for one in numbered):
            await self.on_writer(Replica.empty_wal)
            self.erasing.set()

    def _is_news(self, one: Numbered) -> bool:
        """It says that the log has an epoch we do not know; perhaps a later one is ours."""
        return isinstance(one.message, EpochOrder) and one.message.epoch != self._epoch

    def _tell(self, numbered: list[Numbered], outcomes: list[Outcome]) -> None:
        for one, outcome in zip(numbered, outcomes, strict=True):
            self._outcomes[one.seq] = outcome
            if isinstance(outcome, Stored) and self.tell is not None:
                self.tell(outcome)
        self.applied = numbered[-1].seq
        while len(self._outcomes) > _OUTCOMES_IN_MEMORY:
            self._outcomes.popitem(last=False)

    async def _carry_out(self, numbered: list[Numbered]) -> list[Outcome]:
        """Apply them; a full disk is waited for, as everything can be played later."""
        while True:
            try:
                return await self.on_writer(lambda replica: replica.apply(numbered))
            except (apsw.FullError, apsw.BusyError) as error:
                _log.error("the copy of the log cannot grow: %s", error)
            await asyncio.sleep(_DISK_AGAIN_S)

    def _wake(self) -> None:
        """Tell those whose number is reached."""
        while self._waiting and self._waiting[0][0] <= self.applied:
            _settle(heapq.heappop(self._waiting)[-1])

    def _release(self) -> None:
        """Tell those, too, who wait for a number that was erased and never comes."""
        self._idle += 1
        waiting, self._waiting = self._waiting, []
        for entry in waiting:
            if self._idle - entry[2] >= _IDLE:
                _settle(entry[-1])
            else:
                heapq.heappush(self._waiting, entry)


def _settle(reached: asyncio.Future[None]) -> None:
    if not reached.done():
        reached.set_result(None)


def _numbered(message: Message) -> Numbered:
    """A message out of the stream.

    Raises:
        LogChanged: a newer relay wrote it.
    """
    try:
        return Numbered(message.seq, decode(message.data), mark_of(message.data))
    except NotPortable as error:
        raise LogChanged(
            f"log: message {message.seq} cannot be read: a newer relay wrote it; update this one"
        ) from error


def _runs(batch: list[Message], applied: int) -> Iterator[list[Message]]:
    """The messages behind ``applied``, divided where numbers are missing."""
    run: list[Message] = []
    for message in batch:
        if run and message.seq != run[-1].seq + 1:
            yield run
            run = []
        if message.seq > applied:
            run.append(message)
    if run:
        yield run
