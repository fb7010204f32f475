"""Call API v4.0: the methods of the basic component.

Facts: "Call API", sections on ``login.user``, ``logout.user``,
``start.employee_call`` and ``release.call``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from uis_desktop.simulator.calls import DirectionWord
from uis_desktop.simulator.life import Click
from uis_desktop.simulator.logins import Logins
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.people import People, active_phones
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Params
from uis_desktop.simulator.scenario import (
    Account,
    Employee,
    EmployeePhone,
    Quirks,
    VirtualNumber,
)
from uis_desktop.simulator.switchboard import Switchboard

#: Longer texts are not spoken; the real length depends on the tariff.
_TTS_LENGTH = 1000
_DIGITS = re.compile(r"[0-9]{1,15}")
_E164 = re.compile(r"[1-9][0-9]{6,14}")
_S, _N, _B, _O = JsonType.STRING, JsonType.NUMBER, JsonType.BOOLEAN, JsonType.OBJECT

_MESSAGE = (
    Parameter(name="type", type=_S, required=True, one_of=("media", "tts")),
    Parameter(name="value", type=_S, required=True),
)

LOGIN = (
    Parameter(name="login", type=_S, required=True),
    Parameter(name="password", type=_S, required=True),
)

_EMPLOYEE_CALL = (
    Parameter(name="first_call", type=_S, required=True, one_of=("employee", "contact")),
    Parameter(name="virtual_phone_number", type=_S, required=True, pattern=_DIGITS),
    Parameter(name="contact", type=_S, required=True, pattern=_DIGITS),
    Parameter(
        name="employee",
        type=_O,
        required=True,
        parts=(
            Parameter(name="id", type=_N, required=True),
            Parameter(name="phone_number", type=_S, pattern=_DIGITS),
        ),
    ),
    Parameter(name="direction", type=_S, one_of=("in", "out")),
    Parameter(name="external_id", type=_S),
    Parameter(name="show_virtual_phone_number", type=_B),
    Parameter(name="switch_at_once", type=_B),
    Parameter(name="early_switching", type=_B),
    Parameter(name="media_file_id", type=_N),
    Parameter(
        name="virtual_phone_usage_rule",
        type=_S,
        one_of=(
            "fixed",
            "fixed_for_numa",
            "random",
            "regional_random",
            "regional_fixed_for_numa",
        ),
    ),
    Parameter(name="dtmf_string", type=_S, pattern=re.compile(r"[0-9*#.]+")),
    Parameter(name="contact_message", type=_O, parts=_MESSAGE),
    Parameter(name="employee_message", type=_O, parts=_MESSAGE),
)

_SESSION = (Parameter(name="call_session_id", type=_N, required=True),)

#: Methods of components this account's tariff does not have; UIS knows them, so they
#: are no ``method_not_found``.
_OTHER_COMPONENTS: Mapping[str, Sequence[str]] = {
    "call_api_call_management": (
        "list.calls",
        "hold.call",
        "unhold.call",
        "make.call",
        "transfer.talk",
        "restore.talk",
        "disconnect.leg",
        "tag.call",
        "record.call",
        "add.coach",
        "send.dtmf",
        "block.contact",
        "list.talk_options",
        "call.talk_option",
    ),
    "call_api_informer": ("start.informer_call",),
    "call_api_scenario": ("start.scenario_call",),
}


class _Message(msgspec.Struct, frozen=True):
    type: str
    value: str


class _EmployeeChoice(msgspec.Struct, frozen=True):
    id: int
    phone_number: str | None = None


class _EmployeeCall(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of ``start.employee_call`` that matter here, checked."""

    first_call: Literal["employee", "contact"]
    virtual_phone_number: str
    contact: str
    employee: _EmployeeChoice
    direction: DirectionWord = "in"
    external_id: str | None = None
    switch_at_once: bool = False
    early_switching: bool = False
    media_file_id: int | None = None
    contact_message: _Message | None = None
    employee_message: _Message | None = None


