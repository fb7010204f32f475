"""``POST /v1/call-api``, and a neighbour: doors at which every answer is JSON-RPC."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Protocol

from aiohttp import web

from uis_desktop.relay.call_proxy.pace import Pace
from uis_desktop.relay.call_proxy.replies import Declined, Reply, declined
from uis_desktop.relay.call_proxy.request import Asked
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.patience import read_body
from uis_desktop.relay.refusals import Refused, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.call_api import RelayWord

_LARGEST_BODY = 16 * 1024


class Proxy(Protocol):
    """Has something done at UIS in a device's name."""

    async def carry_out(self, device: Device, method: str, params: Mapping[str, object]) -> Reply:
        """The reply to a request of this device; the first step may raise :class:`Declined`."""
        ...


class JsonRpcDoor:
    """Lets devices in, as often as they may ask."""

    def __init__(self, path: str, *, roster: Roster, proxy: Proxy, limits: Limits) -> None:
        self._path = path
        self._roster = roster
        self._proxy = proxy
        self._limits = limits
        self._pace = Pace(limits.call_api_per_minute)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The one address."""
        return (web.post(self._path, self.take),)

    async def take(self, request: web.Request) -> web.Response:
        """Answer one request."""
        asked = Asked()
        try:
            device = await self._device(request)
            self._check_pace(device)
            asked.read(await self._body(request))
            reply = await self._proxy.carry_out(device, asked.method, asked.params or {})
        except Declined as refusal:
            reply = declined(refusal)
        return _response(reply, asked)

    async def _device(self, request: web.Request) -> Device:
        try:
            return await require_device(request, self._roster)
        except Refused as refusal:
            certain = refusal.status == 401
            word = RelayWord.TOKEN_REFUSED if certain else RelayWord.NOT_SENT
            raise Declined(word) from refusal

    def _check_pace(self, device: Device) -> None:
        wait_s = self._pace.wait_s(device.id)
        if wait_s > 0:
            raise Declined(RelayWord.TOO_MANY, retry_after_s=math.ceil(wait_s))

    async def _body(self, request: web.Request) -> bytes:
        try:
            return await read_body(request, limit=_LARGEST_BODY, within_s=self._limits.request_s)
        except Refused as refusal:
            raise Declined(RelayWord.BAD_REQUEST) from refusal


def _response(reply: Reply, asked: Asked) -> web.Response:
    headers = {"Cache-Control": "no-store"}
    if reply.retry_after_s is not None:
        headers["Retry-After"] = str(reply.retry_after_s)
    return web.Response(
        body=reply.body(asked.id),
        status=reply.status,
        content_type="application/json",
        headers=headers,
    )
