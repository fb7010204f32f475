"""One websocket to the relay, from the upgrade to the close.

The only place that knows websockets.  Its own reconnecting is not used: it
stops for good on anything but a few errors, a captive portal's 200 among them.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidMessage,
    InvalidProxy,
    InvalidStatus,
    InvalidURI,
    WebSocketException,
)
from websockets.http11 import Response
from websockets.proxy import get_proxy, parse_proxy
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from uis_desktop import __version__
from uis_desktop.core.link import OfflineReason, RefusedReason
from uis_desktop.net.certificates import system_trust
from uis_desktop.wire.closing import CloseCode
from uis_desktop.wire.frames import SUBPROTOCOL, ErrorBody

logger = logging.getLogger(__name__)

_CONNECT_S = 8.0
#: A dead link is noticed after ping interval + ping timeout + close timeout.
_PING_EVERY_S = 5
_PONG_WITHIN_S = 5
_CLOSE_WITHIN_S = 2
_LARGEST_FRAME = 1024 * 1024
#: Frames read ahead; behind that the relay waits, and cuts us if we stay too slow.
_READ_AHEAD = 400
_BATCH = 200

#: Final if the relay itself says so: a proxy's or portal's 403 ends when its sign-in is done.
_REFUSED_STATUS = {401: RefusedReason.DEVICE_REVOKED, 403: RefusedReason.NOT_ALLOWED}
_REFUSED_CODE = {
    CloseCode.TOKEN_REFUSED: RefusedReason.DEVICE_REVOKED,
    CloseCode.NOT_ALLOWED: RefusedReason.NOT_ALLOWED,
    CloseCode.BAD_FRAME: RefusedReason.PROTOCOL,
}
_OFFLINE_CODE = {
    CloseCode.TOO_SLOW: OfflineReason.TOO_SLOW,
    CloseCode.GOING_AWAY: OfflineReason.RELAY_GOING_AWAY,
    # RFC 6455: going away; IANA: service restart, try again later.
    1001: OfflineReason.RELAY_GOING_AWAY,
    1012: OfflineReason.RELAY_GOING_AWAY,
    1013: OfflineReason.RELAY_GOING_AWAY,
    # RFC 6455: our verdict on what the other side sent.
    1002: OfflineReason.NOT_A_RELAY,
    1003: OfflineReason.NOT_A_RELAY,
    1007: OfflineReason.NOT_A_RELAY,
    1009: OfflineReason.NOT_A_RELAY,
}


class LinkLost(Exception):
    """There is no connection, or no more; trying again may help."""

    def __init__(self, reason: OfflineReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class LinkRefused(Exception):
    """The relay does not want us."""

    def __init__(self, reason: RefusedReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class _Connect(connect):
    """Stays where it was sent: a redirect would carry the token along."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class RelaySocket:
    """An open connection; one task reads it, so that ``frames`` may be cancelled safely."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._arrived: asyncio.Queue[str | bytes | Exception] = asyncio.Queue(_READ_AHEAD)
        self._end: Exception | None = None
        self._reader = asyncio.create_task(self._read(), name="relay socket reader")

    async def send(self, text: str) -> None:
        """Send a frame.

        Raises:
            LinkLost, LinkRefused: the connection is closed.
        """
        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise _closed(closed) from closed

    async def frames(self) -> list[str | bytes]:
        """Wait for a frame, and take what else has come, up to a batch.

        Raises:
            LinkLost, LinkRefused: the connection is closed and everything was taken.
        """
        if self._end is not None:
            raise self._end
        taken: list[str | bytes] = []
        while len(taken) < _BATCH and not (taken and self._arrived.empty()):
            one = await self._arrived.get()
            if isinstance(one, Exception):
                self._end = one
                break
            taken.append(one)
        if not taken and self._end is not None:
            raise self._end
        return taken

    async def answers(self, within_s: float) -> bool:
        """Whether the relay answers a ping in time."""
        try:
            pong = await self._connection.ping()
            async with asyncio.timeout(within_s):
                await pong
        except (ConnectionClosed, TimeoutError):
            return False
        return True

    def cut(self) -> None:
        """Drop the connection without a goodbye: nobody is there to hear it."""
        self._connection.transport.abort()

    async def aclose(self) -> None:
        """Close with a goodbye."""
        self._reader.cancel()
        await asyncio.wait([self._reader])
        await self._connection.close()

    async def _read(self) -> None:
        try:
            while True:
                await self._arrived.put(await self._connection.recv())
        except ConnectionClosed as closed:
            await self._arrived.put(_closed(closed))


async def open_socket(address: str, token: str, *, trust_proxy_settings: bool) -> RelaySocket:
    """Connect, and agree on the subprotocol.

    Raises:
        LinkLost, LinkRefused
    """
    # At DEBUG websockets writes headers, hence the token.
    quiet = logging.getLogger("websockets.client")
    quiet.setLevel(logging.WARNING)
    tls: dict[str, Any] = {"ssl": system_trust()} if address.startswith("wss:") else {}
    try:
        connection = await _Connect(
            address,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            additional_headers={"Authorization": f"Bearer {token}"},
            user_agent_header=f"uis-desktop/{__version__}",
            proxy=_proxy_for(address) if trust_proxy_settings else None,
            open_timeout=_CONNECT_S,
            ping_interval=_PING_EVERY_S,
            ping_timeout=_PONG_WITHIN_S,
            close_timeout=_CLOSE_WITHIN_S,
            max_size=_LARGEST_FRAME,
            logger=quiet,
            **tls,
        )
    except (WebSocketException, OSError) as error:
        raise _not_opened(error) from error
    if connection.subprotocol != SUBPROTOCOL:
        connection.transport.abort()
        raise LinkLost(OfflineReason.NOT_A_RELAY, "the subprotocol was not agreed")
    return RelaySocket(connection)


def _proxy_for(address: str) -> str | None:
    """The system's proxy for this address; None for none, and for one that speaks SOCKS.

    websockets speaks SOCKS only with another library, and would end with an ImportError.
    """
    try:
        proxy = get_proxy(parse_uri(address))
        usable = proxy is None or parse_proxy(proxy).scheme.startswith("http")
    except (InvalidURI, InvalidProxy) as error:
        logger.warning("proxy of the system cannot be used: %s", type(error).__name__)
        return None
    if not usable:
        logger.warning("proxy of the system cannot be used: it speaks SOCKS")
        return None
    return proxy


def _not_opened(error: WebSocketException | OSError) -> LinkLost | LinkRefused:
    """Which failures are worth another try: all but the relay's clear no."""
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        if status in _REFUSED_STATUS and _of_the_relay(error.response):
            return LinkRefused(_REFUSED_STATUS[status], detail)
        busy = status == 429 or status >= 500
        return LinkLost(OfflineReason.UNREACHABLE if busy else OfflineReason.NOT_A_RELAY, detail)
    if isinstance(error, ssl.SSLError):
        return LinkLost(OfflineReason.TLS, detail)
    hung_up = isinstance(error, InvalidMessage) and isinstance(error.__cause__, EOFError)
    if isinstance(error, OSError) or hung_up:
        return LinkLost(OfflineReason.UNREACHABLE, detail)
    return LinkLost(OfflineReason.NOT_A_RELAY, detail)


def _of_the_relay(response: Response) -> bool:
    """The relay gives every refusal a body; who answers in its place has another."""
    try:
        msgspec.json.decode(response.body, type=ErrorBody)
    except (ValueError, RecursionError):
        return False
    return True


def _closed(closed: ConnectionClosed) -> LinkLost | LinkRefused:
    frame = closed.rcvd or closed.sent
    code = frame.code if frame is not None else 1006
    detail = f"closed with {code}"
    for refused, reason in _REFUSED_CODE.items():
        if closed.rcvd is not None and code == refused:
            return LinkRefused(reason, detail)
    return LinkLost(_OFFLINE_CODE.get(code, OfflineReason.UNREACHABLE), detail)
