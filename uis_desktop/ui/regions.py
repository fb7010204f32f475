"""Where a number is from: a small table instead of the library's geographical data (100 MB)."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from PySide6.QtCore import QLocale

from uis_desktop.core import phone
from uis_desktop.core.phone import Number
from uis_desktop.ui.resources import resource

#: The country whose numbers are told apart by area code alone.
_HOME = "RU"
#: Digits of the shortest and the longest area code, the 7 included.
_SHORTEST, _LONGEST = 3, 8


def region_words(number: Number | None) -> str:
    """The region of a fixed line of country code 7, else the country; empty if it says nothing.

    A Russian mobile number says nothing: people keep it when they move.
    """
    russian = QLocale().language() == QLocale.Language.Russian
    return "" if number is None else _region(number, "ru" if russian else "en")


def region_of(number: Number) -> str:
    """The same, always in one language: to compare numbers by."""
    return _region(number, "ru")


def _region(number: Number, language: str) -> str:
    if not number.startswith("+"):
        return ""
    names = _names(language)
    if number.startswith("+7"):
        for length in range(_LONGEST, _SHORTEST - 1, -1):
            name = names.get(number[1 : 1 + length])
            if name is not None:
                return name
    code = phone.country(number)
    return "" if code is None or code == _HOME else names.get(code, "")


@functools.cache
def _names(language: str) -> Mapping[str, str]:
    """Read when the first card needs it."""
    text = resource("regions", f"{language}.tsv").read_text("utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines())
