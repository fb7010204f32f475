"""Every setting has its place in the documentation, and nothing else has."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import msgspec
import pytest

from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.wire.setting_values import write_value

_ROOT = Path(__file__).parents[2]
_GUIDES = {"en": "settings.md", "ru": "settings.ru.md"}
_RUSSIAN = _ROOT / "resources" / "translations" / "uis_desktop_ru.ts"
_PLACE = re.compile(
    r'^### (?P<title>.+) <a id="(?P<anchor>[a-z-]+)"></a>\n\n'
    r"`(?P<key>\w+)` · (?:default|исходное) `(?P<default>[^`]+)`\n\n"
    r"(?P<words>(?:(?!^#).*\n)+)",
    re.M,
)


@dataclass(frozen=True)
class Place:
    """What the guide says of one setting."""

    title: str
    key: str
    default: str
    words: str


def places(language: str) -> Mapping[str, Place]:
    """By anchor."""
    text = (_ROOT / "docs" / _GUIDES[language]).read_text(encoding="utf-8")
    found = list(_PLACE.finditer(text))
    assert len(found) == len(re.findall(r"^### ", text, re.M)), "a heading without its default"
    return {one["anchor"]: Place(one["title"], one["key"], one["default"], one["words"])
            for one in found}  # fmt: skip


def in_russian() -> Mapping[str, str]:
    (context,) = [
        one for one in ET.parse(_RUSSIAN).iter("context") if one.findtext("name") == "Settings"
    ]
    return {
        one.findtext("source", ""): one.findtext("translation", "")
        for one in context.iter("message")
    }


@pytest.mark.parametrize("language", _GUIDES)
def test_guide_has_one_place_for_each_setting_with_its_name_and_default(language: str) -> None:
    words = in_russian() if language == "ru" else {one.title: one.title for one in SETTINGS}
    said = {
        anchor: (place.title, place.key, msgspec.json.decode(place.default))
        for anchor, place in places(language).items()
    }
    assert said == {
        one.anchor: (words[one.title], one.key, msgspec.json.decode(write_value(one.default)))
        for one in SETTINGS
    }


@pytest.mark.parametrize("language", _GUIDES)
def test_guide_names_every_word_that_may_be_chosen(language: str) -> None:
    guide = places(language)
    for setting in SETTINGS:
        if isinstance(setting.default, Enum):
            for choice in type(setting.default):
                assert f'"{choice.value}"' in guide[setting.anchor].words, choice
    for word in ("chime", "bell", "knock"):
        assert f'"{word}"' in guide["sound"].words


def test_both_languages_have_the_same_order() -> None:
    assert list(places("en")) == list(places("ru"))
