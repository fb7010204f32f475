"""Which settings a person means by what he types."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from uis_desktop.core.keyboard_layout import other_layouts

#: A word of so many letters may have an ending of one, of two.
_BENDS, _BENDS_MUCH = 4, 6
_WORD = re.compile(r"\w+")


def found_settings(typed: str, words: Mapping[str, str]) -> Set[str]:
    """The keys of ``words`` that fit; all of them if nothing is typed.

    Each typed word must begin a word of the setting; its ending does not count, because
    Russian bends it, nor do case and ё/е. Only if nothing fits, it is read as typed with
    the other keyboard layout on.
    """
    readings = [_plain_words(one) for one in (typed, *other_layouts(typed))]
    if not any(readings):
        return words.keys()
    of_setting = {key: _plain_words(text) for key, text in words.items()}
    for wanted in filter(None, readings):
        stems = [_stem(one) for one in wanted]
        found = {key for key, its in of_setting.items() if _each_begins_one(stems, its)}
        if found:
            return found
    return frozenset()


def _each_begins_one(stems: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _stem(word: str) -> str:
    """The word without its last letter or two; of a short one everything counts."""
    if len(word) < _BENDS:
        return word
    return word[:-1] if len(word) < _BENDS_MUCH else word[:-2]


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))
