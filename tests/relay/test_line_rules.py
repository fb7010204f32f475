"""``uis-relay account set --line-rule``: which of our numbers an area is called from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.relay.company import OwnFiles
from tests.relay.console import Console
from tests.relay.sharing import FarOffice, Keeper, on_both
from uis_desktop.relay.directory.from_uis import Office, take_in
from uis_desktop.relay.directory.lines import line_list
from uis_desktop.wire.frames import LineList

ACCOUNT = ("--account", "acme")
MOSCOW, PETERSBURG = "+74950000001", "+78120000003"
LINES = {MOSCOW: None, PETERSBURG: None, "+78005553535": None}


@pytest.fixture
def directory(console: Console, tmp_path: Path, shared_log: str | None) -> Iterator[Keeper]:
    """Where a relay sees what the commands have changed."""
    keeper: Keeper = OwnFiles(console.data)
    if shared_log is not None:
        keeper.close()
        keeper = FarOffice(tmp_path / "far", shared_log)
    with closing(keeper):
        active(keeper, LINES)
        yield keeper


def active(directory: Keeper, lines: Mapping[str, str | None]) -> None:
    at_uis = Office(people=(), teams=(), lines=lines, timezone=None)
    directory.write(partial(take_in, account="acme", office=at_uis))


def set_rules(console: Console, *rules: str) -> object:
    options = [part for rule in rules for part in ("--line-rule", rule)]
    return console.told("account", "set", *ACCOUNT, *options)["line_rules"]


def listed(directory: Keeper, version: str | None = None) -> LineList:
    return directory.read(partial(line_list, account="acme", version=version))


def told(directory: Keeper) -> dict[str, tuple[str, ...]]:
    lines = listed(directory).lines
    assert lines is not None
    return {line.phone_number: line.areas for line in lines}


@on_both
def test_rules_are_added_changed_forgotten_and_told_with_the_numbers(
    console: Console, directory: Keeper
) -> None:
    before = listed(directory).version
    set_rules(console, "812=78120000003", "+375=8 (812) 000-00-03")
    assert listed(directory, before).lines is not None
    assert told(directory) == {MOSCOW: (), PETERSBURG: ("+375", "+7812")}
    kept = set_rules(console, "+7812=74950000001", "+375=", "343=")
    assert kept == {"+7812": MOSCOW}
    assert told(directory) == {MOSCOW: ("+7812",), PETERSBURG: ()}
    _, shown = console.type("account", "set", *ACCOUNT)
    assert f"Numbers that begin with +7812 are called from {MOSCOW}." in shown


@on_both
def test_a_rule_for_a_number_that_is_not_active_any_more_does_not_count(
    console: Console, directory: Keeper
) -> None:
    set_rules(console, "812=78120000003")
    active(directory, {MOSCOW: None})
    assert told(directory) == {MOSCOW: ()}
    active(directory, LINES)
    assert told(directory) == {MOSCOW: (), PETERSBURG: ("+7812",)}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("812", "not AREA=NUMBER"),
        ("Москва=74950000001", "'Москва' is not an area"),
        ("7812=74950000001", "as in +7812"),
        ("+=74950000001", "not an area"),
        ("812=sales", "'sales' is not a phone number"),
        ("812=204", "not one of the company's active numbers"),
        ("812=74957654321", "+74957654321 is not one of the company's active numbers"),
        ("812=88005553535", "only takes calls"),
    ],
)
def test_a_rule_with_a_mistake_is_named_and_none_of_the_command_counts(
    console: Console, directory: Keeper, rule: str, said: str
) -> None:
    good = ("--line-rule", "495=74950000001")
    code, shown = console.type("account", "set", *ACCOUNT, *good, "--line-rule", rule)
    assert code == 1
    assert repr(rule) in shown
    assert said in shown
    assert told(directory) == {MOSCOW: (), PETERSBURG: ()}
