"""What a desktop's connection check asks: does UIS notify us, and does a ring arrive here?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime

from aiohttp import web

from uis_desktop.core.events import Employee
from uis_desktop.relay.admin.board import Board
from uis_desktop.relay.admin.ringing import TestRings
from uis_desktop.relay.call_proxy.pace import Pace
from uis_desktop.relay.directory.tables import Account, Device
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.log.port import Log
from uis_desktop.relay.refusals import Refused, json_response, not_ready, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.frames import RelayStatus, RingReply


class Checks:
    """Tells a device about its own company, and rings its own employee."""

    def __init__(self, *, roster: Roster, log: Log, rings: TestRings, limits: Limits) -> None:
        self._roster = roster
        self._rings = rings
        self._board = Board(log)
        self._pace = Pace(limits.test_rings_per_minute)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """The two addresses."""
        return (
            web.get("/v1/status", self.status, allow_head=False),
            web.post("/v1/test-ring", self.ring),
        )

    async def status(self, request: web.Request) -> web.Response:
        """``GET /v1/status``: when UIS last notified the company's relay of anything."""
        device = await require_device(request, self._roster)
        try:
            newest = await self._board.latest(device.account)
        except ConnectionError as error:
            raise not_ready() from error
        arrived = [record.received_at for record in newest.values()]
        status = RelayStatus(time=datetime.now(UTC), notified_at=max(arrived, default=None))
        return json_response(status)

    async def ring(self, request: web.Request) -> web.Response:
        """``POST /v1/test-ring``: ring this device; the answer comes when it has, or cannot."""
        device = await require_device(request, self._roster)
        wait_s = self._pace.wait_s(device.id)
        if wait_s > 0:
            raise Refused(
                429, "too_many", "Too many test rings; wait.", retry_after_s=math.ceil(wait_s)
            )
        account, employee = self._whose(device)
        ring = await self._rings.ring(account, employee, device)
        reply = RingReply(
            time=datetime.now(UTC),
            call_session_id=ring.call_session_id,
            steps=ring.steps,
            problem=ring.problem,
        )
        return json_response(reply)

    def _whose(self, device: Device) -> tuple[Account, Employee]:
        """The device's company and employee.

        Raises:
            Refused: 503, they are being taken out of the directory.
        """
        account = self._roster.current().accounts.get(device.account)
        employee = self._roster.employees(device.account).get(device.employee_id)
        if account is None or employee is None:
            raise not_ready()
        return account, employee
