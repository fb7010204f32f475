"""``uis-relay account set --line-rule``: which of our numbers an area is called from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing

import apsw
import pytest

from tests.relay.console import Console
from uis_desktop.relay.directory.from_uis import Office, take_in
from uis_desktop.relay.directory.lines import line_list
from uis_desktop.relay.directory.tables import open_directory

ACCOUNT = ("--account", "acme")
MOSCOW, PETERSBURG = "+74950000001", "+78120000003"
LINES = {MOSCOW: None, PETERSBURG: None, "+78005553535": None}


@pytest.fixture
def directory(console: Console) -> Iterator[apsw.Connection]:
    with closing(open_directory(console.data)) as directory:
        active(directory, LINES)
        yield directory


def active(directory: apsw.Connection, lines: Mapping[str, str | None]) -> None:
    take_in(directory, "acme", Office(people=(), teams=(), lines=lines, timezone=None))


def set_rules(console: Console, *rules: str) -> object:
    options = [part for rule in rules for part in ("--line-rule", rule)]
    return console.told("account", "set", *ACCOUNT, *options)["line_rules"]


def told(directory: apsw.Connection) -> dict[str, tuple[str, ...]]:
    listed = line_list(directory, "acme", None).lines
    assert listed is not None
    return {line.phone_number: line.areas for line in listed}


def test_rules_are_added_changed_forgotten_and_told_with_the_numbers(
    console: Console, directory: apsw.Connection
) -> None:
    before = line_list(directory, "acme", None).version
    set_rules(console, "812=78120000003", "+375=8 (812) 000-00-03")
    assert line_list(directory, "acme", before).version != before
    assert told(directory) == {MOSCOW: (), PETERSBURG: ("+375", "+7812")}
    kept = set_rules(console, "+7812=74950000001", "+375=", "343=")
    assert kept == {"+7812": MOSCOW}
    assert told(directory) == {MOSCOW: ("+7812",), PETERSBURG: ()}
    _, shown = console.type("account", "set", *ACCOUNT)
    assert f"Numbers that begin with +7812 are called from {MOSCOW}." in shown


def test_a_rule_for_a_number_that_is_not_active_any_more_does_not_count(
    console: Console, directory: apsw.Connection
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
    console: Console, directory: apsw.Connection, rule: str, said: str
) -> None:
    good = ("--line-rule", "495=74950000001")
    code, shown = console.type("account", "set", *ACCOUNT, *good, "--line-rule", rule)
    assert code == 1
    assert repr(rule) in shown
    assert said in shown
    assert told(directory) == {MOSCOW: (), PETERSBURG: ()}
