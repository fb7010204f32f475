"""Values as UIS meant them: one layer of quotes off, the words for nothing to None."""

from __future__ import annotations

import json
import re
import string

from uis_desktop.relay.intake.known_names import CONTAINERS
from uis_desktop.relay.intake.ladder import json_object
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.strict_json import (
    NotJson,
    fitting,
    free_name,
    object_of_pairs,
    read_strict,
)

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,128}\}\}\Z")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTHING = frozenset({"", "null", "None"})
#: A text that begins so, or is one of the words for nothing, is looked at closely.
_SUSPECT = frozenset("\"'[{")
#: ASCII that begins so is neither quoted nor a word for nothing ("null", "None").
_PLAIN = frozenset(string.digits + string.ascii_letters + "+") - {"n", "N"}
_DEEPEST = 8


class Cleaning:
    """Takes the traces of a badly filled template off values.

    Attributes:
        unfilled: names whose placeholder UIS did not fill in: they say nothing
            about the kind of event.
    """

    __slots__ = ("_form", "_repairs", "unfilled")

    def __init__(self, repairs: Repairs, *, form: bool) -> None:
        """``form``: in a form UIS's literals keep their quotes; nobody is to blame."""
        self._repairs = repairs
        self._form = form
        self.unfilled: set[str] = set()

    def clean(self, name: str, value: object, depth: int = 0) -> object:
        """``value`` as it was meant."""
        if value.__class__ is int:
            return fitting(value)
        match value:
            case str():
                return value if is_clean(name, value) else self._text(name, value, depth)
            case list():
                pairs = object_of_pairs(value)
                if pairs is not None:
                    return self.clean(name, pairs, depth)
                return [self.clean("", item, depth + 1) for item in value]
            case dict():
                return self._object(value, depth)
            case _:
                return value

    def _object(self, value: dict[str, object], depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, inner in value.items():
            found[free_name(found, well_formed(key))] = self.clean(key, inner, depth + 1)
        return found

    def _text(self, name: str, value: str, depth: int) -> object:
        text = without_quotes(value)
        if name and (text == name or _PLACEHOLDER.match(text)):
            self.unfilled.add(name)
            self._repairs.note(
                Repair.OWN_NAME if text == name else Repair.LITERAL_PLACEHOLDER, name
            )
            return None
        if not self._form and name and text and (text in _NOTHING or text != value.strip()):
            self._repairs.note(Repair.QUOTED_PLACEHOLDERS, name)
        text = well_formed(text)
        if text in _NOTHING:
            return None
        if text[0] not in "[{" or depth >= _DEEPEST:
            return text
        inner = self._decoded(name, text)
        return text if inner is None else self.clean(name, inner, depth + 1)

    def _decoded(self, name: str, text: str) -> object | None:
        """JSON inside a text, or None if it only looks like it ("[VIP] …")."""
        if name in CONTAINERS or "call_session_id" in text:
            found = json_object(text)
            if found is not None and found.fields:
                self._repairs.add(found.repairs)
                return found.fields
        try:
            return read_strict(text)
        except NotJson:
            return None


def is_clean(name: str, text: str) -> bool:
    """There is nothing to do for this text."""
    first = text[:1]
    if first in _PLAIN and text[-1] > " " and text.isascii():
        return text != name
    return (
        text not in _NOTHING
        and first not in _SUSPECT
        and text != name
        and text.strip() == text
        and (text.isascii() or not _LONE_SURROGATE.search(text))
    )


def well_formed(text: str) -> str:
    """``text`` with a mark in place of halves of characters, which no encoding holds."""
    if text.isascii() or not _LONE_SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def without_quotes(text: str) -> str:
    """One layer of quotes off, escapes inside undone."""
    text = text.strip()
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "\"'":
        return text
    try:
        inner = json.loads(text, strict=False)
    except ValueError:
        return text[1:-1].strip()
    return str(inner).strip()
