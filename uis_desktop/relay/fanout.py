"""What was missed, then live: every stored event to those who may see it, in order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict, deque
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from uis_desktop.core.events import Kind
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.log.port import Log, Stored
from uis_desktop.relay.log.reading import PAGE
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.codec import encode_call

_FRAMES_IN_MEMORY = 4096


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """An event as it goes out, encoded once for everybody."""

    seq: int
    data: bytes
    audience: frozenset[str]


class Channel:
    """One stream's place in the fan-out: the numbers that wait for it.

    It holds numbers, not payloads, and a bounded count of them: whoever does
    not read is cut and resumes from the log.
    """

    def __init__(self, device: Device, backlog: int) -> None:
        self.device = device
        #: Why the relay ends this stream; None: without a word.
        self.cut: asyncio.Future[CloseCode | None] = asyncio.get_running_loop().create_future()
        self.since = datetime.now(UTC)
        #: The last number offered to the stream, and the last one handed to its socket.
        self.latest = self.sent = 0
        #: The last number the desktop has certainly read: a pong said so.
        self.acknowledged = 0
        self.sent_at: datetime | None = None
        self.acknowledged_at: datetime | None = None
        self.round_trip_s: float | None = None
        self._backlog = backlog
        self._live = False
        self._replayed_to = 0
        self._numbers: deque[int] = deque()
        self._wake = asyncio.Event()
        self._nudged = False

    def offer(self, seq: int) -> None:
        """An event for this stream is in the log."""
        self.latest = max(self.latest, seq)
        if not self._live or seq <= self._replayed_to:
            return
        if len(self._numbers) >= self._backlog:
            self.end(CloseCode.TOO_SLOW)
            return
        self._numbers.append(seq)
        self._wake.set()

    def handed_over(self, seq: int) -> None:
        """The socket has taken this event."""
        self.sent = seq
        self.sent_at = datetime.now(UTC)

    def acknowledge(self, seq: int) -> None:
        """The desktop has read everything up to this number."""
        if self.acknowledged < seq <= self.sent:
            self.acknowledged = seq
            self.acknowledged_at = datetime.now(UTC)

    def go_live(self, replayed_to: int) -> None:
        """The replay has caught up; from now on numbers wait here.

        The log may be read between an event's commit and its publication: what
        the replay had already is not sent again.
        """
        self._live = True
        self._replayed_to = replayed_to

    def nudge(self) -> None:
        """Make :meth:`take` return None once."""
        self._nudged = True
        self._wake.set()

    async def take(self) -> int | None:
        """The next number; None after a nudge."""
        while True:
            if self._nudged:
                self._nudged = False
                return None
            if self._numbers:
                return self._numbers.popleft()
            self._wake.clear()
            await self._wake.wait()

    def end(self, code: CloseCode | None) -> None:
        """End the stream; the first reason counts."""
        if not self.cut.done():
            self.cut.set_result(code)


class Fanout:
    """Hands every stored event to the open streams of its audience."""

    def __init__(self, *, backlog: int) -> None:
        self._backlog = backlog
        self._channels: defaultdict[tuple[str, str], set[Channel]] = defaultdict(set)
        self._frames: OrderedDict[tuple[str, int], EncodedFrame] = OrderedDict()
        self._log: Log | None = None

    def read_from(self, log: Log) -> None:
        """The log to read missed events from."""
        self._log = log

    @property
    def log(self) -> Log:
        """The log the fan-out follows."""
        if self._log is None:
            raise RuntimeError("the fan-out has no log yet")
        return self._log

    def open(self, device: Device) -> Channel:
        """A channel for one stream; open it before reading the log."""
        channel = Channel(device, self._backlog)
        self._channels[device.account, device.employee_id].add(channel)
        return channel

    def close(self, channel: Channel) -> None:
        """The stream is gone."""
        place = (channel.device.account, channel.device.employee_id)
        self._channels[place].discard(channel)
        if not self._channels[place]:
            del self._channels[place]

    def channels(self) -> Iterator[Channel]:
        """Every open stream's channel."""
        for channels in list(self._channels.values()):
            yield from tuple(channels)

    def publish(self, stored: Stored) -> None:
        """Tell the streams of the audience; the commit is behind us."""
        if stored.audience:
            self._frame(stored)
        for employee_id in stored.audience:
            for channel in tuple(self._channels.get((stored.account, employee_id), ())):
                channel.offer(stored.seq)

    async def missed(self, channel: Channel, after: int) -> AsyncGenerator[EncodedFrame, None]:
        """Every event after ``after`` that is in the log; then the channel is live.

        The channel was opened *before* the log is read.  An event published in
        between is in the log, and raises the channel's latest number; so the
        log is read until nothing newer was published, and with no await in
        between the channel goes live: no gap, no repeat.
        """
        device = channel.device
        while True:
            page = await self.log.after(device.account, device.employee_id, after, PAGE)
            for stored in page:
                yield self._frame(stored)
                after = stored.seq
            if len(page) < PAGE and channel.latest <= after:
                channel.go_live(after)
                return

    async def live(self, channel: Channel) -> AsyncGenerator[EncodedFrame | None, None]:
        """What is published from now on; None after each nudge of the channel."""
        while True:
            seq = await channel.take()
            if seq is None:
                yield None
            elif (frame := await self._look_up(channel.device, seq)) is not None:
                yield frame
            else:
                # Trimmed while it waited: the desktop resumes, and is told of the gap.
                channel.end(CloseCode.TOO_SLOW)
                return

    async def _look_up(self, device: Device, seq: int) -> EncodedFrame | None:
        frame = self._frames.get((device.account, seq))
        if frame is not None:
            return frame
        found = await self.log.after(device.account, device.employee_id, seq - 1, 1)
        return self._frame(found[0]) if found and found[0].seq == seq else None

    def _frame(self, stored: Stored) -> EncodedFrame:
        """The frame of an event, encoded once however many streams ask for it."""
        place = (stored.account, stored.seq)
        frame = self._frames.get(place)
        if frame is None:
            frame = self._frames[place] = self._encode(stored)
            if len(self._frames) > _FRAMES_IN_MEMORY:
                self._frames.popitem(last=False)
        return frame

    def _encode(self, stored: Stored) -> EncodedFrame:
        if stored.normal is None:
            raise RuntimeError("an unreadable notification has no audience")
        text = encode_call(
            stored.normal,
            kind=Kind(stored.kind),
            call_session_id=stored.call_session_id,
            epoch=self.log.epoch,
            number=stored.seq,
            received_at=stored.received_at,
            source=source_of(stored.account),
        )
        return EncodedFrame(stored.seq, text.encode(), stored.audience)


def source_of(account: str) -> str:
    """Where the frames of an account come from (CloudEvents ``source``)."""
    return f"/accounts/{account}"
