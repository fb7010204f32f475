"""From bytes to named values: strict JSON, form, repaired JSON, single fields."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from uis_desktop.relay.intake.form import read_form, unquoted
from uis_desktop.relay.intake.lenient_json import read_lenient
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.salvage import salvage
from uis_desktop.relay.intake.strict_json import (
    NotJson,
    object_of,
    object_of_pairs,
    read_clean,
    read_strict,
)

_BLANK = "﻿\x00 \t\r\n"
#: Fields whose braces were not copied.
_WITHOUT_BRACE = re.compile(r'"\w{1,64}"\s{0,16}:')
#: A name from the source of a web page.
_HTML_NAME = re.compile(r"&quot;\w{1,64}&quot;\s{0,16}:")


@dataclass(slots=True)
class Decoded:
    """Named values, or None where nothing could be made out; and what was repaired.

    Attributes:
        form: they come from a form or a query, where UIS's literals keep their quotes.
        clean: they are the plain JSON a good template gives.
    """

    fields: dict[str, object] | None
    repairs: Repairs = field(default_factory=Repairs)
    form: bool = False
    clean: bool = False


def decode(raw: bytes) -> Decoded:
    """Climb the ladder until a rung holds.  Never fails and takes linear time."""
    clean = read_clean(raw)
    if clean:
        return Decoded(clean, clean=True)
    repairs = Repairs()
    text = _decoded_text(raw, repairs)
    if not text.strip(_BLANK):
        repairs.note(Repair.EMPTY)
        return Decoded(None, repairs)
    for rung in (_json, _encoded_json, _form, _json_inside, _salvaged):
        found = rung(text)
        if found is not None:
            repairs.add(found.repairs)
            if not found.fields:
                repairs.note(Repair.NO_VALUES)
                return Decoded(None, repairs)
            return Decoded(found.fields, repairs, found.form)
    repairs.note(Repair.NOT_UNDERSTOOD)
    return Decoded(None, repairs)


def as_text(raw: bytes) -> str:
    """The text of a body: UTF-8, or else cp1251, whatever the headers claim."""
    return _decoded_text(raw, Repairs())


def json_object(text: str) -> Decoded | None:
    """The object a text stands for, strictly or repaired; None if there is none."""
    try:
        return _single_object(read_strict(text))
    except NotJson:
        pass
    try:
        found, repairs = read_lenient(text)
    except NotJson:
        return None
    if not repairs.mark():
        repairs.note(Repair.BROKEN_JSON)
    if "call_session_id" in text and not _names_call(found):
        found = _with_swallowed(found, text, repairs)
    return Decoded(found, repairs) if found else None


def _names_call(value: object) -> bool:
    """It tells which call, at the top, deeper, or in an object that is still a text."""
    match value:
        case dict():
            return "call_session_id" in value or any(map(_names_call, value.values()))
        case list():
            return any(map(_names_call, value))
        case str():
            return value.lstrip()[:1] in {"{", "["} and "call_session_id" in value
        case _:
            return False


def _with_swallowed(found: dict[str, object], text: str, repairs: Repairs) -> dict[str, object]:
    """``found`` with the fields that a text without an end has swallowed."""
    salvaged = salvage(text)
    if salvaged is None or "call_session_id" not in salvaged:
        return found
    repairs.note(Repair.SALVAGED)
    return salvaged | {
        name: value
        for name, value in found.items()
        if name not in salvaged or not (isinstance(value, str) and "call_session_id" in value)
    }


def _decoded_text(raw: bytes, repairs: Repairs) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        repairs.note(Repair.UTF16)
        return raw.decode("utf-16", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        repairs.note(Repair.BYTE_ORDER_MARK)
        raw = raw[3:]
    try:
        return raw.decode()
    except UnicodeDecodeError:
        repairs.note(Repair.CP1251)
        return raw.decode("cp1251", "replace")


def _single_object(value: object) -> Decoded | None:
    """An object, also as items of a list or as JSON inside a JSON string."""
    match value:
        case dict():
            return Decoded(value)
        case list() if (pairs := object_of_pairs(value)) is not None:
            return Decoded(pairs)
        case [dict(), *_] if (pairs := _joined(value)) is not None:
            found = Decoded(pairs)
            found.repairs.note(Repair.LIST_AROUND if len(value) == 1 else Repair.SEVERAL_OBJECTS)
            return found
        case str() if value.strip(_BLANK).startswith(("{", "[")):
            inner = json_object(value.strip(_BLANK))
            if inner is not None:
                inner.repairs.note(Repair.JSON_IN_STRING)
            return inner
        case _:
            return Decoded({})


def _joined(items: Sequence[object]) -> dict[str, object] | None:
    """What several objects tell together; the first one wins, and the others stay beside."""
    pairs: list[tuple[str, object]] = []
    for item in items:
        if not isinstance(item, dict):
            return None
        pairs.extend(item.items())
    return object_of(pairs)


def _json(text: str) -> Decoded | None:
    text = text.strip(_BLANK)
    if not text.startswith(("{", "[", '"')):
        return None
    if "%22" in text and '"' not in text:
        return None
    if _WITHOUT_BRACE.match(text):
        return _braced(text)
    if _HTML_NAME.search(text) is None:
        return json_object(text)
    found = json_object(html.unescape(text))
    if found is not None:
        found.repairs.note(Repair.OTHER_QUOTES, "&quot;")
    return found


def _braced(text: str) -> Decoded | None:
    """The fields of an object without the braces around them."""
    end = "}" if text.count("{") >= text.count("}") else ""
    found = json_object(f"{{{text}{end}")
    if found is not None:
        found.repairs.note(Repair.BROKEN_JSON)
    return found


def _json_inside(text: str) -> Decoded | None:
    """An object somewhere in other text."""
    return json_object(text) if "{" in text else None


def _encoded_json(text: str) -> Decoded | None:
    """JSON as the only name of a form, or percent-encoded."""
    head = unquoted(text.strip(_BLANK)[:64]).lstrip(_BLANK)
    if not head.startswith(("{", "[{")):
        return None
    found = json_object(unquoted(text.strip(_BLANK)).removesuffix("=").strip(_BLANK))
    if found is not None:
        found.repairs.note(Repair.JSON_AS_FORM_KEY)
    return found


def _form(text: str) -> Decoded | None:
    repairs = Repairs()
    fields = read_form(text, repairs)
    return None if fields is None else Decoded(fields, repairs, form=True)


def _salvaged(text: str) -> Decoded | None:
    fields = salvage(text)
    if fields is None:
        return None
    if "{" not in text:
        fields = {name: unquoted(str(value)) for name, value in fields.items()}
    found = Decoded(fields, form=True)
    found.repairs.note(Repair.SALVAGED)
    return found
