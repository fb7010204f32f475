"""Which calls an employee may hang up, hold or hand over: those he is in himself."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable

from uis_desktop.core.events import CallEvent, Kind, kind_of
from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.relay.audience import Colleagues
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.log.port import Log, Record, Wanted
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.codec import event_from_json

#: An employee's phone is in the call, but nobody talks yet.
_RUNG = frozenset({Kind.WAITING, Kind.OUTGOING})
#: More events than any call has.
_MOST_EVENTS = 500
_STARTED_KEPT_S = 12 * 3600.0
_MOST_STARTED = 50_000


class Rights:
    """Knows the calls the devices have started, and reads the others off the log."""

    def __init__(self, roster: Roster, log: Log) -> None:
        self._roster = roster
        self._log = log
        self._started: OrderedDict[tuple[str, str, str], float] = OrderedDict()

    def started(self, device: Device, call_session_id: str) -> None:
        """UIS has named the session of a call that this device asked for."""
        self._started[device.account, device.employee_id, call_session_id] = time.monotonic()
        if len(self._started) > _MOST_STARTED:
            self._started.popitem(last=False)

    def has_started(self, device: Device, call_session_id: str) -> bool:
        """The employee's own device has asked for this call."""
        at = self._started.get((device.account, device.employee_id, call_session_id))
        return at is not None and at > time.monotonic() - _STARTED_KEPT_S

    async def may_control(self, device: Device, call_session_id: str) -> bool:
        """The employee started this call, or is in it.

        Raises:
            ConnectionError: the log is away, nobody can tell.
        """
        if self.has_started(device, call_session_id):
            return True
        records = await self._log.records(
            device.account, Wanted(call_session_id=call_session_id, limit=_MOST_EVENTS)
        )
        colleagues = self._roster.colleagues(device.account)
        return is_in_call(reversed(records), device.employee_id, colleagues)


def is_in_call(records: Iterable[Record], employee_id: str, colleagues: Colleagues) -> bool:
    """He talks, or nobody does yet and his phone rings or dials.

    ``records`` are those of one call, the oldest first.  To have seen the call is
    not enough: everybody of a line sees its calls.  Whoever began to talk last has
    the call: UIS does not say what it sends while a contact is on hold, so the end
    of a talk takes no right away.
    """
    talking: frozenset[str] = frozenset()
    rung: set[str] = set()
    for event in filter(None, map(_event, records)):
        kind = kind_of(event)
        if kind is Kind.TALK_STARTED:
            talking = _meant(event, colleagues) or talking
        elif kind in _RUNG:
            rung |= _meant(event, colleagues)
    return employee_id in (talking or rung)


def _event(record: Record) -> CallEvent | None:
    if record.normal is None:
        return None
    try:
        return event_from_json(record.normal)
    except ReplyNotUnderstood:
        # Written by another release.
        return None


def _meant(event: CallEvent, colleagues: Colleagues) -> frozenset[str]:
    if event.employee_id is not None:
        return frozenset({event.employee_id})
    return colleagues.meant_by(event)
