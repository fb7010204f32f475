"""Text from outside, made harmless to show.

Caller names, titles and additional parameters come from strangers.  They are
shown as plain text on one line: no control characters, nothing that turns the
writing direction round, and not longer than a person reads.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
#: Marks piled on one letter make a line paint over its neighbours.
_MOST_MARKS = 3
#: Cc control, Cf format (bidi overrides, zero width), Cs surrogates, Co private, Cn unassigned.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BREAKS = frozenset({"Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
#: What nearly all names are made of: nothing unseen, no mark, and no space but the usual one.
_COMMON = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2015\u2018-\u2026\u2116]*"
)


def plain(text: object, longest: int = _LONGEST) -> str:
    """One clean line of at most ``longest`` characters."""
    raw = str(text)[: longest * 8]
    if _COMMON.fullmatch(raw):
        clean = " ".join(raw.split())
    else:
        clean = _without_piles(" ".join(_spaced(raw).split()))
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def _spaced(text: str) -> str:
    return "".join(
        " " if character.isspace() or kind in _BREAKS else "" if kind in UNSEEN else character
        for character, kind in zip(text, map(unicodedata.category, text), strict=True)
    )


def _without_piles(text: str) -> str:
    if _MARKS.isdisjoint(map(unicodedata.category, text)):
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
