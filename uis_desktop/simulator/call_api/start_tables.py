"""The parameters of the ``start.*`` methods ("Call API", the tables)."""

from __future__ import annotations

import re

from uis_desktop.simulator.call_api.sounds import MESSAGE
from uis_desktop.simulator.parameters import DIGITS, E164, JsonType, Parameter

_S, _N, _B, _O = JsonType.STRING, JsonType.NUMBER, JsonType.BOOLEAN, JsonType.OBJECT

_RULES = ("fixed", "fixed_for_numa", "random", "regional_random", "regional_fixed_for_numa")

_CALL = (
    Parameter(name="virtual_phone_number", type=_S, required=True, pattern=DIGITS),
    Parameter(name="contact", type=_S, required=True, pattern=DIGITS),
    Parameter(name="direction", type=_S, one_of=("in", "out")),
    Parameter(name="external_id", type=_S),
    Parameter(name="virtual_phone_usage_rule", type=_S, one_of=_RULES),
    Parameter(name="dtmf_string", type=_S, pattern=re.compile(r"[0-9*#.]+")),
)
_BOTH_SIDES = (
    *_CALL,
    Parameter(name="switch_at_once", type=_B),
    Parameter(name="early_switching", type=_B),
    Parameter(name="contact_message", type=_O, parts=MESSAGE),
)
_SHOW = Parameter(name="show_virtual_phone_number", type=_B)
_MUSIC = Parameter(name="media_file_id", type=_N)
_EMPLOYEE_OR_CONTACT = Parameter(
    name="first_call", type=_S, required=True, one_of=("employee", "contact")
)

EMPLOYEE = (
    _EMPLOYEE_OR_CONTACT,
    *_BOTH_SIDES,
    Parameter(
        name="employee",
        type=_O,
        required=True,
        parts=(
            Parameter(name="id", type=_N, required=True),
            Parameter(name="phone_number", type=_S, pattern=DIGITS),
        ),
    ),
    _SHOW,
    _MUSIC,
    Parameter(name="employee_message", type=_O, parts=MESSAGE),
)
SIMPLE = (
    Parameter(name="first_call", type=_S, required=True, one_of=("operator", "contact")),
    *_BOTH_SIDES,
    Parameter(name="operator", type=_S, required=True, pattern=E164),
    Parameter(name="operator_message", type=_O, parts=MESSAGE),
    Parameter(name="operator_confirmation", type=_S, pattern=re.compile(r"[0-9*#]|any")),
    _SHOW,
    _MUSIC,
)
SCENARIO = (
    _EMPLOYEE_OR_CONTACT,
    *_BOTH_SIDES,
    Parameter(name="scenario_id", type=_N, required=True),
    Parameter(name="employee_message", type=_O, parts=MESSAGE),
)
#: ``show_virtual_phone_number`` is in the sample only.
VNUMBER = (_EMPLOYEE_OR_CONTACT, *_BOTH_SIDES, _SHOW)
INFORMER = (
    *_CALL,
    Parameter(name="contact_message", type=_O, required=True, parts=MESSAGE),
    Parameter(name="dialing_timeout", type=_N, least=1, most=120),
)
