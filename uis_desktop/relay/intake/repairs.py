"""What had to be repaired, as stable codes: ``quoted_placeholders: employee_id``.

The log keeps the codes; ``diagnosis.py`` turns them into sentences.  A code
names fields, never values: values are people's numbers and names.
"""

from __future__ import annotations

from enum import StrEnum


class Repair(StrEnum):
    """Everything the intake can have to put up with; the values are the log's words."""

    EMPTY = "empty"
    NO_VALUES = "no_values"
    NOT_UNDERSTOOD = "not_understood"
    BYTE_ORDER_MARK = "byte_order_mark"
    UTF16 = "utf16"
    CP1251 = "cp1251"
    LIST_AROUND = "list_around"
    JSON_IN_STRING = "json_in_string"
    JSON_AS_FORM_KEY = "json_as_form_key"
    BROKEN_JSON = "broken_json"
    SALVAGED = "salvaged"
    TEXT_AROUND = "text_around"
    CUT_OFF = "cut_off"
    COMMA_EXTRA = "comma_extra"
    COMMA_MISSING = "comma_missing"
    SEVERAL_OBJECTS = "several_objects"
    OTHER_QUOTES = "other_quotes"
    NAME_WITHOUT_QUOTES = "name_without_quotes"
    QUOTED_PLACEHOLDERS = "quoted_placeholders"
    LITERAL_PLACEHOLDER = "literal_placeholder"
    OWN_NAME = "own_name"
    TEXT_WITHOUT_QUOTES = "text_without_quotes"
    QUOTE_INSIDE = "quote_inside"
    NO_VALUE = "no_value"
    NAME_SPELT_OTHERWISE = "name_spelt_otherwise"
    GLUED_FIELDS = "glued_fields"
    NO_CALL_SESSION_ID = "no_call_session_id"
    NO_TIME = "no_time"
    TIME_NOT_UNDERSTOOD = "time_not_understood"
    TIME_ZONE_DIFFERS = "time_zone_differs"
    TOLD_BY_FIELDS = "told_by_fields"


_MOST = 64
_NAMES_TOLD = 12
_LONGEST_NAME = 64


class Repairs:
    """Collects repairs, each once and with the fields it concerns."""

    __slots__ = ("_noted",)

    def __init__(self) -> None:
        self._noted: dict[tuple[Repair, str], None] = {}

    def note(self, repair: Repair, about: str = "") -> None:
        """Something was repaired; ``about`` names a field or a kind."""
        if len(self._noted) < _MOST:
            self._noted[repair, _tame(about)] = None

    def mark(self) -> int:
        """Where :meth:`back_to` returns to."""
        return len(self._noted)

    def back_to(self, mark: int) -> None:
        """Forget what was noted since; that attempt came to nothing."""
        while len(self._noted) > mark:
            self._noted.popitem()

    def add(self, others: Repairs) -> None:
        """Take over what was noted elsewhere."""
        for repair, about in others._noted:
            self.note(repair, about)

    def codes(self) -> tuple[str, ...]:
        """One code for each repair, behind it the names it concerns."""
        if not self._noted:
            return ()
        names: dict[Repair, list[str]] = {}
        for repair, about in self._noted:
            names.setdefault(repair, [])
            if about:
                names[repair].append(about)
        return tuple(_code(repair, about) for repair, about in names.items())


def parts_of(code: str) -> tuple[str, tuple[str, ...]]:
    """A stored code and the names behind it."""
    word, colon, names = code.partition(": ")
    return word, tuple(names.split(", ")) if colon else ()


def _code(repair: Repair, about: list[str]) -> str:
    told = about[:_NAMES_TOLD] + (["…"] if len(about) > _NAMES_TOLD else [])
    return f"{repair.value}: {', '.join(told)}" if told else repair.value


def _tame(name: str) -> str:
    """A name that cannot be taken for two, and is not longer than one reads."""
    if name.isidentifier() and len(name) <= _LONGEST_NAME:
        return name
    return " ".join(name[:_LONGEST_NAME].replace(",", " ").split())
