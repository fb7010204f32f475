"""Every text of the page in Russian and English, out of one file: ``words.toml``.

A key is ``table.name``.  A text with ``|`` has a form for each number: one, few
and many in Russian, one and many in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")


class Words:
    """All texts in one language."""

    def __init__(self, language: Language, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of this key, with the values put in."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        """There is such a text."""
        return key in self._texts

    @property
    def known(self) -> frozenset[str]:
        """Everything there is a text for."""
        return frozenset(self._texts)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The form that goes with the number, which it calls ``n``."""
        forms = self._texts[key].split("|")
        form = forms[min(_form(self.language, number), len(forms) - 1)]
        return form.format(n=self.number(number), **values)

    def number(self, number: int) -> str:
        """With the thousands told apart."""
        return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}" if self.language == "ru" else ",")


def read_words(file: Path) -> Mapping[Language, Words]:
    """The catalogue.

    Raises:
        KeyError: a text is missing in one of the languages.
    """
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    entries = dict(_entries(tables))
    return {
        language: Words(language, {key: texts[language] for key, texts in entries.items()})
        for language in LANGUAGES
    }


def chosen_language(*wishes: str | None) -> Language:
    """The first wish that names one of ours; a wish is a language or ``Accept-Language``."""
    for wish in wishes:
        for language in _by_weight(wish or ""):
            if language in LANGUAGES:
                return "ru" if language == "ru" else "en"
    return "ru"


def _entries(tables: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for table, texts in tables.items():
        if not isinstance(texts, dict):
            raise KeyError(table)
        for name, text in texts.items():
            yield f"{table}.{name}", text


def _by_weight(accepted: str) -> list[str]:
    """The languages of an ``Accept-Language``, the dearest first (RFC 9110, 12.5.4)."""
    weighted = []
    for part in accepted[:500].split(","):
        name, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), name.strip().casefold()[:2]))
        except ValueError:
            continue
    return [name for _, name in sorted(weighted, key=lambda pair: pair[0])]


def _form(language: Language, number: int) -> int:
    """Which form of a noun goes with the number (CLDR plural rules)."""
    if language == "en":
        return 0 if number == 1 else 1
    if number % 10 == 1 and number % 100 != 11:
        return 0
    if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}:
        return 1
    return 2
