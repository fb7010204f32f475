"""``list.calls``: the calls that go on, and who is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.data_api.fields import Row
from uis_desktop.simulator.leg_numbers import from_to
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.rpc import Params
from uis_desktop.simulator.scenario import Account, Quirks
from uis_desktop.simulator.switchboard import Switchboard

LIST_CALLS = (
    Parameter(name="direction", type=JsonType.STRING, one_of=("in", "out")),
    Parameter(
        name="virtual_phone_number", type=JsonType.STRING, pattern=re.compile(r"7[0-9]{1,14}")
    ),
)

_WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "dial": "Дозвон",
        "talk": "Разговор",
        "disconnected": "Разъединено",
        "operators_talk": "Разговор операторов",
        "hold": "На удержании",
        "transfer": "Перевод вызова",
    },
    "en": {
        "dial": "Dial",
        # The table says "Conversation", the sample this.
        "talk": "Talking",
        "disconnected": "Disconnected",
        "operators_talk": "Operators talking",
        "hold": "On hold",
        "transfer": "Call Transfer",
    },
}


class RunningCalls:
    """Lists the calls as UIS does."""

    def __init__(
        self, switchboard: Switchboard, account: Account, quirks: Callable[[], Quirks]
    ) -> None:
        self._switchboard = switchboard
        self._zone = ZoneInfo(account.timezone)
        self._quirks = quirks

    def listed(self, params: Params) -> object:
        """``list.calls``."""
        rows = [
            self._row(call)
            for call in self._switchboard.running
            if params.get("direction") in (None, call.origin.direction)
            and params.get("virtual_phone_number") in (None, call.origin.line.virtual_phone_number)
        ]
        if self._quirks().one_call == "object" and len(rows) == 1:
            return rows[0]
        return rows

    def _row(self, call: Call) -> Row:
        return {
            "call_session_id": call.id,
            "direction": call.origin.direction,
            "start_time": self._time(call.started_at),
            "virtual_phone_number": call.origin.line.virtual_phone_number,
            "contact_phone_number": call.origin.contact_phone_number,
            "external_id": call.origin.external_id,
            "tags": [{"tag_id": tag.id, "tag_name": tag.name} for tag in call.tags],
            "legs": [self._leg(call, leg) for leg in call.legs],
        }

    def _leg(self, call: Call, leg: Leg) -> Row:
        calling, called = from_to(call, leg)
        return {
            "leg_id": leg.id,
            "calling_phone_number": calling,
            "called_phone_number": called,
            "is_operator": leg.role != "contact",
            "employee_id": leg.employee.id if leg.employee else None,
            "employee_full_name": leg.employee.full_name if leg.employee else None,
            "record_call_enabled": call.recording,
            "state": _WORDS[self._quirks().leg_states][_state(call, leg)],
        }

    def _time(self, moment: datetime) -> str:
        match self._quirks().start_time:
            case "iso_z":
                return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            case "iso_ms":
                local = moment.astimezone(self._zone).replace(tzinfo=None)
                return local.isoformat(timespec="milliseconds")
            case _:
                return moment.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S")


def _state(call: Call, leg: Leg) -> str:
    """Which word; UIS shows no example of a talk that is held, so it is read off the words."""
    if leg.state == "done":
        return "disconnected"
    if leg.role == "contact":
        return _state_of_contact(call, leg)
    if leg.state == "ringing":
        return "dial"
    if call.state == "operators_talk" and leg.role != "coach":
        return "operators_talk"
    return "talk" if call.first_talk_at is not None else "dial"


def _state_of_contact(call: Call, leg: Leg) -> str:
    if call.state in ("held", "awaiting_input", "consulting", "operators_talk"):
        return "hold"
    if call.state == "transferring":
        return "transfer"
    return "talk" if leg.state == "talking" else "dial"
