"""A body as UIS sent it, made harmless to show: what cannot be seen is spelt out."""

from __future__ import annotations

import json
import unicodedata

from uis_desktop.core.plain_text import UNSEEN

_LONGEST = 8000


def raw_body(raw: bytes) -> str:
    """The body line by line, every invisible character as its number."""
    text = _text(raw)
    shown = "".join(map(_visible, text[:_LONGEST]))
    return shown if len(text) <= _LONGEST else shown + "\n…"


def pretty_body(raw: bytes) -> str | None:
    """The body with a value a line, if it is JSON; None where that says nothing new."""
    text = _text(raw)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    shown = json.dumps(value, ensure_ascii=False, indent=2)
    return raw_body(shown.encode("utf-8", "backslashreplace"))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "backslashreplace")


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    if unicodedata.category(character) in UNSEEN or character in "\u2028\u2029":
        return f"\\u{ord(character):04x}"
    return character
