"""Text from outside, made harmless to show.

Caller names, titles and additional parameters come from strangers.  They are
shown as plain text on one line: no control characters, nothing that turns the
writing direction round, and not longer than a person reads.
"""

from __future__ import annotations

import unicodedata

_LONGEST = 120
#: Marks piled on one letter make a line paint over its neighbours.
_MOST_MARKS = 3
#: Cc control, Cf format (bidi overrides, zero width), Cs surrogates, Co private, Cn unassigned.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain(text: object, longest: int = _LONGEST) -> str:
    """One clean line of at most ``longest`` characters."""
    raw = str(text)[: longest * 8]
    folded = " ".join(_spaced(raw).split())
    clean = _without_piles(folded)
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def _spaced(text: str) -> str:
    return "".join(
        " "
        if character.isspace() or unicodedata.category(character) in {"Zl", "Zp"}
        else ""
        if unicodedata.category(character) in UNSEEN
        else character
        for character in text
    )


def _without_piles(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
