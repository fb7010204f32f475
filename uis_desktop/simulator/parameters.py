"""A method's parameters as a table, and the strict check against it.

UIS refuses what other servers forgive: an unknown parameter, a number in quotes,
a phone with a plus ("Общие правила", "Типы данных").  It does not say in which
order it looks; here unknown names come first, then missing ones, then types,
then values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from uis_desktop.simulator.refusals import Refusal

#: Any number: a phone abroad, a SIP number, an extension.
DIGITS = re.compile(r"[0-9]{1,15}")
#: A phone of the public network, without the plus.
E164 = re.compile(r"[1-9][0-9]{6,14}")


class JsonType(Enum):
    """What a parameter is in JSON; a boolean is no number, a float no id."""

    STRING = str
    NUMBER = int
    BOOLEAN = bool
    OBJECT = dict
    ARRAY = list

    def fits(self, value: object) -> bool:
        """``value`` is of this type."""
        # Not isinstance: in Python True is an int.
        return type(value) is self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One row of a method's table.

    Attributes:
        one_of: the only values allowed.
        pattern: what a string must look like as a whole.
        most: the greatest number allowed; ``least`` the smallest.
        parts: for an object, its own table; None: whoever reads it checks it.
        nullable: null is allowed, too.
    """

    name: str
    type: JsonType
    required: bool = False
    one_of: Sequence[str] = ()
    pattern: re.Pattern[str] | None = None
    least: int | None = None
    most: int | None = None
    parts: Sequence[Parameter] | None = ()
    nullable: bool = False


def check(given: Mapping[str, object], table: Sequence[Parameter], inside: str = "") -> None:
    """Find out whether these parameters may be passed.

    Raises:
        Refusal: the first thing that is wrong.
    """
    names = {parameter.name for parameter in table}
    for name, value in given.items():
        if name not in names:
            raise Refusal("unexpected_parameters", inside + name, value)
    for parameter in table:
        if parameter.required and parameter.name not in given:
            raise Refusal("required_parameter_missed", inside + parameter.name)
    for parameter in table:
        if parameter.name in given:
            _check_one(given[parameter.name], parameter, inside + parameter.name)


def _check_one(value: object, parameter: Parameter, field: str) -> None:
    if value is None and parameter.nullable:
        return
    if not parameter.type.fits(value):
        raise Refusal("data_type_error", field, value)
    if isinstance(value, dict) and parameter.parts is not None:
        check(value, parameter.parts, f"{field}.")
    if isinstance(value, str) and not _string_allowed(value, parameter):
        raise Refusal("invalid_parameter_value", field, value)
    if isinstance(value, int) and not _number_allowed(value, parameter):
        raise Refusal("invalid_parameter_value", field, value)


def _string_allowed(value: str, parameter: Parameter) -> bool:
    if parameter.one_of and value not in parameter.one_of:
        return False
    return parameter.pattern is None or parameter.pattern.fullmatch(value) is not None


def _number_allowed(value: int, parameter: Parameter) -> bool:
    if parameter.least is not None and value < parameter.least:
        return False
    return parameter.most is None or value <= parameter.most
