"""``uis-relay policy``: each entry that makes no sense is named, and nothing of it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.relay.console import Console
from tests.relay.sharing import on_both

ACCOUNT = ("--account", "acme")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


@on_both
def test_policy_is_set_shown_and_removed(console: Console, file: Path) -> None:
    nothing = console.told("policy", "show", *ACCOUNT)
    assert nothing["settings"] == {}
    file.write_text('free = ["scheme"]\n[locked]\nhotkey = ""\nupdates = false\n')
    console.told("policy", "set", *ACCOUNT, str(file))
    _, shown = console.type("policy", "show", *ACCOUNT)
    assert shown.splitlines() == [
        'locked: hotkey = ""',
        "free: scheme",
        "locked: updates = false",
    ]
    assert console.told("policy", "remove", *ACCOUNT) == nothing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[locked]\nvolume = 101\nvolum = 1", "locked.volume: only 0 to 100; locked.volum: no"),
        ("[locked", "no TOML"),
        ("[[locked.crm_rules]]\nway = 'program'\ntarget = 'crm'", "on the computer itself"),
    ],
)
def test_file_with_a_mistake_changes_nothing_and_says_what_is_wrong(
    console: Console, file: Path, text: str, said: str
) -> None:
    file.write_text("[locked]\nvolume = 40")
    before = console.told("policy", "set", *ACCOUNT, str(file))
    file.write_text(text)
    code, shown = console.type("policy", "set", *ACCOUNT, str(file))
    assert code == 1
    assert said in shown
    assert console.told("policy", "show", *ACCOUNT) == before


def test_file_that_is_not_there_is_named(console: Console, file: Path) -> None:
    code, shown = console.type("policy", "set", *ACCOUNT, str(file))
    assert code == 1
    assert str(file) in shown