class CallApi:
    """The methods; each takes checked parameters and returns ``result.data``."""

    def __init__(
        self,
        account: Account,
        people: People,
        switchboard: Switchboard,
        logins: Logins,
        quirks: Callable[[], Quirks],
    ) -> None:
        self._account = account
        self._people = people
        self._switchboard = switchboard
        self._logins = logins
        self._quirks = quirks

    def methods(self) -> Mapping[str, Method]:
        """The list of methods, by name."""
        basic = "call_api"
        table = {
            "login.user": Method(basic, LOGIN, self._login, signs_in=True),
            "logout.user": Method(basic, (), self._logout),
            "start.employee_call": Method(basic, _EMPLOYEE_CALL, self._start_employee_call),
            "release.call": Method(basic, _SESSION, self._release),
        }
        for component, names in _OTHER_COMPONENTS.items():
            table.update({name: Method(component, (), _never) for name in names})
        return table

    def _login(self, params: Params) -> object:
        token, expire_at = self._logins.open(str(params["login"]), str(params["password"]))
        return {"access_token": token, "expire_at": expire_at}

    def _logout(self, params: Params) -> object:
        self._logins.close(str(params["access_token"]))
        return {"success": True}

    def _start_employee_call(self, params: Params) -> object:
        wanted = msgspec.convert(params, _EmployeeCall)
        if wanted.early_switching and not (
            wanted.first_call == "employee" and wanted.switch_at_once
        ):
            raise Refusal("invalid_parameters_combination", "early_switching", True)
        self._check_sounds(wanted)
        line = self._line(wanted)
        self._check_contact(wanted)
        employee, phones = self._employee(wanted)
        click = Click(
            employee=employee,
            phones=phones,
            first_call=wanted.first_call,
            direction=wanted.direction,
        )
        call = self._switchboard.click_to_call(
            click, line=line, contact=wanted.contact, external_id=wanted.external_id or None
        )
        return {"call_session_id": call.id}

    def _release(self, params: Params) -> object:
        call_session_id = params["call_session_id"]
        call = self._switchboard.call(call_session_id) if isinstance(call_session_id, int) else None
        if call is None:
            raise Refusal("call_session_not_found", "call_session_id", call_session_id)
        self._switchboard.hang_up(call, "api")
        # A string, as the documentation shows it.
        return {"success": "true" if self._quirks().success == "string" else True}

    def _line(self, wanted: _EmployeeCall) -> VirtualNumber:
        line = self._people.line(wanted.virtual_phone_number)
        if line is None:
            raise Refusal(
                "virtual_phone_number_not_found",
                "virtual_phone_number",
                wanted.virtual_phone_number,
            )
        return line

    def _check_contact(self, wanted: _EmployeeCall) -> None:
        contact = wanted.contact
        if self._people.line(contact) is not None:
            raise Refusal("own_virtual_phone_number_not_allowed", "contact", contact)
        if contact in self._account.blacklist:
            raise Refusal("contact_in_blacklist", "contact", contact)
        if self._people.employee_with_phone(contact) is None and not _E164.fullmatch(contact):
            # An extension, for instance: only SIP numbers may be that short.
            raise Refusal("invalid_parameter_value", "contact", contact)

    def _employee(self, wanted: _EmployeeCall) -> tuple[Employee, Sequence[EmployeePhone]]:
        employee = self._people.employee(wanted.employee.id)
        if employee is None:
            raise Refusal("employee_not_found", "employee.id", wanted.employee.id)
        phones = active_phones(employee, wanted.employee.phone_number)
        if not phones:
            raise Refusal(
                "no_active_phone_number", "employee.phone_number", wanted.employee.phone_number
            )
        return employee, phones

    def _check_sounds(self, wanted: _EmployeeCall) -> None:
        files = {str(file_id) for file_id in self._account.media_file_ids}
        if wanted.media_file_id is not None and str(wanted.media_file_id) not in files:
            raise Refusal("media_file_not_found", "media_file_id", wanted.media_file_id)
        for name in ("contact_message", "employee_message"):
            message: _Message | None = getattr(wanted, name)
            if message is None:
                continue
            if message.type == "media" and message.value not in files:
                raise Refusal("media_file_not_found", f"{name}.value", message.value)
            if message.type == "tts" and len(message.value) > _TTS_LENGTH:
                raise Refusal("tts_text_exceeded", f"{name}.value", message.value)


def _never(params: Params) -> object:
    raise RuntimeError("the component of this method cannot be switched on")
