"""Bringing the log of one machine into an empty NATS, with its numbers and its epoch.

Desktops then go on as if nothing had happened.  The numbers of NATS's stream
begin behind the last one the log has given out; an event that had a number
before keeps it.  Until all of it is there no relay opens the shared log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import apsw

from uis_desktop.errors import UisError
from uis_desktop.relay.cluster.connection import Cluster, ClusterAway, Extent, Overtaken
from uis_desktop.relay.cluster.register import Register
from uis_desktop.relay.log.jetstream_log import orders_subject, stream_of, subject_of
from uis_desktop.relay.log.playing import EPOCH, MOVING
from uis_desktop.relay.log.port import Record
from uis_desktop.relay.log.portable import BeginOrder, Filed, decode, encode, filed_before
from uis_desktop.relay.log.reading import (
    count_events,
    read_epoch,
    read_numbering,
    read_stored_order,
)

_TOGETHER = 100
_PUBLISH_S = 30.0


class NotMoved(UisError):
    """The log is not in NATS, or not all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The log that is to be brought there.

    Attributes:
        behind: numbers up to here were given out, by whichever relay.
        floor: numbers up to here may be lacking.
    """

    connection: apsw.Connection
    behind: int = 0
    floor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What is there now; ``brought`` this time, the others were there already."""

    epoch: str
    accounts: int
    events: int
    brought: int


async def is_free(cluster: Cluster, source: apsw.Connection) -> bool:
    """NATS has no other log; False: it has all of this one already.

    Raises:
        NotMoved: it has another one.
        ClusterAway
    """
    epoch = read_epoch(source)
    found = await Register(cluster).read(EPOCH)
    if found not in {None, epoch, MOVING + epoch}:
        raise NotMoved(f"NATS at {cluster.where} has a log already: move into an empty one only")
    return found != epoch


async def move_log(cluster: Cluster, source: Source, *, told: Callable[[int, int], None]) -> Moved:
    """Bring it there; begun again it goes on where it stopped.

    ``told`` hears how many of how many events are there.

    Raises:
        NotMoved
    """
    try:
        return await _Move(cluster, source, told).carry_out()
    except (ClusterAway, Overtaken) as error:
        raise NotMoved(f"{error.detail}: run it again, it goes on where it stopped") from error


class _Move:
    def __init__(self, cluster: Cluster, source: Source, told: Callable[[int, int], None]) -> None:
        self._cluster = cluster
        self._source = source.connection
        self._told = told
        self._stream = stream_of(cluster)
        self._epoch = read_epoch(self._source)
        numbering = read_numbering(self._source)
        self._begin = BeginOrder(
            tuple(
                (account, max(latest, source.floor), max(trimmed, source.floor))
                for account, latest, trimmed in numbering
            )
        )
        self._first = 1 + max([source.behind, *(latest for _, latest, _ in self._begin.accounts)])
        self._total = count_events(self._source)
        #: The last message of each subject; 0: there is none.
        self._last: dict[str, int] = {}

    async def carry_out(self) -> Moved:
        if not await is_free(self._cluster, self._source):
            return self._done(0)
        await Register(self._cluster).settle(EPOCH, MOVING + self._epoch)
        there = await self._prepare()
        after_id = await self._skip(there)
        brought = 0
        while page := read_stored_order(self._source, after_id, _TOGETHER):
            await self._publish([(key, record) for _, key, record in page], there + brought)
            after_id, brought = page[-1][0], brought + len(page)
            self._told(there + brought, self._total)
        await Register(self._cluster).put(EPOCH, self._epoch)
        return self._done(brought)

    def _done(self, brought: int) -> Moved:
        return Moved(
            epoch=self._epoch,
            accounts=len(self._begin.accounts),
            events=self._total,
            brought=brought,
        )

    async def _prepare(self) -> int:
        """The stream with its first message; how many events are behind it."""
        subjects = [subject_of(self._cluster, ">")]
        extent = await self._cluster.ensure_stream(self._stream, subjects)
        if extent.last < self._first - 1:
            if extent.last >= extent.first:
                raise self._strange()
            await self._cluster.purge_before(self._stream, self._first)
            extent = await self._extent()
        if extent.last == self._first - 1:
            await self._cluster.publish(
                orders_subject(self._cluster),
                encode(self._begin),
                id_=f"begin:{self._epoch}",
                after=0,
                deadline_s=_PUBLISH_S,
            )
            extent = await self._extent()
        begin = await self._cluster.message_at(self._stream, self._first)
        if extent.first != self._first or begin != encode(self._begin):
            raise self._strange()
        return extent.last - self._first

    async def _extent(self) -> Extent:
        extent = await self._cluster.extent(self._stream)
        if extent is None:
            raise self._strange()
        return extent

    async def _skip(self, there: int) -> int:
        """Row id of the last event that is there already.

        Raises:
            NotMoved: it is not ours.
        """
        after_id = 0
        for start in range(0, there, _TOGETHER):
            page = read_stored_order(self._source, after_id, min(_TOGETHER, there - start))
            for offset, (id_, _, record) in enumerate(page):
                subject = subject_of(self._cluster, record.account)
                self._last[subject] = self._first + 1 + start + offset
                after_id = id_
        if there:
            await self._recognise(after_id, there)
        return after_id

    async def _recognise(self, id_: int, there: int) -> None:
        payload = await self._cluster.message_at(self._stream, self._first + there)
        found = None if payload is None else decode(payload)
        (last,) = read_stored_order(self._source, id_ - 1, 1) or (None,)
        same = (
            last is not None
            and isinstance(found, Filed)
            and (found.account, found.number) == (last[2].account, last[2].seq)
        )
        if not same:
            raise self._strange()

    async def _publish(self, events: list[tuple[bytes, Record]], there: int) -> None:
        """A few at a time; each must come behind the one before it."""
        publishing = []
        for number, (key, record) in enumerate(events, self._first + 1 + there):
            subject = subject_of(self._cluster, record.account)
            publishing.append(
                self._cluster.publish(
                    subject,
                    encode(filed_before(record, key)),
                    id_=f"{record.account}:{key.hex()}",
                    after=self._last.get(subject, 0),
                    deadline_s=_PUBLISH_S,
                )
            )
            self._last[subject] = number
        published = await asyncio.gather(*publishing)
        if [one.seq for one in published] != [
            self._first + 1 + there + offset for offset in range(len(events))
        ]:
            raise self._strange()

    def _strange(self) -> NotMoved:
        return NotMoved(
            f"stream {self._stream} of NATS at {self._cluster.where} has something else in it:"
            " stop the relays, empty NATS and run it again"
        )
