"""The ``start.*`` methods: a call between a contact and somebody of ours, or a robot."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.simulator.call_api.sounds import Message, Sounds
from uis_desktop.simulator.calls import DirectionWord
from uis_desktop.simulator.happenings import Ring
from uis_desktop.simulator.life import CONTACT_RING_S, Bridge, in_order
from uis_desktop.simulator.parameters import E164
from uis_desktop.simulator.people import People, active_phones
from uis_desktop.simulator.phones import ring_outside, rings_of
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Params
from uis_desktop.simulator.scenario import VirtualNumber
from uis_desktop.simulator.standing import Standing
from uis_desktop.simulator.switchboard import Ordered, Switchboard

_DIALING_TIMEOUT_S = 30


class _EmployeeChoice(msgspec.Struct, frozen=True):
    id: int
    phone_number: str | None = None


class _Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters that matter here, of all ``start.*`` methods, checked."""

    virtual_phone_number: str
    contact: str
    first_call: str = "contact"
    direction: DirectionWord = "in"
    external_id: str | None = None
    switch_at_once: bool = False
    early_switching: bool = False
    media_file_id: int | None = None
    dialing_timeout: int = _DIALING_TIMEOUT_S
    contact_message: Message | None = None
    employee_message: Message | None = None
    operator_message: Message | None = None


class Starts:
    """The methods that start a call."""

    def __init__(
        self, standing: Standing, people: People, switchboard: Switchboard, sounds: Sounds
    ) -> None:
        self._standing = standing
        self._people = people
        self._switchboard = switchboard
        self._sounds = sounds

    def employee_call(self, params: Params) -> object:
        """``start.employee_call``."""
        wanted, line = self._checked(params)
        choice = msgspec.convert(params["employee"], _EmployeeChoice)
        return self._start(wanted, line, [self._employee(choice)])

    def simple_call(self, params: Params) -> object:
        """``start.simple_call``: our side is any number, and nobody's employee."""
        wanted, line = self._checked(params)
        operator = str(params["operator"])
        self._standing.check_destination(operator, line.virtual_phone_number, "operator")
        return self._start(wanted, line, [[ring_outside(self._people, operator)]])

    def scenario_call(self, params: Params) -> object:
        """``start.scenario_call``: the scenario says who is rung."""
        # Here, and only here, a contact nobody wants is an error of the parameters.
        wanted, line = self._checked(params, blacklisted=-32602)
        scenario_id = params["scenario_id"]
        behind = self._people.line_of_scenario(scenario_id) if type(scenario_id) is int else None
        if behind is None:
            raise Refusal("scenario_not_found", "scenario_id", scenario_id)
        ours = self._of_scenario(behind)
        return self._start(wanted, line, ours, "callapi_scenario_call", runs_scenario=True)

    def vnumber_call(self, params: Params) -> object:
        """``start.vnumber_call``: as if the contact had dialled the number."""
        wanted, line = self._checked(params)
        if not line.scenario_name:
            raise Refusal(
                "scenario_not_found",
                "virtual_phone_number",
                line.virtual_phone_number,
                code=-32007,
            )
        return self._start(wanted, line, self._of_scenario(line), runs_scenario=True)

    def informer_call(self, params: Params) -> object:
        """``start.informer_call``: a robot says something and hangs up."""
        wanted, line = self._checked(params)
        return self._start(
            wanted,
            line,
            [],
            "callapi_informer_call",
            contact_ring_s=float(wanted.dialing_timeout),
        )

    def _start(
        self,
        wanted: _Wanted,
        line: VirtualNumber,
        ours: Sequence[Sequence[Ring]],
        call_source: str = "callapi",
        *,
        runs_scenario: bool = False,
        contact_ring_s: float = CONTACT_RING_S,
    ) -> object:
        call = self._switchboard.bridge(
            Bridge(
                ours=ours,
                contact_first=wanted.first_call == "contact",
                contact_ring_s=contact_ring_s,
            ),
            Ordered(
                direction=wanted.direction,
                line=line,
                contact=wanted.contact,
                external_id=wanted.external_id or None,
                call_source=call_source,
                runs_scenario=runs_scenario,
            ),
        )
        return {"call_session_id": call.id}

    def _checked(
        self, params: Params, *, blacklisted: int | None = None
    ) -> tuple[_Wanted, VirtualNumber]:
        wanted = msgspec.convert(params, _Wanted)
        if wanted.early_switching and (wanted.first_call == "contact" or not wanted.switch_at_once):
            raise Refusal("invalid_parameters_combination", "early_switching", True)
        self._sounds.check_file(wanted.media_file_id, "media_file_id")
        self._sounds.check(wanted.contact_message, "contact_message")
        self._sounds.check(wanted.employee_message, "employee_message")
        self._sounds.check(wanted.operator_message, "operator_message")
        line = self._people.line(wanted.virtual_phone_number)
        if line is None or line.status != "active":
            raise Refusal(
                "virtual_phone_number_not_found",
                "virtual_phone_number",
                wanted.virtual_phone_number,
            )
        self._check_contact(wanted.contact, line, blacklisted)
        return wanted, line

    def _check_contact(self, contact: str, line: VirtualNumber, blacklisted: int | None) -> None:
        if self._people.line(contact) is not None:
            raise Refusal("own_virtual_phone_number_not_allowed", "contact", contact)
        if contact in self._people.blacklist:
            raise Refusal("contact_in_blacklist", "contact", contact, code=blacklisted)
        if self._people.employee_with_phone(contact) is not None:
            return
        if not E164.fullmatch(contact):
            # An extension, for instance: only SIP numbers may be that short.
            raise Refusal("invalid_parameter_value", "contact", contact)
        self._standing.check_destination(contact, line.virtual_phone_number, "contact")

    def _employee(self, choice: _EmployeeChoice) -> Sequence[Ring]:
        employee = self._people.employee(choice.id)
        if employee is None:
            raise Refusal("employee_not_found", "employee.id", choice.id)
        phones = active_phones(employee, choice.phone_number)
        if not phones:
            raise Refusal("no_active_phone_number", "employee.phone_number", choice.phone_number)
        return rings_of(self._people, employee, phones=phones)

    def _of_scenario(self, line: VirtualNumber) -> Sequence[Sequence[Ring]]:
        employees = self._people.employees_of(line.ring)
        rings = [
            rings_of(self._people, employee)
            for employee in employees
            if self._people.takes_calls(employee)
        ]
        if not employees:
            return []
        # Somebody should be rung, but nobody can be: that is no robot's talk.
        return in_order(rings, line.order) or [[]]
