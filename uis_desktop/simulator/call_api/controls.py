"""The methods that control a running call."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.simulator import moves
from uis_desktop.simulator.call_api.sounds import Message, Sounds
from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.happenings import Ring
from uis_desktop.simulator.parameters import E164
from uis_desktop.simulator.people import People
from uis_desktop.simulator.phones import ring_outside, rings_of, rings_of_all
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Params
from uis_desktop.simulator.scenario import Account
from uis_desktop.simulator.standing import Standing
from uis_desktop.simulator.switchboard import Switchboard


class Controls:
    """Each method finds its call, asks for the move, and says that it was done."""

    def __init__(
        self,
        account: Account,
        people: People,
        switchboard: Switchboard,
        sounds: Sounds,
        standing: Standing,
    ) -> None:
        self._account = account
        self._people = people
        self._switchboard = switchboard
        self._sounds = sounds
        self._standing = standing

    def release(self, params: Params) -> object:
        """``release.call``."""
        self.hang_up(self.call(params))
        return self.done()

    def disconnect(self, params: Params) -> object:
        """``disconnect.leg``: with the contact, or whoever talks with him, the call ends."""
        call, leg_id = self.call(params), params["leg_id"]
        leg = call.leg(leg_id) if isinstance(leg_id, int) else None
        if leg is None:
            raise Refusal("leg_not_found", "leg_id", leg_id)
        self.drop(call, leg)
        return self.done()

    def hold(self, params: Params) -> object:
        """``hold.call``."""
        call = self.call(params)
        self._sounds.check(_message(params, "contact_message"), "contact_message")
        moves.hold(call)
        return self.done()

    def unhold(self, params: Params) -> object:
        """``unhold.call``."""
        moves.unhold(self.call(params))
        return self.done()

    def make(self, params: Params) -> object:
        """``make.call``."""
        call = self.call(params)
        moves.require(call, "held", "awaiting_input")
        self._sounds.check(_message(params, "to_message"), "to_message")
        moves.consult(call, self.rings_at(str(params["to"]), call, "to"))
        return self.done()

    def transfer(self, params: Params) -> object:
        """``transfer.talk``."""
        moves.hand_over(self.call(params))
        return self.done()

    def restore(self, params: Params) -> object:
        """``restore.talk``."""
        moves.take_back(self.call(params))
        return self.done()

    def tag(self, params: Params) -> object:
        """``tag.call``."""
        self.put_tag(self.call(params), params["tag_id"])
        return self.done()

    def record(self, params: Params) -> object:
        """``record.call``."""
        moves.record(self.call(params), on=params["action"] == "on")
        return self.done()

    def add_coach(self, params: Params) -> object:
        """``add.coach``."""
        self.call_coach(self.call(params), params.get("phone_number"))
        return self.done()

    def block(self, params: Params) -> object:
        """``block.contact``: the talk goes on."""
        call = self.call(params)
        moves.require(call, *moves.TALK)
        phone_number = call.origin.contact_phone_number
        if phone_number is None or not self._people.blacklist.add(phone_number):
            raise Refusal("duplicate_contact", None, phone_number)
        return self.done()

    def call(self, params: Params) -> Call:
        """The running call that is meant.

        Raises:
            Refusal: there is none, or no longer.
        """
        call_session_id = params["call_session_id"]
        call = self._switchboard.call(call_session_id) if isinstance(call_session_id, int) else None
        if call is None:
            raise Refusal("call_session_not_found", "call_session_id", call_session_id)
        return call

    def done(self) -> object:
        """``result.data`` of a move: a string, as the documentation shows it."""
        return {"success": "true" if self._standing.quirks.success == "string" else True}

    def hang_up(self, call: Call) -> None:
        """End the call."""
        self._switchboard.hang_up(call, "api")

    def drop(self, call: Call, leg: Leg) -> None:
        """End one connection."""
        self._switchboard.drop(call, leg, "api")

    def put_tag(self, call: Call, tag_id: object) -> None:
        """Mark the call with one of the account's tags."""
        tag = next((tag for tag in self._account.tags if tag.id == tag_id), None)
        if tag is None:
            raise Refusal("tag_not_found", "tag_id", tag_id)
        moves.tag(call, tag)

    def call_coach(self, call: Call, phone_number: object = None) -> None:
        """Ring the trainer: the employee's own, or at that number."""
        moves.require(call, "talking")
        if isinstance(phone_number, str):
            moves.add_coach(call, self.rings_at(phone_number, call, "phone_number"))
            return
        employee = call.last_employee
        coach_id = None if employee is None else employee.coach
        coach = None if coach_id is None else self._people.employee(coach_id)
        if coach is None:
            raise Refusal("coach_not_found")
        rings = rings_of(self._people, coach)
        if not rings:
            raise Refusal("no_active_phone_number")
        moves.add_coach(call, rings)

    def rings_at(self, number: str, call: Call, where: str) -> Sequence[Ring]:
        """The phones of an extension, a group, an employee, or somebody outside.

        Raises:
            Refusal: none of these, or the account may not call there.
        """
        employees = self._people.employees_reached_by(number)
        if employees:
            rings: Sequence[Ring] = rings_of_all(self._people, employees)
        elif E164.fullmatch(number):
            line = call.origin.line.virtual_phone_number
            self._standing.check_destination(number, line, where)
            rings = [ring_outside(self._people, number)]
        else:
            rings = []
        if not rings:
            raise Refusal("no_active_phone_number", where, number)
        return rings


def _message(params: Params, name: str) -> Message | None:
    return msgspec.convert(params[name], Message) if name in params else None
