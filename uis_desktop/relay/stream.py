"""``GET /v1/stream``: who may have a stream, and the upgrade to a websocket."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web
from websockets.utils import accept_key

from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.guard import guard_of
from uis_desktop.relay.heartbeat import Heartbeat
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.refusals import Refused, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.stream_connection import Shared, StreamConnection
from uis_desktop.wire.frames import SUBPROTOCOL


class Stream:
    """Lets desktops in; from the upgrade on the connection is a :class:`StreamConnection`."""

    def __init__(self, *, roster: Roster, fanout: Fanout, metrics: Metrics, limits: Limits) -> None:
        self._roster = roster
        self._shared = Shared(roster, fanout, metrics, limits, Heartbeat(limits.ping_s))

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The websocket's address."""
        return (web.get("/v1/stream", self.follow, allow_head=False),)

    async def follow(self, request: web.Request) -> web.Response:
        """Answer the upgrade and hand the connection over.

        For aiohttp it ends here, as if the desktop had hung up: the response that
        is returned goes nowhere.
        """
        device = await self._admit(request)
        guard = guard_of(request)
        if guard is None:
            raise Refused(400, "bad_request", "There is no connection to be upgraded.")
        guard.hand_over(StreamConnection(device, self._shared), first=_switching(request))
        return web.Response()

    async def _admit(self, request: web.Request) -> Device:
        """Whose stream this is to be.

        Raises:
            Refused: 403 from a browser page, 401 without a valid token, 400 in
                another subprotocol or without an upgrade, 503 while nobody can tell.
        """
        if "Origin" in request.headers:
            raise Refused(403, "origin_refused", "Browsers have no business here.")
        device = await require_device(request, self._roster)
        offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        if SUBPROTOCOL not in {protocol.strip() for protocol in offered}:
            raise Refused(400, "subprotocol_missing", f"Only {SUBPROTOCOL} is spoken here.")
        if not web.WebSocketResponse(protocols=(SUBPROTOCOL,)).can_prepare(request).ok:
            raise Refused(400, "no_upgrade", "This address speaks websocket (RFC 6455) only.")
        return device


def _switching(request: web.Request) -> bytes:
    """The answer to an upgrade (RFC 6455, 4.2.2)."""
    accept = accept_key(request.headers["Sec-WebSocket-Key"])
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n"
    ).encode()
