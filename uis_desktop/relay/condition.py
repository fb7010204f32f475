"""How the relay is doing: liveness, readiness, metrics."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable

from aiohttp import web

from uis_desktop.relay.fanout import Fanout
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.metrics import Metrics
from uis_desktop.relay.refusals import json_response, refused


class Condition:
    """Answers whoever looks after the relay."""

    def __init__(
        self, *, log: Log, fanout: Fanout, metrics: Metrics, metrics_token: str | None
    ) -> None:
        self._log = log
        self._fanout = fanout
        self._metrics = metrics
        self._token = metrics_token
        self._leaving = False

    def leave(self) -> None:
        """Not ready from now on: send nobody here."""
        self._leaving = True

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Where monitoring asks."""
        return (
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/metrics", self.metrics),
        )

    async def healthz(self, _request: web.Request) -> web.Response:
        """``GET /healthz``: the process answers."""
        return json_response({"status": "ok"})

    async def readyz(self, _request: web.Request) -> web.Response:
        """``GET /readyz``: notifications can be stored."""
        if not self._log.up or self._leaving:
            return json_response({"status": "not_ready"}, status=503)
        return json_response({"status": "ready"})

    async def metrics(self, request: web.Request) -> web.Response:
        """``GET /metrics``: for the same machine, or with the token."""
        if not self._may_read(request):
            raise refused(404)
        text = self._metrics.text(open_streams=sum(1 for _ in self._fanout.channels()))
        return web.Response(text=text, content_type="text/plain", charset="utf-8")

    def _may_read(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self._token is not None and hmac.compare_digest(
            given.encode("utf-8", "surrogatepass"), self._token.encode()
        ):
            return True
        # A reverse proxy on this machine is not the one who asks.
        forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
        return not forwarded and ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback
