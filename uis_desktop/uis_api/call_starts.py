"""The five ways to start a call ("Call API", ``start.*``), as records.

Each is one request that UIS answers before anybody is rung.  ``direction`` only
labels the call; UIS's default is ``in``, which is never meant here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from uis_desktop.core.phone import Phone
from uis_desktop.uis_api.call_asking import id_of_call
from uis_desktop.uis_api.call_listing import Direction
from uis_desktop.uis_api.call_messages import Message, as_params

_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class UsageRule(StrEnum):
    """Which of our numbers the contact sees; all but ``FIXED`` need a component of their own."""

    FIXED = "fixed"
    FIXED_FOR_CONTACT = "fixed_for_numa"
    RANDOM = "random"
    REGIONAL_RANDOM = "regional_random"
    REGIONAL_FIXED_FOR_CONTACT = "regional_fixed_for_numa"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """What all have.

    Attributes:
        contact: whom to dial; UIS takes E.164 or an employee's SIP number, no
            extension; an extension behind the number is sent after the answer.
        virtual_phone_number: ours, E.164, with or without ``+``.
        external_id: ours, 1 to 64 of ``A-Z a-z 0-9 _ -``; it comes back in
            notifications and lists.
        contact_message: what the contact hears after the answer.
    """

    method: ClassVar[str]

    contact: Phone
    virtual_phone_number: str
    external_id: str | None = None
    direction: Direction = Direction.OUT
    usage_rule: UsageRule = UsageRule.FIXED
    contact_message: Message | None = None

    def __post_init__(self) -> None:
        """Check what UIS is not sure to check.

        Raises:
            ValueError: ``external_id`` may come back changed, or not at all.
        """
        if self.external_id is not None and not _EXTERNAL_ID.fullmatch(self.external_id):
            raise ValueError("external_id: 1 to 64 of A-Z a-z 0-9 _ -")

    def params(self) -> dict[str, object]:
        """As UIS wants them, without what has UIS's default.

        Raises:
            CallRefused: an id is no number.
        """
        return _present(
            {
                "contact": self.contact.digits,
                "virtual_phone_number": self.virtual_phone_number.removeprefix("+"),
                "direction": self.direction.value,
                "external_id": self.external_id,
                "virtual_phone_usage_rule": (
                    None if self.usage_rule is UsageRule.FIXED else self.usage_rule.value
                ),
                "dtmf_string": self.contact.dtmf_string,
                "contact_message": _message(self.contact_message),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joining(_Start):
    """What all have that join two parties.

    Attributes:
        contact_first: the contact is rung before our side.
        switch_at_once: messages are cut short when the second party answers.
        early_switching: our side hears the line while the contact is dialled.  UIS
            allows it only if our side is rung first and switched at once, so it is
            sent only then.
    """

    our_side: ClassVar[str] = "employee"

    contact_first: bool = False
    switch_at_once: bool = True
    early_switching: bool = True

    def params(self) -> dict[str, object]:
        """As :meth:`_Start.params`."""
        early = self.early_switching and self.switch_at_once and not self.contact_first
        return {
            **_Start.params(self),
            "first_call": "contact" if self.contact_first else self.our_side,
            "switch_at_once": self.switch_at_once,
            **({"early_switching": True} if early else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeCall(_Joining):
    """Joins a contact with an employee: a click (component "basic").

    Attributes:
        employee_phone: one of his active numbers; None: all of them, one after
            another, which is the most reliable.
        show_virtual_phone_number: False: his phone shows the contact's number.
        media_file_id: what the waiting side hears if it has no message of its own.
    """

    method = "start.employee_call"

    employee_id: str
    employee_phone: Phone | None = None
    show_virtual_phone_number: bool = True
    media_file_id: str | None = None
    employee_message: Message | None = None

    def params(self) -> dict[str, object]:
        """As :meth:`_Start.params`."""
        phone = self.employee_phone
        employee = {
            "id": id_of_call(self.employee_id, "employee.id"),
            "phone_number": None if phone is None else phone.digits,
        }
        return {
            **_Joining.params(self),
            "employee": _present(employee),
            **_comfort(self),
            **_present({"employee_message": _message(self.employee_message)}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleCall(_Joining):
    """Joins two numbers; the second is no employee, and in no report of employees.

    Attributes:
        operator: E.164.
        operator_confirmation: a key that the operator must press, ``0-9 * #`` or ``any``.
        show_virtual_phone_number, media_file_id: as of :class:`EmployeeCall`.
    """

    method = "start.simple_call"
    our_side = "operator"

    operator: Phone
    operator_confirmation: str | None = None
    show_virtual_phone_number: bool = True
    media_file_id: str | None = None
    operator_message: Message | None = None

    def params(self) -> dict[str, object]:
        """As :meth:`_Start.params`."""
        own = {
            "operator": self.operator.digits,
            "operator_confirmation": self.operator_confirmation,
            "operator_message": _message(self.operator_message),
        }
        return {**_Joining.params(self), **_comfort(self), **_present(own)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCall(_Joining):
    """Joins a contact with whom a scenario chooses (component "scenario call").

    Attributes:
        scenario_id: Data API, ``get.scenarios``.
        employee_message: heard behind the scenario's own.
    """

    method = "start.scenario_call"

    scenario_id: str
    employee_message: Message | None = None

    def params(self) -> dict[str, object]:
        """As :meth:`_Start.params`."""
        return {
            **_Joining.params(self),
            "scenario_id": id_of_call(self.scenario_id, "scenario_id"),
            **_present({"employee_message": _message(self.employee_message)}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualNumberCall(_Joining):
    """As if the contact had dialled our number: its scenario is carried out ("basic")."""

    method = "start.vnumber_call"


@dataclass(frozen=True, slots=True, kw_only=True)
class InformerCall(_Start):
    """Plays a message to the contact and hangs up (component "informer").

    Attributes:
        dialing_timeout_s: 1 to 120; None: UIS's 30.
    """

    method = "start.informer_call"

    contact_message: Message
    dialing_timeout_s: int | None = None

    def params(self) -> dict[str, object]:
        """As :meth:`_Start.params`."""
        return {**_Start.params(self), **_present({"dialing_timeout": self.dialing_timeout_s})}


StartCall = EmployeeCall | SimpleCall | ScenarioCall | VirtualNumberCall | InformerCall


def _comfort(call: EmployeeCall | SimpleCall) -> Mapping[str, object]:
    file_id = call.media_file_id
    return _present(
        {
            "show_virtual_phone_number": None if call.show_virtual_phone_number else False,
            "media_file_id": None if file_id is None else id_of_call(file_id, "media_file_id"),
        }
    )


def _message(message: Message | None) -> Mapping[str, str] | None:
    return None if message is None else as_params(message)


def _present(params: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in params.items() if value is not None}
