"""What happens to a template between UIS and the relay, each alone and one upon another.

A :class:`Sent` is what arrives.  Damages come in three layers, in the order in which
they happen in the wild: the administrator's template, UIS filling it in, the way
of sending.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, urlencode

from tests.relay.rendering import quoted, render
from uis_desktop.relay.templates import Template

#: Containers of UIS's nested template, and what they hold.
CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "contact_info": ("contact_phone_number", "communication_number", "contact_full_name"),
    "employee_info": ("employee_full_name", "employee_id", "extension_phone_number"),
    "call_info": (
        "call_source", "direction", "call_session_id", "scenario_name", "talk_time_duration",
        "total_time_duration", "wait_time_duration", "tag_names",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A request: its body and its query."""

    body: bytes = b""
    query: bytes = b""


def nested(template: Template) -> str:
    """The template with its values in UIS's containers."""
    top = dict.fromkeys(template.fields)
    parts = []
    for container, names in CONTAINERS.items():
        inner = [name for name in names if name in top]
        for name in inner:
            del top[name]
        if inner:
            fields = ", ".join(f'"{name}": {{{{{name}}}}}' for name in inner)
            parts.append(f'"{container}": {{{fields}}}')
    parts += [f'"{name}": {{{{{name}}}}}' for name in top]
    return "{" + ",\n".join(parts) + "}"


#: What the administrator makes of a template.
TEMPLATES: Mapping[str, Callable[[Template], str]] = {
    "as it is": lambda template: template.text,
    "nested": lambda template: nested(template),
    "quoted": lambda template: quoted(template.text),
    "nested and quoted": lambda template: quoted(nested(template)),
    "wrapped": lambda template: f'{{"event": "E", "payload": {template.text}}}',
    "wrapped and quoted": lambda template: f'{{"payload": {quoted(template.text)}}}',
    "in a list": lambda template: f"[{template.text}]",
    "a comma too many": lambda template: template.text.removesuffix("}").rstrip() + ",\n}",
    "commas forgotten": lambda template: template.text.replace(",\n", "\n"),
    "a constant of his own": lambda template: template.text.replace("{", '{"event":"E",', 1),
    "an unknown placeholder": lambda template: template.text.replace("{", '{"x":{{no_such}},', 1),
    "a quoted unknown placeholder": lambda template: template.text.replace(
        "{", '{"x":"{{no_such}}",', 1
    ),
    "a field's own name": lambda template: template.text.replace("{", '{"site":"site",', 1),
    "names without quotes": lambda template: template.text.replace('"', ""),
}


def _pairs(text: str) -> dict[str, str]:
    """The fields of strict JSON as UIS's literals."""
    return {name: json.dumps(value, ensure_ascii=False) for name, value in json.loads(text).items()}


def _form(text: str, encoding: str = "utf-8") -> bytes:
    return urlencode(_pairs(text), encoding=encoding).encode()


def _raw_query(text: str) -> bytes:
    """As UIS appends it: literal quotes, raw Cyrillic."""
    return "&".join(f"{name}={value}" for name, value in _pairs(text).items()).encode()


#: How it is sent; the first ones take any text, the others only strict JSON.
WAYS_OF_ANY: Mapping[str, Callable[[str], Sent]] = {
    "a body": lambda text: Sent(text.encode()),
    "a body with a BOM": lambda text: Sent(text.encode("utf-8-sig")),
    "a cp1251 body": lambda text: Sent(text.encode("cp1251", "replace")),
    "a UTF-16 body": lambda text: Sent(text.encode("utf-16")),
    "the key of a form": lambda text: Sent((quote_plus(text) + "=").encode()),
    "percent-encoded": lambda text: Sent(quote(text).encode()),
    "a field of a form": lambda text: Sent(urlencode({"data": text}).encode()),
    "the query": lambda text: Sent(query=quote(text).encode()),
    "a string of JSON": lambda text: Sent(json.dumps(text, ensure_ascii=False).encode()),
    "with a query beside": lambda text: Sent(text.encode(), b"department=sales"),
    "with white space around": lambda text: Sent(b"\r\n " + text.encode() + b"\n\n"),
}
WAYS_OF_JSON: Mapping[str, Callable[[str], Sent]] = {
    "escaped": lambda text: Sent(json.dumps(json.loads(text)).encode()),
    "a form": lambda text: Sent(_form(text)),
    "a cp1251 form": lambda text: Sent(_form(text, "cp1251")),
    "a query": lambda text: Sent(query=_form(text)),
    "a raw query": lambda text: Sent(query=_raw_query(text)),
    "pairs of key and value": lambda text: Sent(
        json.dumps([{"key": n, "value": v} for n, v in json.loads(text).items()]).encode()
    ),
}


def filled(template: Template, made: str, **values: object) -> str:
    """The template, as somebody made it, filled in by UIS."""
    return render(TEMPLATES[made](template), notification_name=template.title, **values).decode()


def is_strict(text: str) -> bool:
    """It is a JSON object."""
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
