"""Which settings a person means by what he types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from uis_desktop.core.keyboard_layout import other_layouts

#: A word of so many letters may have an ending of one, of two, of three.
_ENDINGS = ((8, 3), (6, 2), (4, 1))
_WORD = re.compile(r"\w+")


def found_settings(typed: str, words: Mapping[str, str]) -> Set[str]:
    """The keys of ``words`` that fit; all of them if nothing is typed.

    Each typed word must begin a word of the setting; its ending does not count, because
    Russian bends it, nor do case and ё/е. If that fits none, those count that have most of
    the words: people ask in words of their own, and some of them say nothing. Only if nothing
    fits at all, it is read as typed with the other keyboard layout on.
    """
    readings = [_plain_words(one) for one in (typed, *other_layouts(typed))]
    if not any(readings):
        return words.keys()
    of_setting = {key: _plain_words(text) for key, text in words.items()}
    for wanted in filter(None, readings):
        stems = [_stem(one) for one in wanted]
        fitting = {key: _fitting(stems, its) for key, its in of_setting.items()}
        most = max(fitting.values(), default=0)
        if most:
            return {key for key, count in fitting.items() if count == most}
    return frozenset()


def _fitting(stems: Sequence[str], words: Sequence[str]) -> int:
    """So many of the stems begin a word."""
    return sum(any(word.startswith(stem) for word in words) for stem in stems)


def _stem(word: str) -> str:
    """The word without what may be its ending; of a short one everything counts."""
    ending = next((ending for letters, ending in _ENDINGS if len(word) >= letters), 0)
    return word[: len(word) - ending]


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))
