"""The list of methods, by component.

Facts: "Call API", sections on each method and on the components.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from uis_desktop.simulator.call_api import start_tables
from uis_desktop.simulator.call_api.controls import Controls
from uis_desktop.simulator.call_api.options import CALL_OPTION, SEND_DTMF, TalkOptions
from uis_desktop.simulator.call_api.running import LIST_CALLS, RunningCalls
from uis_desktop.simulator.call_api.sounds import MESSAGE, Sounds
from uis_desktop.simulator.call_api.starts import Starts
from uis_desktop.simulator.logins import LOGIN, Logins
from uis_desktop.simulator.parameters import DIGITS, JsonType, Parameter
from uis_desktop.simulator.people import People
from uis_desktop.simulator.rpc import Method, Params
from uis_desktop.simulator.scenario import Account, Component
from uis_desktop.simulator.standing import Standing
from uis_desktop.simulator.switchboard import Switchboard

_S, _N = JsonType.STRING, JsonType.NUMBER

_SESSION = (Parameter(name="call_session_id", type=_N, required=True),)
_LEG = (*_SESSION, Parameter(name="leg_id", type=_N, required=True))
_HOLD = (
    *_SESSION,
    Parameter(name="contact_message", type=JsonType.OBJECT, required=True, parts=MESSAGE),
)
_MAKE = (
    *_SESSION,
    Parameter(name="to", type=_S, required=True, pattern=DIGITS),
    Parameter(name="to_message", type=JsonType.OBJECT, parts=MESSAGE),
)
_TAG = (*_SESSION, Parameter(name="tag_id", type=_N, required=True))
_RECORD = (
    *_SESSION,
    Parameter(name="action", type=_S, required=True, one_of=("on", "off")),
)
_COACH = (*_SESSION, Parameter(name="phone_number", type=_S, pattern=DIGITS))


class CallApi:
    """The methods; each takes checked parameters and returns ``result.data``."""

    def __init__(
        self,
        account: Account,
        people: People,
        switchboard: Switchboard,
        logins: Logins,
        standing: Standing,
    ) -> None:
        self._logins = logins
        sounds = Sounds(account)
        self._starts = Starts(standing, people, switchboard, sounds)
        self._controls = Controls(account, people, switchboard, sounds, standing)
        self._options = TalkOptions(account, self._controls)
        self._running = RunningCalls(switchboard, account, lambda: standing.quirks)

    def methods(self) -> Mapping[str, Method]:
        """The list of methods, by name."""
        starts, controls, options = self._starts, self._controls, self._options
        basic: Component = "call_api"
        table = {
            "login.user": Method(basic, LOGIN, self._login, signs_in=True),
            "logout.user": Method(basic, (), self._logout),
            "start.employee_call": Method(basic, start_tables.EMPLOYEE, starts.employee_call),
            "start.simple_call": Method(basic, start_tables.SIMPLE, starts.simple_call),
            "start.vnumber_call": Method(basic, start_tables.VNUMBER, starts.vnumber_call),
            "release.call": Method(basic, _SESSION, controls.release),
            "start.informer_call": Method(
                "call_api_informer", start_tables.INFORMER, starts.informer_call
            ),
            "start.scenario_call": Method(
                "call_api_scenario", start_tables.SCENARIO, starts.scenario_call
            ),
        }
        management: Mapping[str, tuple[Sequence[Parameter], Callable[[Params], object]]] = {
            "list.calls": (LIST_CALLS, self._running.listed),
            "hold.call": (_HOLD, controls.hold),
            "unhold.call": (_SESSION, controls.unhold),
            "make.call": (_MAKE, controls.make),
            "transfer.talk": (_SESSION, controls.transfer),
            "restore.talk": (_SESSION, controls.restore),
            "disconnect.leg": (_LEG, controls.disconnect),
            "tag.call": (_TAG, controls.tag),
            "record.call": (_RECORD, controls.record),
            "add.coach": (_COACH, controls.add_coach),
            "block.contact": (_SESSION, controls.block),
            "send.dtmf": (SEND_DTMF, options.send_dtmf),
            "list.talk_options": ((), options.listed),
            "call.talk_option": (CALL_OPTION, options.call),
        }
        for name, (parameters, carry_out) in management.items():
            table[name] = Method("call_api_call_management", parameters, carry_out)
        return table

    def _login(self, params: Params) -> object:
        token, expire_at = self._logins.open(str(params["login"]), str(params["password"]))
        return {"access_token": token, "expire_at": expire_at}

    def _logout(self, params: Params) -> object:
        self._logins.close(str(params["access_token"]))
        return {"success": True}
