"""Every stored event to the open streams of those who may see it, in order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from uis_desktop.core.events import Kind
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.log.port import Log, Stored
from uis_desktop.relay.text_frame import text_frame
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.codec import encode_call

_FRAMES_IN_MEMORY = 4096
_BYTES_IN_MEMORY = 16 * 1024 * 1024


class EncodedFrame(NamedTuple):
    """An event as it goes out: a whole websocket frame, encoded once for everybody."""

    seq: int
    data: bytes
    audience: frozenset[str]


class Sink(Protocol):
    """Where a channel leads to."""

    def send(self, frame: EncodedFrame) -> bool:
        """Send it now, and all of it; False if the far side does not read."""
        ...

    def ask(self) -> None:
        """Find out how far the far side has read."""
        ...

    def ended(self, code: CloseCode | None) -> None:
        """The relay ends the stream; None: without a word."""
        ...


class Channel:
    """One stream's place in the fan-out.

    A stream is live while its far side reads as fast as events come.  Otherwise
    it is behind: nothing waits for it here, it follows the log, and what it
    still lacks is only counted.  Whoever was live and falls behind by more than
    ``backlog`` events is cut, and resumes.
    """

    __slots__ = (
        "_backlog", "_behind", "_live", "_sink", "_was_live", "acknowledged",
        "acknowledged_at", "cut", "device", "latest", "round_trip_s", "sent", "sent_at", "since",
    )  # fmt: skip

    def __init__(self, device: Device, backlog: int, sink: Sink) -> None:
        self.device = device
        #: The relay has ended this stream.
        self.cut = False
        self.since = datetime.now(UTC)
        #: The last number offered to the stream, and the last one handed to its socket.
        self.latest = self.sent = 0
        #: The last number the desktop has certainly read: a pong said so.
        self.acknowledged = 0
        self.sent_at: datetime | None = None
        self.acknowledged_at: datetime | None = None
        self.round_trip_s: float | None = None
        self._backlog = backlog
        self._sink = sink
        self._live = self._was_live = False
        self._behind = 0

    @property
    def live(self) -> bool:
        """The stream has everything that was published."""
        return self._live

    def start_after(self, seq: int) -> None:
        """What the desktop has already is not sent."""
        self.sent = seq

    def offer(self, frame: EncodedFrame) -> None:
        """An event for this stream is in the log."""
        if frame.seq <= self.sent or self.cut:
            # The log may be read between an event's commit and its publication.
            return
        self.latest = max(self.latest, frame.seq)
        if self._live and self._sink.send(frame):
            return
        self._live = False
        self._behind += 1
        if self._was_live and self._behind > self._backlog:
            self.end(CloseCode.TOO_SLOW)

    def handed_over(self, seq: int) -> None:
        """The socket has taken this event."""
        self.sent = seq
        self.sent_at = datetime.now(UTC)

    def acknowledge(self, seq: int) -> None:
        """The desktop has read everything up to this number."""
        if self.acknowledged < seq <= self.sent:
            self.acknowledged = seq
            self.acknowledged_at = datetime.now(UTC)

    def go_live(self) -> None:
        """The stream has caught up with the log."""
        self._live = self._was_live = True
        self._behind = 0

    def nudge(self) -> None:
        """Ask the desktop now how far it has read; a pong will tell."""
        if not self.cut:
            self._sink.ask()

    def end(self, code: CloseCode | None) -> None:
        """End the stream; the first reason counts."""
        if not self.cut:
            self.cut = True
            self._sink.ended(code)


class Fanout:
    """Hands every stored event to the open streams of its audience."""

    def __init__(self, *, backlog: int) -> None:
        self._backlog = backlog
        self._channels: defaultdict[tuple[str, str], set[Channel]] = defaultdict(set)
        self._frames: OrderedDict[tuple[str, int], EncodedFrame] = OrderedDict()
        self._frame_bytes = 0
        self._log: Log | None = None
        self._empty = asyncio.Event()
        self._empty.set()

    def read_from(self, log: Log) -> None:
        """The log that is followed."""
        self._log = log

    @property
    def log(self) -> Log:
        """The log the fan-out follows."""
        if self._log is None:
            raise RuntimeError("the fan-out has no log yet")
        return self._log

    def open(self, device: Device, sink: Sink) -> Channel:
        """A channel for one stream; open it before reading the log."""
        channel = Channel(device, self._backlog, sink)
        self._channels[device.account, device.employee_id].add(channel)
        self._empty.clear()
        return channel

    def close(self, channel: Channel) -> None:
        """The stream is gone."""
        place = (channel.device.account, channel.device.employee_id)
        self._channels[place].discard(channel)
        if not self._channels[place]:
            del self._channels[place]
        if not self._channels:
            self._empty.set()

    def channels(self) -> Iterator[Channel]:
        """Every open stream's channel."""
        for channels in list(self._channels.values()):
            yield from tuple(channels)

    def channels_of(self, device: Device) -> int:
        """How many streams this device has open."""
        channels = self._channels.get((device.account, device.employee_id), ())
        return sum(channel.device.id == device.id for channel in channels)

    async def emptied(self) -> None:
        """Until no stream is open."""
        await self._empty.wait()

    def publish(self, stored: Stored) -> None:
        """Tell the streams of the audience; the commit is behind us."""
        if not stored.audience:
            return
        frame = self.frame(stored)
        account, of = stored.account, self._channels.get
        for employee_id in stored.audience:
            channels = of((account, employee_id))
            if channels:
                for channel in tuple(channels):
                    channel.offer(frame)

    def frame(self, stored: Stored) -> EncodedFrame:
        """The frame of an event, encoded once however many streams ask for it."""
        place = (stored.account, stored.seq)
        frame = self._frames.get(place)
        if frame is None:
            frame = self._frames[place] = self._encode(stored)
            self._frame_bytes += len(frame.data)
            while len(self._frames) > _FRAMES_IN_MEMORY or self._frame_bytes > _BYTES_IN_MEMORY:
                _, oldest = self._frames.popitem(last=False)
                self._frame_bytes -= len(oldest.data)
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
            sent_at=datetime.now(UTC),
            source=source_of(stored.account),
        )
        return EncodedFrame(stored.seq, text_frame(text), stored.audience)


def source_of(account: str) -> str:
    """Where the frames of an account come from (CloudEvents ``source``)."""
    return f"/accounts/{account}"
