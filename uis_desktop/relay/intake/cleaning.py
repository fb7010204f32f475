"""Values as UIS meant them: one layer of quotes off, the words for nothing to None."""

from __future__ import annotations

import json
import re

from uis_desktop.relay.intake.known_names import CONTAINERS
from uis_desktop.relay.intake.ladder import json_object
from uis_desktop.relay.intake.strict_json import NotJson, read_strict

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,128}\}\}\Z")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTHING = frozenset({"", "null", "None"})
_DEEPEST = 8


def unfilled(name: str, value: object) -> bool:
    """The template names a value UIS does not have: ``{{x}}``, or x's own name."""
    if not isinstance(value, str):
        return False
    value = without_quotes(value)
    return value == name or _PLACEHOLDER.match(value) is not None


def clean(name: str, value: object, depth: int = 0) -> object:
    """``value`` without the traces of a badly filled template."""
    match value:
        case str():
            return _clean_text(name, value, depth)
        case list():
            return [clean("", item, depth + 1) for item in value]
        case dict():
            return {key: clean(key, inner, depth + 1) for key, inner in value.items()}
        case _:
            return value


def well_formed(text: str) -> str:
    """``text`` with a mark in place of halves of characters, which no encoding holds."""
    if not _LONE_SURROGATE.search(text):
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


def _clean_text(name: str, value: str, depth: int) -> object:
    text = well_formed(without_quotes(value))
    if text in _NOTHING or unfilled(name, text):
        return None
    if text[0] not in "[{" or depth >= _DEEPEST:
        return text
    inner = _decoded(name, text)
    return text if inner is None else clean(name, inner, depth + 1)


def _decoded(name: str, text: str) -> object | None:
    """JSON inside a text, or None if it only looks like it ("[VIP] …")."""
    if name in CONTAINERS:
        found = json_object(text)
        return None if found is None else found.fields
    try:
        return read_strict(text)
    except NotJson:
        return None
