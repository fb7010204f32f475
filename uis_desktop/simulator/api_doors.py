"""The two API addresses over HTTP: what goes wrong on the way is decided here."""

from __future__ import annotations

import asyncio
import contextlib

import msgspec
from aiohttp import web

from uis_desktop.simulator.faults import ApiTrouble
from uis_desktop.simulator.rpc import Endpoint

_JSON = "application/json; charset=UTF-8"
_GARBAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
#: A client that has not given up by then is hung up on.
_HANG_S = 120.0


class ApiDoor:
    """One API's address; only POST, only JSON with a length."""

    def __init__(self, endpoint: Endpoint, closing: asyncio.Event) -> None:
        self._endpoint = endpoint
        self._closing = closing

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, or fail as asked."""
        if request.content_length is None:
            return web.Response(status=411, text="Content-Length is required")
        if request.content_type != "application/json":
            # The documentation demands the header and does not say what happens without.
            return web.Response(status=415, text="Content-Type must be application/json")
        reply = self._endpoint.answer(await request.read(), request.remote or "")
        if reply.fault is not None and reply.fault.fault != "slow":
            return await self._fail(request, reply.fault)
        if reply.fault is not None:
            await self._hang(reply.fault.delay_s)
        return web.Response(body=reply.body, status=reply.status, headers={"Content-Type": _JSON})

    async def _fail(self, request: web.Request, trouble: ApiTrouble) -> web.StreamResponse:
        match trouble.fault:
            case "http_500":
                return web.Response(status=500, text="Internal Server Error")
            case "garbage":
                return web.Response(body=_GARBAGE, content_type="text/html")
            case "timeout_before" | "timeout_after":
                await self._hang(_HANG_S)
            case _:
                pass
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _hang(self, seconds: float) -> None:
        """Say nothing; the server cancels us when the client goes."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()


def json_response(data: object, status: int = 200) -> web.Response:
    """``data`` as JSON."""
    return web.Response(
        body=msgspec.json.encode(data), status=status, headers={"Content-Type": _JSON}
    )
