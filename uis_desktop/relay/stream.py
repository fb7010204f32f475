"""``GET /v1/stream``: the websocket endpoint, and nothing else.

A thin file on purpose: a faster websocket engine can take it over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from aiohttp import WSMsgType, web

from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.fanout import Channel, EncodedFrame, Fanout, source_of
from uis_desktop.relay.gaps import Start, start_after
from uis_desktop.relay.heartbeat import Heartbeat
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.refusals import Refused, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.codec import (
    decode_resume,
    encode_gap,
    encode_live,
    encode_policy,
    encode_welcome,
)
from uis_desktop.wire.frames import RESUME_LIMIT, SUBPROTOCOL, Policy, Resume, Welcome

_log = logging.getLogger(__name__)
_WRITE_BUFFER = 64 * 1024
_OVER = frozenset({WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR})


class Stream:
    """Gives every desktop the events its employee may see, and no other."""

    def __init__(self, *, roster: Roster, fanout: Fanout, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._fanout = fanout
        self._metrics = metrics
        self._limits = limits

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The websocket's address."""
        return (web.get("/v1/stream", self.follow, allow_head=False),)

    async def follow(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one stream to its end."""
        device = self._admit(request)
        socket = web.WebSocketResponse(
            timeout=2.0,
            autoping=False,
            protocols=(SUBPROTOCOL,),
            compress=False,
            max_msg_size=RESUME_LIMIT,
            writer_limit=_WRITE_BUFFER // 4,
        )
        await socket.prepare(request)
        channel = self._fanout.open(device)
        try:
            await self._serve(socket, channel)
        finally:
            self._fanout.close(channel)
        await self._close(request, socket, channel)
        return socket

    def _admit(self, request: web.Request) -> Device:
        """Whose stream this is to be.

        Raises:
            Refused: 403 from a browser page, 401 without a valid token, 400 in
                another subprotocol.
        """
        if "Origin" in request.headers:
            raise Refused(403, "origin_refused", "Browsers have no business here.")
        device = require_device(request, self._roster)
        offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if SUBPROTOCOL not in {protocol.strip() for protocol in offered}:
            raise Refused(400, "subprotocol_missing", f"Only {SUBPROTOCOL} is spoken here.")
        return device

    async def _serve(self, socket: web.WebSocketResponse, channel: Channel) -> None:
        """Talk until the desktop leaves or the relay ends the stream."""
        if self._too_many(channel.device):
            channel.end(CloseCode.TOO_MANY)
            return
        talk = asyncio.create_task(self._talk(socket, channel))
        await _first_of(talk, until=channel.cut)

    async def _talk(self, socket: web.WebSocketResponse, channel: Channel) -> None:
        resume = await self._resume(socket, channel)
        if resume is None:
            return
        heartbeat = Heartbeat(channel, self._limits)
        draining = asyncio.create_task(self._drain(socket, heartbeat))
        sending = asyncio.create_task(self._send(socket, channel, resume, heartbeat))
        try:
            await _first_of(draining, sending)
        finally:
            heartbeat.stop()

    def _too_many(self, device: Device) -> bool:
        same = sum(channel.device.id == device.id for channel in self._fanout.channels())
        return same > self._limits.streams_per_device

    async def _resume(self, socket: web.WebSocketResponse, channel: Channel) -> Resume | None:
        """The desktop's first frame, or None after the stream was ended."""
        try:
            async with asyncio.timeout(self._limits.resume_s):
                message = await socket.receive()
                while message.type in {WSMsgType.PING, WSMsgType.PONG}:
                    if message.type is WSMsgType.PING:
                        await socket.pong(message.data)
                    message = await socket.receive()
            return decode_resume(message.data if message.type is WSMsgType.TEXT else "")
        except TimeoutError:
            _log.info("device %s: no first frame in time", channel.device.id)
        except ReplyNotUnderstood as error:
            _log.info("device %s: %s", channel.device.id, error.detail)
        channel.end(CloseCode.BAD_FRAME)
        return None

    async def _drain(self, socket: web.WebSocketResponse, heartbeat: Heartbeat) -> None:
        """Read what the desktop sends, so that its pongs are not buried."""
        while True:
            message = await socket.receive()
            if message.type in _OVER:
                return
            if message.type is WSMsgType.PONG:
                heartbeat.answered(bytes(message.data))
            heartbeat.heard()
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)

    async def _send(
        self,
        socket: web.WebSocketResponse,
        channel: Channel,
        resume: Resume,
        heartbeat: Heartbeat,
    ) -> None:
        device, log = channel.device, self._fanout.log
        source = source_of(device.account)
        start = start_after(resume, await log.span(device.account), log.epoch)
        policy = self._policy(device)
        await socket.send_str(self._welcome(device, start, policy, source))
        if start.gap is not None:
            await socket.send_str(encode_gap(start.gap, log.epoch, source=source))
        last = start.after
        async with contextlib.aclosing(self._fanout.missed(channel, last)) as missed:
            async for frame in missed:
                last = frame.seq
                await self._send_frame(socket, channel, frame, heartbeat)
        await socket.send_str(encode_live(log.epoch, last, source=source))
        async with contextlib.aclosing(self._fanout.live(channel)) as live:
            async for event in live:
                if event is None:
                    heartbeat.asked()
                    await socket.ping(heartbeat.question())
                    policy = await self._tell_policy(socket, device, policy)
                else:
                    await self._send_frame(socket, channel, event, heartbeat)

    def _policy(self, device: Device) -> Policy:
        return Policy(parameters=self._roster.settings(device.account).parameters)

    def _welcome(self, device: Device, start: Start, policy: Policy, source: str) -> str:
        return encode_welcome(
            Welcome(
                epoch=self._fanout.log.epoch,
                latest=start.latest,
                employee=self._roster.employees(device.account)[device.employee_id],
                policy=policy,
                sent_at=datetime.now(UTC),
            ),
            source=source,
        )

    async def _tell_policy(
        self, socket: web.WebSocketResponse, device: Device, told: Policy
    ) -> Policy:
        """Say what the administrator has chosen, if it is not what was said last."""
        policy = self._policy(device)
        if policy != told:
            source = source_of(device.account)
            await socket.send_str(encode_policy(policy, self._fanout.log.epoch, source=source))
        return policy

    async def _send_frame(
        self,
        socket: web.WebSocketResponse,
        channel: Channel,
        frame: EncodedFrame,
        heartbeat: Heartbeat,
    ) -> None:
        """Send one event, if it is for this employee and the device still counts."""
        device = channel.device
        if device.employee_id not in frame.audience:
            raise RuntimeError(f"event {frame.seq} is not for employee {device.employee_id}")
        if not self._roster.still_valid(device):
            channel.end(CloseCode.TOKEN_REFUSED)
            return
        heartbeat.sending()
        await socket.send_frame(frame.data, WSMsgType.TEXT)
        heartbeat.sent()
        channel.handed_over(frame.seq)
        self._metrics.frames_sent += 1

    async def _close(
        self, request: web.Request, socket: web.WebSocketResponse, channel: Channel
    ) -> None:
        """Say why and close; a far side that does not read is not waited for long."""
        cut = channel.cut.done()
        code = channel.cut.result() if cut else None
        if cut:
            reason = "no_pong" if code is None else code.name.casefold()
            self._metrics.streams_cut[reason] += 1
            _log.info("device %s: stream cut: %s", channel.device.id, reason)
        channel.cut.cancel()
        if code is not None and not socket.closed:
            try:
                async with asyncio.timeout(self._limits.closing_s):
                    await socket.close(code=code, drain=False)
            except TimeoutError:
                _log.info("device %s: does not read its close frame", channel.device.id)
                _abort(request)
        elif cut:
            _abort(request)


async def _first_of(
    *tasks: asyncio.Task[None], until: asyncio.Future[CloseCode | None] | None = None
) -> None:
    """Wait for the first to end, end the others, and let a defect through.

    A lost connection is no defect: the desktop comes back and resumes.
    """
    waiting: set[asyncio.Task[None] | asyncio.Future[CloseCode | None]] = {*tasks}
    if until is not None:
        waiting.add(until)
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception) and not isinstance(outcome, ConnectionError):
            raise outcome


def _abort(request: web.Request) -> None:
    """Give up the connection without waiting for what is still to be sent."""
    if request.transport is not None:
        request.transport.abort()
