"""What the administrator's guide tells people to type."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LANGUAGES = {"en": "relay.md", "ru": "relay.ru.md"}

_BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_JSON = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"`([a-z_]+)`")
_COMMENT = re.compile(r"\s+#\s.*$")
_INLINE = re.compile(r"`(uis-relay [a-z][^`]*)`")
_NAMES = {"en": re.compile(r'"([A-ZА-Я][^"{}`<>]*)"'), "ru": re.compile("«([^«»]*)»")}
_SETTING_ROW = re.compile(r"^\| (`[a-z_`, ]+`) \|", re.MULTILINE)


def text_of(language: str) -> str:
    """The guide in this language."""
    return (ROOT / "docs" / LANGUAGES[language]).read_text(encoding="utf-8")


def lines_of(language: str) -> list[str]:
    """Every line to be typed, with its comment."""
    blocks: list[str] = _BLOCK.findall(text_of(language))
    return [line for block in blocks for line in block.splitlines() if line]


def commands_of(language: str) -> list[str]:
    """Every line to be typed, without its comment."""
    return [_COMMENT.sub("", line) for line in lines_of(language)]


def mentioned_in(language: str) -> list[str]:
    """Commands named in a sentence or a table."""
    return _INLINE.findall(text_of(language))


def settings_in(language: str) -> set[str]:
    """The settings of the guide's table."""
    rows: list[str] = _SETTING_ROW.findall(text_of(language))
    return {name.strip("` ") for row in rows for name in row.split(",")}


def names_in(language: str) -> set[str]:
    """What is quoted in a sentence: pages, buttons, messages."""
    found = _NAMES[language].findall(_JSON.sub("", _BLOCK.sub("", text_of(language))))
    return {" ".join(name.split()) for name in found}


def rules_in(language: str) -> str:
    """The guide's one example of rules in JSON."""
    (rules,) = _JSON.findall(text_of(language))
    return str(rules)


def words_in(language: str, *, before: str, after: str) -> set[str]:
    """What is written as code between these two."""
    return set(_WORD.findall(text_of(language).partition(after)[2].partition(before)[0]))
