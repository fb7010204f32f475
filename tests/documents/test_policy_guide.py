"""What an administrator can decide is in the guide, and what is in the guide can be decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents.test_settings_guide import in_russian
from uis_desktop.core.policy import PERMISSIONS, Source
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.relay.commands.parser import build_parser
from uis_desktop.wire.policy_rules import read_toml, read_variables

_DOCS = Path(__file__).parents[2] / "docs"
_GUIDES = {"en": "policy.md", "ru": "policy.ru.md"}
_ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<words>.+) \|$", re.M)
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)


def guide(language: str) -> str:
    return (_DOCS / _GUIDES[language]).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", _GUIDES)
def test_guide_names_every_setting_and_permission_and_nothing_else(language: str) -> None:
    titles = [one.title for one in PERMISSIONS.values()] + [one.title for one in SETTINGS]
    words = in_russian() if language == "ru" else {title: title for title in titles}
    settings = f"settings{'' if language == 'en' else '.ru'}.md"
    assert _ROW.findall(guide(language)) == [
        *((one.key, words[one.title]) for one in PERMISSIONS.values()),
        *((one.key, f"[{words[one.title]}]({settings}#{one.anchor})") for one in SETTINGS),
    ]


@pytest.mark.parametrize("language", _GUIDES)
def test_examples_of_the_guide_are_understood(language: str) -> None:
    toml, commands, variables = [
        (one["kind"], one["body"]) for one in _FENCE.finditer(guide(language))
    ]
    read = read_toml(toml[1], Source.RELAY)
    assert len(read.rules) == 6
    assert list(read.problems) == []
    for line in commands[1].splitlines():
        program, *words = line.split()
        assert program == "uis-relay"
        assert build_parser().parse_args(words).account == "A"
    pairs = dict(
        line.removeprefix("UIS_DESKTOP_").split("=", 1) for line in variables[1].splitlines()
    )
    decided = read_variables(pairs)
    assert len(decided.rules) == 4
    assert list(decided.problems) == []
