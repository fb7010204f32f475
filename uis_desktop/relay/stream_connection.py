"""One desktop's websocket after the upgrade: a protocol without a task of its own.

Ten thousand desktops are connected at once, so a stream that has caught up is
nothing but this object: events are written to its transport as they are
published.  A task runs only while the stream follows the log, at first and
whenever its far side has read too slowly for a while.  What the desktop says is
read by the protocol without I/O of the ``websockets`` library.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side, State

from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.fanout import Channel, EncodedFrame, Fanout, source_of
from uis_desktop.relay.gaps import Start, start_after
from uis_desktop.relay.heartbeat import Heartbeat
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.reading import PAGE
from uis_desktop.relay.logs import facts_of
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.text_frame import text_frame
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.codec import (
    decode_resume,
    encode_gap,
    encode_live,
    encode_policy,
    encode_welcome,
)
from uis_desktop.wire.frames import RESUME_LIMIT, Policy, Resume, Welcome

_log = logging.getLogger(__name__)
#: At DEBUG the library would print what is said; nobody is to see that.
_silent = logging.getLogger(f"{__name__}.frames")
_silent.setLevel(logging.WARNING)

#: What may wait for a far side that does not read, before the stream counts as behind.
_WRITE_BUFFER = 64 * 1024
#: So much of a replay is written together.
_AT_ONCE = 16 * 1024
_NOT_UTF8 = 1007


@dataclass(frozen=True, slots=True)
class Shared:
    """What all streams use."""

    roster: Roster
    fanout: Fanout
    metrics: Metrics
    limits: Limits
    heartbeat: Heartbeat


class StreamConnection(asyncio.Protocol):
    """Gives one desktop the events its employee may see, and no other."""

    __slots__ = (
        "_asked_at",
        "_channel",
        "_device",
        "_following",
        "_message",
        "_paused_at",
        "_policy",
        "_resumed",
        "_shared",
        "_speech",
        "_timer",
        "_transport",
        "_writable",
    )  # fmt: skip

    def __init__(self, device: Device, shared: Shared) -> None:
        self._device = device
        self._shared = shared
        self._speech = Protocol(
            Side.SERVER, state=State.OPEN, max_size=RESUME_LIMIT, logger=_silent
        )
        self._channel: Channel = shared.fanout.open(device, self)
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._message = b""
        self._policy = Policy()
        self._resumed = False
        self._paused_at: float | None = None
        self._asked_at: float | None = None
        self._following: asyncio.Task[None] | None = None
        self._writable: asyncio.Future[None] | None = None

    # What the transport tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The desktop has a while to say where it stopped."""
        # uvloop's transports have the methods and not the base class.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=_WRITE_BUFFER)
        self._set_timer(self._shared.limits.resume_s, self._resume_too_late)
        same_device = self._shared.fanout.channels_of(self._device)
        if same_device > self._shared.limits.streams_per_device:
            self._channel.end(CloseCode.TOO_MANY)

    def data_received(self, data: bytes) -> None:
        """Frames of the desktop, or parts of them."""
        self._speech.receive_data(data)
        for event in self._speech.events_received():
            self._on_frame(cast("Frame", event))
        self._flush()

    def eof_received(self) -> bool:
        """The desktop says no more; then there is no use in speaking."""
        self._speech.receive_eof()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The stream is over."""
        self._channel.cut = True
        self._set_timer(None)
        self._stop_following()
        self._shared.fanout.close(self._channel)

    def pause_writing(self) -> None:
        """The far side does not read."""
        self._paused_at = asyncio.get_running_loop().time()

    def resume_writing(self) -> None:
        """It reads again; what was published meanwhile is in the log."""
        self._paused_at = None
        if self._writable is not None:
            self._writable.set_result(None)
            self._writable = None
        elif self._following is None and self._resumed and not self._channel.live:
            self._follow(self._catch_up())

    # What the fan-out tells.

    def send(self, frame: EncodedFrame) -> bool:
        """Send an event now; False if the far side does not read."""
        if self._paused_at is not None:
            return False
        self._write(self._taken(frame))
        return True

    def ended(self, code: CloseCode | None) -> None:
        """Say why and close; a far side that does not read is not waited for long."""
        reason = "no_pong" if code is None else code.name.casefold()
        self._shared.metrics.streams_cut[reason] += 1
        _log.info("stream cut: %s", reason, extra=facts_of(self._device))
        self._stop_following()
        if self._transport is None:
            return
        if code is None:
            self._transport.abort()
            return
        if self._speech.state is State.OPEN:
            self._speech.send_close(code)
            self._flush()
        self._set_timer(self._shared.limits.closing_s, self._transport.abort)

    # What the heartbeat tells.

    def beat(self, now: float) -> bool:
        """Ask for a pong; cut who gave none, and who has read nothing for long."""
        limits = self._shared.limits
        if self._channel.cut:
            return False
        if self._paused_at is not None:
            if now - self._paused_at >= limits.stall_s:
                self._channel.end(CloseCode.TOO_SLOW)
        elif self._asked_at is not None and now - self._asked_at >= limits.pong_s * 0.99:
            self._channel.end(None)
        else:
            self.ask()
            if self._channel.live:
                self._tell_policy()
        return not self._channel.cut

    def ask(self) -> None:
        """Send a ping with the last number sent before it.

        A pong must echo it (RFC 6455, 5.5.3), and a desktop reads in order: the
        answer says that it has read that far.
        """
        if self._paused_at is None and self._speech.state is State.OPEN:
            self._speech.send_ping(b"%d" % self._channel.sent)
            self._flush()
            if self._asked_at is None:
                self._asked_at = asyncio.get_running_loop().time()

    # What the desktop says.

    def _on_frame(self, frame: Frame) -> None:
        if frame.opcode is Opcode.PONG:
            self._on_pong(bytes(frame.data))
        self._asked_at = None
        if frame.opcode is Opcode.CLOSE:
            self._channel.cut = True
            self._stop_following()
        elif frame.opcode in {Opcode.TEXT, Opcode.BINARY, Opcode.CONT}:
            self._message += bytes(frame.data)
            if frame.opcode is Opcode.BINARY:
                self._bad_frame("the first frame is binary")
            elif frame.fin:
                message, self._message = self._message, b""
                self._on_message(message)

    def _on_pong(self, payload: bytes) -> None:
        if self._asked_at is not None:
            self._channel.round_trip_s = asyncio.get_running_loop().time() - self._asked_at
        if payload.isdigit() and len(payload) < 20:
            self._channel.acknowledge(int(payload))

    def _on_message(self, message: bytes) -> None:
        """The first one says where the desktop stopped; others are of no interest."""
        try:
            message.decode()
        except UnicodeDecodeError:
            self._speech.fail(_NOT_UTF8, "not UTF-8")
            return
        if self._resumed or self._channel.cut:
            return
        try:
            resume = decode_resume(message)
        except ReplyNotUnderstood as error:
            self._bad_frame(error.detail)
            return
        self._resumed = True
        self._set_timer(None)
        self._shared.heartbeat.add(self)
        self._follow(self._start(resume))

    def _bad_frame(self, why: str) -> None:
        if not self._resumed:
            _log.info("a bad frame: %s", why, extra=facts_of(self._device))
            self._channel.end(CloseCode.BAD_FRAME)

    def _resume_too_late(self) -> None:
        self._bad_frame("no first frame in time")

    # What the stream says.

    async def _start(self, resume: Resume) -> None:
        log = self._shared.fanout.log
        source = source_of(self._device.account)
        self._policy = self._wanted_policy()
        start = start_after(resume, await log.span(self._device.account), log.epoch)
        opening = text_frame(self._welcome(start, source))
        if start.gap is not None:
            opening += text_frame(encode_gap(start.gap, log.epoch, source=source))
        self._channel.start_after(start.after)
        last = await self._replay(opening)
        # Nothing is awaited from the end of the replay to here: no gap, no repeat.
        live = text_frame(encode_live(log.epoch, self._channel.sent, source=source))
        self._write(last + live)
        self._channel.go_live()

    async def _catch_up(self) -> None:
        """Follow the log again after the far side had stopped reading."""
        after = self._channel.sent
        self._write(await self._replay())
        self._channel.go_live()
        if (await self._shared.fanout.log.span(self._device.account)).trimmed_to > after:
            # Perhaps something was forgotten before it was read: the desktop
            # resumes, and is told of the gap.
            self._channel.end(CloseCode.TOO_SLOW)

    async def _replay(self, said: bytes = b"") -> bytes:
        """Send ``said``, then every event in the log that this stream lacks.

        The channel was opened before the log is read, and an event published
        meanwhile raises its latest number; so the log is read until nothing
        newer was published.  Each write is a system call, so frames go out
        together; the last of them are returned, to be written at once.  No event
        waits unwritten for anything else: a ping tells how far the stream has come.
        """
        channel, device, fanout = self._channel, self._device, self._shared.fanout
        while True:
            page = await fanout.log.after(device.account, device.employee_id, channel.sent, PAGE)
            for stored in page:
                said += self._taken(fanout.frame(stored))
                if len(said) >= _AT_ONCE:
                    said = await self._written(said)
            if len(page) < PAGE and channel.latest <= channel.sent:
                return said
            said = await self._written(said)

    async def _written(self, said: bytes) -> bytes:
        """Write it, then wait for a far side that does not read; nothing is left."""
        self._write(said)
        while self._paused_at is not None:
            self._writable = asyncio.get_running_loop().create_future()
            await self._writable
        return b""

    def _wanted_policy(self) -> Policy:
        settings = self._shared.roster.settings(self._device.account)
        return Policy(parameters=settings.parameters, settings=settings.policy.version)

    def _tell_policy(self) -> None:
        """Say what the administrator has chosen, if it is not what was said last."""
        policy = self._wanted_policy()
        if policy != self._policy:
            self._policy = policy
            epoch = self._shared.fanout.log.epoch
            source = source_of(self._device.account)
            self._write(text_frame(encode_policy(policy, epoch, source=source)))

    def _welcome(self, start: Start, source: str) -> bytes:
        return encode_welcome(
            Welcome(
                epoch=self._shared.fanout.log.epoch,
                latest=start.latest,
                employee=self._shared.roster.employees(self._device.account)[
                    self._device.employee_id
                ],
                policy=self._policy,
                sent_at=datetime.now(UTC),
            ),
            source=source,
        )

    def _taken(self, frame: EncodedFrame) -> bytes:
        """The bytes to write of an event; none if the device does not count any more.

        Raises:
            RuntimeError: a defect: the event is not for this employee.
        """
        if self._device.employee_id not in frame.audience:
            raise RuntimeError(f"event {frame.seq} is not for {self._device.employee_id}")
        if not self._shared.roster.still_valid(self._device):
            self._channel.end(CloseCode.TOKEN_REFUSED)
        if self._channel.cut:
            return b""
        self._channel.handed_over(frame.seq)
        self._shared.metrics.frames_sent += 1
        return frame.data

    def _write(self, data: bytes) -> None:
        if data and self._transport is not None and not self._channel.cut:
            self._transport.write(data)

    def _flush(self) -> None:
        """Send what the protocol wants to be sent: pings, pongs, the close frame."""
        if self._transport is None:
            return
        said = self._speech.data_to_send()
        if self._paused_at is not None and self._speech.state is State.OPEN:
            # Who asks for pongs without reading them gets none.
            return
        for chunk in said:
            if chunk:
                self._transport.write(chunk)
            else:
                self._channel.cut = True
                self._set_timer(self._shared.limits.closing_s, self._transport.abort)
                self._transport.close()

    # Tasks and timers.

    def _follow(self, following: Coroutine[None, None, None]) -> None:
        self._following = asyncio.get_running_loop().create_task(following)
        self._following.add_done_callback(self._followed)

    def _followed(self, following: asyncio.Task[None]) -> None:
        self._following = None
        error = None if following.cancelled() else following.exception()
        if isinstance(error, ConnectionError):
            _log.warning("the log is away: %s", error, extra=facts_of(self._device))
        elif error is not None:
            _log.error("the stream failed", exc_info=error, extra=facts_of(self._device))
        if error is not None:
            self._channel.end(CloseCode.GOING_AWAY)

    def _stop_following(self) -> None:
        if self._following is not None:
            self._following.cancel()

    def _set_timer(self, after_s: float | None, then: Callable[[], object] | None = None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if after_s is not None and then is not None:
            self._timer = asyncio.get_running_loop().call_later(after_s, then)
