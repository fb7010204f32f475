"""A test ring: a notification on the road that UIS's notifications take, watched on its way.

The relay sends it to its own public address.  From there on nothing knows that
it is a test: the mark in the additional parameters only keeps it from counting
as one of UIS's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from uis_desktop.core.events import Employee
from uis_desktop.core.ring_test import TEST_MARK, RingStep
from uis_desktop.errors import OutcomeUnknown, UisError
from uis_desktop.net.https import Https
from uis_desktop.relay.directory.tables import Account, Device
from uis_desktop.relay.fanout import Channel, Fanout
from uis_desktop.relay.log.port import Log, Record, Wanted

_log = logging.getLogger(__name__)

#: What a test ring passes, in order.
STEPS = tuple(step.value for step in RingStep)

#: Nobody has this number.
_CALLER = "70000000000"
_NAME = "Тестовый звонок / Test ring"
_ANSWER_S = 10.0
_PATIENCE_S = 6.0
_LOOK_EVERY_S = 0.02
_RINGS_FOR = timedelta(seconds=6)


@dataclass(slots=True, kw_only=True)
class Ring:
    """How far a test ring came.

    Attributes:
        steps: when each step was done, by its word, in order.
        problem: the word for what stopped it; ``about`` says more.
    """

    call_session_id: str
    steps: dict[str, datetime] = field(default_factory=dict)
    problem: str | None = None
    about: str = ""

    def stopped(self, problem: str, about: object = "") -> Ring:
        """It came so far and no further."""
        self.problem, self.about = problem, str(about)
        return self


class TestRings:
    """Rings desktops, one after another, and hangs up a few seconds later."""

    # Not a test case, whatever its name looks like to pytest.
    __test__ = False

    def __init__(
        self, log: Log, fanout: Fanout, https: Https, url: str, *, several: bool = False
    ) -> None:
        """``several``: a desktop that is not connected here may be so at another relay."""
        self._several = several
        self._events = log
        self._fanout = fanout
        self._https = https
        self._url = url
        self._ringing: asyncio.Queue[tuple[datetime, str, bytes]] = asyncio.Queue()

    async def ring(self, account: Account, employee: Employee, device: Device) -> Ring:
        """Ring this desktop and follow the event until it has read it."""
        ring = Ring(call_session_id=f"test-{secrets.token_hex(6)}")
        ring.steps["sent"] = datetime.now(UTC)
        hook = self._url + account.hook_path
        waiting = _notification("Ожидание ответа", ring, account, employee)
        try:
            answer = await self._https.post(
                hook, _body(waiting, leg_id=ring.call_session_id), deadline_s=_ANSWER_S
            )
        except OutcomeUnknown as error:
            return ring.stopped("no_answer", error.detail)
        except UisError as error:
            return ring.stopped("unreachable", error.detail)
        answered_at = datetime.now(UTC)
        if answer.status >= 300:
            return ring.stopped("status", answer.status)
        ended = _notification("Завершение звонка", ring, account, employee)
        end = _body(ended, total_time_duration=6, wait_time_duration=6, is_lost=False)
        self._ringing.put_nowait((answered_at + _RINGS_FOR, hook, end))
        record = await self._stored(account, ring)
        if record is None:
            return ring.stopped("elsewhere")
        ring.steps["received"] = record.received_at
        ring.steps["stored"] = answered_at
        if device.employee_id not in record.audience:
            return ring.stopped("not_for_him")
        return await self._follow(ring, device, record.seq)

    async def hang_up(self) -> None:
        """End the calls of the test rings, so that their cards close, until cancelled."""
        while True:
            due, hook, body = await self._ringing.get()
            await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
            try:
                await self._https.post(hook, body, deadline_s=_ANSWER_S)
            except UisError as error:
                _log.warning("a test ring could not be ended: %s", error.detail)

    async def _stored(self, account: Account, ring: Ring) -> Record | None:
        # Another relay may have taken it in; asking for the span waits for what it did.
        with contextlib.suppress(ConnectionError):
            await self._events.span(account.id)
        wanted = Wanted(call_session_id=ring.call_session_id, limit=1)
        found = await self._events.records(account.id, wanted)
        return found[0] if found else None

    async def _follow(self, ring: Ring, device: Device, seq: int) -> Ring:
        """Watch the desktop's stream: handed to its socket, then read by it."""
        if not self._channels(device):
            return ring.stopped("not_here" if self._several else "not_connected")
        channel = await self._first(device, lambda one: one.sent >= seq)
        if channel is None:
            return ring.stopped("not_sent")
        ring.steps["delivered"] = channel.sent_at or datetime.now(UTC)
        # The answer to us came later than the event left: it was stored before it left.
        ring.steps["stored"] = min(ring.steps["stored"], ring.steps["delivered"])
        channel.nudge()
        channel = await self._first(device, lambda one: one.acknowledged >= seq)
        if channel is None:
            return ring.stopped("not_read")
        ring.steps["acknowledged"] = channel.acknowledged_at or datetime.now(UTC)
        return ring

    async def _first(self, device: Device, wanted: Callable[[Channel], bool]) -> Channel | None:
        """The first of the device's streams of which this becomes true; None: too late."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while True:
                    for channel in self._channels(device):
                        if wanted(channel):
                            return channel
                    # A stream tells nobody how far it is: that would cost something
                    # with every event.
                    await asyncio.sleep(_LOOK_EVERY_S)
        except TimeoutError:
            return None

    def _channels(self, device: Device) -> list[Channel]:
        return [one for one in self._fanout.channels() if one.device.id == device.id]


def _notification(name: str, ring: Ring, account: Account, employee: Employee) -> dict[str, object]:
    """What both notifications of a test ring say, in UIS's own words."""
    now = datetime.now(account.zone)
    return {
        "notification_name": name,
        "notification_time": now.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
        "call_session_id": ring.call_session_id,
        "direction": "in",
        "contact_phone_number": _CALLER,
        "contact_full_name": _NAME,
        "virtual_phone_number": employee.lines[0].removeprefix("+") if employee.lines else None,
        "employee_id": int(employee.id),
        "employee_full_name": employee.name,
        TEST_MARK: True,
    }


def _body(notification: dict[str, object], **more: object) -> bytes:
    return json.dumps({**notification, **more}, ensure_ascii=False).encode()
