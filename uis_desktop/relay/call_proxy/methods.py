"""The methods a desktop needs, and what it may say with each ("Call API").

An explicit table: what is not in it never reaches UIS.  Only names and types are
checked here; whether a value is allowed is for UIS to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from uis_desktop.relay.call_proxy.replies import Declined

_LONGEST = 1024


class About(Enum):
    """What a method concerns, and so who may use it."""

    #: Somebody's phone is going to ring: the device's own employee's.
    DIAL = "dial"
    #: A call that goes on: one of the employee's own.
    CALL = "call"
    #: Nothing happens.
    READ = "read"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of a method's table; ``parts`` is the table of an object."""

    type: type
    required: bool = False
    parts: Mapping[str, Parameter] | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """A method that is let through."""

    about: About
    parameters: Mapping[str, Parameter]


_MESSAGE = {"type": Parameter(str, required=True), "value": Parameter(str, required=True)}
_SESSION = {"call_session_id": Parameter(int, required=True)}


def _control(**parameters: Parameter) -> Method:
    return Method(About.CALL, {**_SESSION, **parameters})


METHODS: Mapping[str, Method] = {
    "start.employee_call": Method(
        About.DIAL,
        {
            "first_call": Parameter(str, required=True),
            "virtual_phone_number": Parameter(str, required=True),
            "contact": Parameter(str, required=True),
            # Its id is ours to say: the employee whose device this is.
            "employee": Parameter(
                dict, parts={"id": Parameter(int), "phone_number": Parameter(str)}
            ),
            # Without it a click could not be told from its repetition.
            "external_id": Parameter(str, required=True),
            "direction": Parameter(str),
            "show_virtual_phone_number": Parameter(bool),
            "switch_at_once": Parameter(bool),
            "early_switching": Parameter(bool),
            "dtmf_string": Parameter(str),
        },
    ),
    "release.call": _control(),
    "hold.call": _control(contact_message=Parameter(dict, required=True, parts=_MESSAGE)),
    "unhold.call": _control(),
    "make.call": _control(
        to=Parameter(str, required=True), to_message=Parameter(dict, parts=_MESSAGE)
    ),
    "transfer.talk": _control(),
    "restore.talk": _control(),
    "disconnect.leg": _control(leg_id=Parameter(int, required=True)),
    "tag.call": _control(tag_id=Parameter(int, required=True)),
    "record.call": _control(action=Parameter(str, required=True)),
    "add.coach": _control(phone_number=Parameter(str)),
    "send.dtmf": _control(dtmf_string=Parameter(str, required=True)),
    "call.talk_option": _control(button=Parameter(str, required=True)),
    "block.contact": _control(),
    "list.calls": Method(
        About.READ, {"direction": Parameter(str), "virtual_phone_number": Parameter(str)}
    ),
    "list.talk_options": Method(About.READ, {}),
}


def check(given: Mapping[str, object], table: Mapping[str, Parameter], inside: str = "") -> None:
    """Find out whether these parameters may be passed on.

    Raises:
        Declined: the first thing that is wrong, in UIS's words.
    """
    for name, value in given.items():
        if name not in table:
            raise Declined("unexpected_parameters", field=inside + name)
        _check_one(value, table[name], inside + name)
    for name, parameter in table.items():
        if parameter.required and name not in given:
            raise Declined("required_parameter_missed", field=inside + name)


def _check_one(value: object, parameter: Parameter, field: str) -> None:
    # Not isinstance: in Python True is an int.
    if type(value) is not parameter.type:
        raise Declined("data_type_error", field=field)
    if isinstance(value, dict):
        check(value, parameter.parts or {}, f"{field}.")
    if isinstance(value, str) and len(value) > _LONGEST:
        raise Declined("invalid_parameter_value", field=field)
