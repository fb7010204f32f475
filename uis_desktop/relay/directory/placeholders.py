"""Texts with names in them: ``Звонит {contact}, {company}``.

The names come from an address book, so they are cut and cleaned: what is said
is one plain line, whatever the book holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from uis_desktop.core.plain_text import plain

#: What a text may name.
PLACEHOLDERS = ("contact", "company", "responsible")

_LONGEST_NAME = 80
_LONGEST_RAW = 1000
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Speech engines read these as markup.
_MARKUP = str.maketrans("<>&{}", "     ")
#: Punctuation left alone where a name is missing: "Звонит Пётр, ." is "Звонит Пётр."
_HANGING = re.compile(r"[\s,;:–—-]+(?=[.!?]|\Z)|\A[\s,;:–—-]+|[\s,;:]+(?=[,;:])|\(\s*\)|«\s*»")


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """What the text names and nobody knows."""
    return tuple(
        f"{{{name}}}" for name in _PLACEHOLDER.findall(text) if name.strip() not in PLACEHOLDERS
    )


def filled(text: str, names: Mapping[str, str | None]) -> str | None:
    """The text with the names in it; None if it is about names and none is known."""
    wanted = [name.strip() for name in _PLACEHOLDER.findall(text)]
    if not wanted:
        return text
    said = {name: spoken(names.get(name) or "") for name in wanted}
    if not any(said.values()):
        return None
    whole = _PLACEHOLDER.sub(lambda found: said[found.group(1).strip()], text)
    if not all(said.values()):
        whole = _HANGING.sub("", whole)
    return " ".join(whole.split())


def spoken(text: str) -> str:
    """One clean line of text from outside."""
    return plain(text[:_LONGEST_RAW].translate(_MARKUP), _LONGEST_NAME)
