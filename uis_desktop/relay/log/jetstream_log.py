"""The log on NATS JetStream: one stream that every relay plays in the same order.

An event is a message of the stream, and the message's number is the event's.
Whether it is a repeat and who may see it is found out by every relay for
itself, from the messages before it, in a copy of its own (:mod:`replica`); so
nothing has to be agreed on, and reading asks nobody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import secrets
from collections.abc import Callable, Collection, Coroutine, Iterator
from datetime import datetime
from pathlib import Path

import apsw

from uis_desktop.relay.cluster.asking import SharedQuestion
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway, Extent, Published
from uis_desktop.relay.cluster.ending import end_tasks
from uis_desktop.relay.cluster.register import Register
from uis_desktop.relay.database.storage import StorageUnusable
from uis_desktop.relay.log.mentions import Mentions
from uis_desktop.relay.log.playing import EPOCH, MOVING, LogChanged, Player
from uis_desktop.relay.log.port import Draft, LogUnwritable, Span, Stored
from uis_desktop.relay.log.portable import ForgetOrder, Message, encode, filed, trim_order
from uis_desktop.relay.log.readable import ReadableLog
from uis_desktop.relay.log.reading import is_kept, read_numbered, read_span
from uis_desktop.relay.log.replica import (
    Outcome,
    Replica,
    open_replica,
    open_replica_of,
    read_floor,
)
from uis_desktop.relay.log.tables import microseconds

_log = logging.getLogger(__name__)

_PUBLISH_S = 5.0
_ANSWER_S = 7.0
#: A server that has been away for so long is not waited for.
_PATIENCE_S = 2.0
_MOST_WAITING = 4096
_ERASE_AGAIN_S = 30.0
_TELL_EVERY = 100_000


def stream_of(cluster: Cluster) -> str:
    """The name of the log's stream."""
    return f"{cluster.prefix}-log"


def subject_of(cluster: Cluster, account: str) -> str:
    """Where the events of an account are published."""
    return f"{cluster.prefix}.log.{account}"


def orders_subject(cluster: Cluster) -> str:
    """Where what concerns the whole log is published; no account's name has an underscore."""
    return subject_of(cluster, "_orders")


async def settle_log(cluster: Cluster) -> tuple[str, Extent]:
    """The log's epoch and extent; the first relay makes both.

    Raises:
        StorageUnusable
        ClusterAway
    """
    extent = await cluster.ensure_stream(stream_of(cluster), [subject_of(cluster, ">")])
    epoch = await Register(cluster).settle(EPOCH, secrets.token_hex(8))
    if epoch.startswith(MOVING):
        raise StorageUnusable(
            f"log: NATS at {cluster.where} has only a part of a log:"
            " finish `uis-relay log migrate` first"
        )
    return epoch, extent


