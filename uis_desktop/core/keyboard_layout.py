"""What was meant by a text typed with the wrong keyboard layout on, Russian or English."""

from __future__ import annotations

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
# A letter has one key; what comes last in the tables is the same key with Shift.
_TO_ENGLISH = str.maketrans(_RUSSIAN[:33], _ENGLISH[:33])


def other_layouts(text: str) -> tuple[str, ...]:
    """What it may mean, in lower case; empty if it has no letters that could be others.

    First its English letters read as Russian keys, then its Russian ones as English
    keys: of two words only one may be typed wrongly.
    """
    typed = text.casefold()
    if not _has_letters(typed):
        return ()
    meant = (typed.translate(_TO_RUSSIAN), typed.translate(_TO_ENGLISH))
    return tuple(one for one in meant if one != typed and _has_letters(one))


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)
