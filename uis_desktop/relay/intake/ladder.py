"""From bytes to named values: strict JSON, form, repaired JSON, single fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from uis_desktop.relay.intake.form import read_form, unquoted
from uis_desktop.relay.intake.lenient_json import read_lenient
from uis_desktop.relay.intake.salvage import salvage
from uis_desktop.relay.intake.strict_json import NotJson, read_strict

_BLANK = "﻿\x00 \t\r\n"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Named values, or None where nothing could be made out; and what was repaired."""

    fields: dict[str, object] | None
    repairs: list[str] = field(default_factory=list)


def decode(raw: bytes) -> Decoded:
    """Climb the ladder until a rung holds.  Never fails and takes linear time."""
    text, repairs = text_of(raw)
    if not text.strip(_BLANK):
        return Decoded(None, [*repairs, "the body is empty"])
    for rung in (_json, _encoded_json, _form, _salvaged):
        found = rung(text)
        if found is not None:
            if not found.fields:
                return Decoded(None, [*repairs, "the body holds no named value"])
            return Decoded(found.fields, [*repairs, *found.repairs])
    return Decoded(None, [*repairs, "neither JSON nor a form"])


def text_of(raw: bytes) -> tuple[str, list[str]]:
    """The text of a body: UTF-8, or else cp1251, whatever the headers claim."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), ["read as UTF-16"]
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace"), ["a byte order mark before the text"]
    try:
        return raw.decode(), []
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace"), ["read as cp1251"]


def json_object(text: str) -> Decoded | None:
    """The object a text stands for, strictly or repaired; None if there is none."""
    try:
        return _single_object(read_strict(text))
    except NotJson as error:
        why = str(error)
    try:
        found, repairs = read_lenient(text)
    except NotJson:
        return None
    return Decoded(found, repairs or [f"not quite JSON: {why}"[:160]]) if found else None


def _single_object(value: object) -> Decoded | None:
    """An object, also as the only item of a list or as JSON inside a JSON string."""
    match value:
        case dict():
            return Decoded(value)
        case [dict() as only]:
            return Decoded(only, ["a list around the object"])
        case str() if value.strip(_BLANK).startswith("{"):
            inner = json_object(value.strip(_BLANK))
            return inner and Decoded(inner.fields, ["JSON inside a string", *inner.repairs])
        case _:
            return Decoded({})


def _json(text: str) -> Decoded | None:
    text = text.strip(_BLANK)
    if not text.startswith(("{", "[", '"')):
        return None
    if "%22" in text and '"' not in text:
        return None
    return json_object(text)


def _encoded_json(text: str) -> Decoded | None:
    """JSON as the only name of a form, or percent-encoded."""
    head = unquoted(text.strip(_BLANK)[:64]).lstrip(_BLANK)
    if not head.startswith(("{", "[{")):
        return None
    found = json_object(unquoted(text.strip(_BLANK)).removesuffix("=").strip(_BLANK))
    return found and Decoded(found.fields, ["JSON as the name of a form field", *found.repairs])


def _form(text: str) -> Decoded | None:
    found = read_form(text)
    if found is None:
        return None
    fields, notes = found
    return Decoded(fields, notes)


def _salvaged(text: str) -> Decoded | None:
    fields = salvage(text)
    return None if fields is None else Decoded(fields, ["single fields made out of the wreck"])