class JetstreamLog(ReadableLog):
    """A log several relays share; see :class:`relay.log.port.Log`."""

    def __init__(
        self, cluster: Cluster, player: Player, reading: apsw.Connection, *, epoch: str
    ) -> None:
        super().__init__(reading)
        self._cluster = cluster
        self._player = player
        self._epoch = epoch
        self._stream = stream_of(cluster)
        self._end = SharedQuestion(self._ask_extent)
        self._in_flight = 0
        #: Done, with the reason, when this relay cannot go on.
        self.broken: asyncio.Future[str] = self._loop.create_future()
        cluster.lost.add_done_callback(self._on_lost)
        self._playing = asyncio.create_task(player.play())
        self._playing.add_done_callback(self._on_played)
        self._erasing = asyncio.create_task(self._erase_for_ever())

    @classmethod
    async def open(
        cls, cluster: Cluster, data: Path, *, on_stored: Callable[[Stored], None]
    ) -> JetstreamLog:
        """Open the shared log and bring this relay's copy up to date.

        ``on_stored`` hears of every later event, whichever relay took it in, in order.

        Raises:
            StorageUnusable: it cannot be used, or is not the one the copy is of.
        """
        try:
            epoch, extent = await settle_log(cluster)
        except ClusterAway as error:
            raise StorageUnusable(f"log: NATS at {cluster.where}: {error.detail}") from error
        replica = Replica(await asyncio.to_thread(open_replica_of, data, epoch))
        player = Player(cluster, stream_of(cluster), replica, epoch=epoch)
        log = cls(cluster, player, open_replica(data), epoch=epoch)
        try:
            await log._catch_up(extent.last)
        except BaseException:
            await log.close()
            raise
        player.tell = on_stored
        return log

    @property
    def epoch(self) -> str:
        """Changes when the log was lost or restored."""
        return self._epoch

    @property
    def up(self) -> bool:
        """An event could be written down now; False while NATS is away."""
        return self._cluster.up and not self.broken.done()

    async def append(self, draft: Draft) -> Stored | None:
        """Publish it; the server has stored it when this returns.  None for a repeat.

        Raises:
            LogUnwritable: it is not certain to be stored.
        """
        if self._in_flight >= _MOST_WAITING:
            raise LogUnwritable("NATS does not keep up")
        self._in_flight += 1
        try:
            return await self._append(draft)
        finally:
            self._in_flight -= 1

    async def span(self, account: str) -> Span:
        """Which numbers there are, whichever relay gave them out.

        Raises:
            ClusterAway: nobody can tell.
        """
        await self._catch_up_now()
        span = await self._read(functools.partial(read_span, self._reading, account))
        floor = await self._read(functools.partial(read_floor, self._reading))
        return Span(max(span.latest, floor), max(span.trimmed_to, floor))

    async def mentions(self, account: str, phone_number: str) -> Mentions:
        """What tells of a phone number, whichever relay took it in.

        Raises:
            ClusterAway: nobody can tell.
        """
        await self._catch_up_now()
        return await super().mentions(account, phone_number)

    async def trim(self, before: datetime) -> int:
        """Forget what was received before; how many.  Numbers are never used again.

        Every relay is told, and forgets at the same place of the log.  While
        NATS is away nothing is forgotten.
        """
        oldest = await self._player.on_writer(Replica.oldest)
        if oldest is None or oldest >= microseconds(before):
            return 0
        try:
            trimmed = await self._order(orders_subject(self._cluster), trim_order(before))
            needed = await self._player.on_writer(Replica.first_needed)
            await self._cluster.purge_before(self._stream, needed)
        except (ClusterAway, LogUnwritable) as error:
            _log.warning("old events are not forgotten yet: %s", error.detail)
            return 0
        return trimmed

    async def forget_calls(
        self, account: str, calls: Collection[str], numbers: Collection[int] = ()
    ) -> int:
        """Erase the events of these calls, and these events of no call; how many.

        Every relay erases them in its copy, and they are overwritten at NATS.

        Raises:
            LogUnwritable: it is not certain that all of it is erased; ask again.
        """
        order = ForgetOrder(account, tuple(calls), tuple(numbers))
        gone = await self._order(subject_of(self._cluster, account), order)
        try:
            await self._erase()
        except ClusterAway as error:
            raise LogUnwritable(f"not erased everywhere: {error.detail}") from error
        return gone

    async def close(self) -> None:
        """Stop playing, close the copy."""
        self._cluster.lost.remove_done_callback(self._on_lost)
        self._playing.remove_done_callback(self._on_played)
        await end_tasks([self._playing, self._erasing])
        self._player.give_up(LogUnwritable("the relay stops"))
        await self._stop_reading()
        await self._player.close()
        self.broken.cancel()

    async def _append(self, draft: Draft) -> Stored | None:
        subject, message = subject_of(self._cluster, draft.account), filed(draft)
        id_ = f"{draft.account}:{draft.key.hex()}"
        with _as_unwritable():
            async with asyncio.timeout(_ANSWER_S):
                published = await self._publish(subject, message, id_)
                if published.repeat:
                    await self._player.reach(published.seq)
                    if not await self._read(functools.partial(_is_there, self._reading, draft)):
                        # It was erased since: for our log it is none.
                        published = await self._publish(subject, message, f"{id_}:{published.seq}")
                    elif not published.retried:
                        return None
                outcome = await self._outcome(published.seq, draft.account)
        if isinstance(outcome, int):
            raise TypeError("an event was carried out as an order")
        return outcome

    async def _order(self, subject: str, order: Message) -> int:
        """Have every relay carry it out; how many events it concerned.

        Raises:
            LogUnwritable
        """
        with _as_unwritable():
            async with asyncio.timeout(_ANSWER_S):
                published = await self._publish(subject, order, secrets.token_hex(8))
                outcome = await self._player.outcome(published.seq)
        return outcome if isinstance(outcome, int) else 0

    async def _publish(self, subject: str, message: Message, id_: str) -> Published:
        if self.broken.done():
            raise LogUnwritable(self.broken.result())
        if self._cluster.down_s > _PATIENCE_S:
            raise LogUnwritable("NATS is away")
        return await self._cluster.publish(subject, encode(message), id_=id_, deadline_s=_PUBLISH_S)

    async def _outcome(self, seq: int, account: str) -> Outcome:
        try:
            return await self._player.outcome(seq)
        except LookupError:
            return await self._read(functools.partial(read_numbered, self._reading, account, seq))

    async def _ask_extent(self) -> Extent:
        extent = await self._cluster.extent(self._stream)
        if extent is None:
            raise ClusterAway(f"stream {self._stream} is gone")
        return extent

    async def _catch_up_now(self) -> None:
        """Play everything that is in the shared log at this moment.

        Raises:
            ClusterAway
        """
        if self._cluster.down_s > _PATIENCE_S:
            raise ClusterAway("NATS is away")
        try:
            async with asyncio.timeout(_ANSWER_S):
                await self._player.reach((await self._end.answer()).last)
        except TimeoutError as error:
            raise ClusterAway("this relay's copy of the log is behind") from error
        except LogUnwritable as error:
            raise ClusterAway(error.detail) from error

    async def _catch_up(self, last: int) -> None:
        """Play everything there is, however long that takes.

        Raises:
            StorageUnusable
        """
        await self._unless_it_ends(self._player.proved.wait())
        for goal in (*range(self._player.applied + _TELL_EVERY, last, _TELL_EVERY), last):
            await self._unless_it_ends(self._player.reach(goal))
            _log.info("the copy of the log has %d of %d", self._player.applied, last)

    async def _unless_it_ends(self, progress: Coroutine[None, None, object]) -> None:
        """Wait for this.

        Raises:
            StorageUnusable: nothing is played any more.
        """
        waiting = asyncio.create_task(progress)
        await asyncio.wait({waiting, self._playing}, return_when=asyncio.FIRST_COMPLETED)
        if self._playing.done():
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            raise StorageUnusable(_reason(self._playing)) from self._playing.exception()

    async def _erase_for_ever(self) -> None:
        """Overwrite at NATS what was forgotten, also what another relay left undone."""
        while True:
            try:
                await self._erase()
            except ClusterAway as error:
                _log.warning("not erased at NATS yet: %s", error.detail)
                await asyncio.sleep(_ERASE_AGAIN_S)
                continue
            await self._player.erasing.wait()
            self._player.erasing.clear()

    async def _erase(self) -> None:
        seqs = await self._player.on_writer(Replica.to_erase)
        for seq in seqs:
            await self._cluster.erase(self._stream, seq)
        if seqs:
            await self._player.on_writer(lambda replica: replica.erased(seqs))

    def _on_played(self, playing: asyncio.Task[None]) -> None:
        self._break(_reason(playing))

    def _on_lost(self, lost: asyncio.Future[str]) -> None:
        if not lost.cancelled():
            self._break(lost.result())

    def _break(self, why: str) -> None:
        if not self.broken.done():
            self.broken.set_result(why)
        self._player.give_up(LogUnwritable(why))


def _is_there(reading: apsw.Connection, draft: Draft) -> bool:
    return is_kept(reading, draft.account, draft.call_session_id, draft.key)


def _reason(playing: asyncio.Task[None]) -> str:
    """Why nothing is played any more."""
    error = None if playing.cancelled() else playing.exception()
    if isinstance(error, LogChanged):
        return error.detail
    return f"the copy of the log cannot be written: {error!r}"


@contextlib.contextmanager
def _as_unwritable() -> Iterator[None]:
    """What goes wrong on the way to the shared log, as its port says it.

    Raises:
        LogUnwritable
    """
    try:
        yield
    except ClusterAway as error:
        raise LogUnwritable(error.detail) from error
    except TimeoutError as error:
        raise LogUnwritable("this relay's copy of the log does not keep up") from error
