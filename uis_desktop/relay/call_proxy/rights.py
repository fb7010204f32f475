"""Which calls an employee may hang up, hold or hand over: those he is in himself."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable

from uis_desktop.relay.audience import Colleagues
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.log.port import Log, Record
from uis_desktop.relay.log.records import records_of_call
from uis_desktop.relay.roster import Roster
from uis_desktop.relay.talks import phones_in

_REMEMBERED_S = 12 * 3600.0
_MOST_REMEMBERED = 50_000


class _Remembered:
    """Calls of employees, the newest so many, for so long."""

    def __init__(self) -> None:
        self._calls: OrderedDict[tuple[str, str, str], float] = OrderedDict()

    def add(self, device: Device, call_session_id: str) -> None:
        self._calls[device.account, device.employee_id, call_session_id] = time.monotonic()
        if len(self._calls) > _MOST_REMEMBERED:
            self._calls.popitem(last=False)

    def remove(self, device: Device, call_session_id: str) -> None:
        self._calls.pop((device.account, device.employee_id, call_session_id), None)

    def has(self, device: Device, call_session_id: str) -> bool:
        at = self._calls.get((device.account, device.employee_id, call_session_id))
        return at is not None and at > time.monotonic() - _REMEMBERED_S


class Rights:
    """Knows the calls the devices have started or hold, and reads the others off the log."""

    def __init__(self, roster: Roster, log: Log) -> None:
        self._roster = roster
        self._log = log
        self._started = _Remembered()
        self._held = _Remembered()

    def started(self, device: Device, call_session_id: str) -> None:
        """UIS has named the session of a call that this device asked for."""
        self._started.add(device, call_session_id)

    def has_started(self, device: Device, call_session_id: str) -> bool:
        """The employee's own device has asked for this call."""
        return self._started.has(device, call_session_id)

    def carried_out(self, device: Device, method: str, call_session_id: str) -> None:
        """UIS has done this for the employee: whose contact waits is his until handed over."""
        if method == "hold.call":
            self._held.add(device, call_session_id)
        elif method == "transfer.talk":
            self._held.remove(device, call_session_id)

    async def may_control(self, device: Device, call_session_id: str) -> bool:
        """The employee started this call, has put its contact on hold, or is in it.

        Raises:
            ConnectionError: the log is away, nobody can tell.
        """
        if self._started.has(device, call_session_id) or self._held.has(device, call_session_id):
            return True
        # Another relay may have the newest events.
        await self._log.span(device.account)
        records = await records_of_call(self._log, device.account, call_session_id)
        colleagues = self._roster.colleagues(device.account)
        return is_in_call(reversed(records), device.employee_id, colleagues)


def is_in_call(records: Iterable[Record], employee_id: str, colleagues: Colleagues) -> bool:
    """He talks, or nobody does and he talked last, or nobody has yet and his phone rings.

    ``records`` are those of one call, the oldest first.  To have seen the call is
    not enough: everybody of a line sees its calls.  Several may talk: whoever is
    asked during a consultation, and who asks him.  UIS does not say what it sends
    while a contact is on hold, so the end of a talk takes the right away only if
    somebody else goes on talking.
    """
    phones = phones_in(records, colleagues)
    return employee_id in (phones.talking or phones.last or phones.rung)
