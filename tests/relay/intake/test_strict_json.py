"""Repeated names and huge numbers: nothing is lost, and nothing breaks."""

from __future__ import annotations

import pytest

from uis_desktop.relay.intake.strict_json import (
    DEEPEST,
    NotJson,
    decimal,
    fitting,
    free_name,
    integer,
    object_of,
    object_of_pairs,
    read_clean,
    read_strict,
)


def test_every_value_of_a_repeated_name_is_kept_under_a_number_of_its_own() -> None:
    pairs = [("a#2", 9), ("a", None), ("a", 1), ("a", 2), ("a", 3), ("a", 1), ("a", None)]
    assert object_of(pairs) == {"a#2": 9, "a": 1, "a#3": 2, "a#4": 3}


def test_free_name_is_the_first_that_nobody_has() -> None:
    assert free_name({}, "a") == "a"
    assert free_name({"a": 1}, "a") == "a#2"
    assert free_name({"a": 1, "a#2": 1, "a#3": 1}, "a") == "a#4"


def test_number_that_fits_nowhere_stays_text() -> None:
    assert integer("9" * 18) == 10**18 - 1
    assert integer("9" * 19) == "9" * 19
    assert fitting(10**18 - 1) == 10**18 - 1
    assert fitting(10**18) == str(10**18)
    assert fitting(-(10**17) + 1) == -(10**17) + 1
    assert fitting(-(10**17)) == str(-(10**17))
    assert decimal("1.5") == 1.5
    assert decimal("1e999") == "1e999"


def test_as_deep_as_allowed_is_read_and_one_deeper_is_not() -> None:
    assert read_strict("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(NotJson):
        read_strict("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))
    many = ",".join(["[]"] * 100)
    assert read_strict(f'["{"[" * 100}\\"", {many}]')
    assert read_strict(f'["\\"{"[" * 100}", {many}]')


def test_pairs_stand_for_an_object_only_if_all_of_them_do() -> None:
    one = {"key": "a", "value": 1}
    assert object_of_pairs([one, {"key": "b", "value": None}]) == {"a": 1, "b": None}
    assert object_of_pairs([]) is None
    assert object_of_pairs([one, {"key": "b"}]) is None
    assert object_of_pairs([one, {"key": 1, "value": 1}]) is None
    assert object_of_pairs([one, "a"]) is None


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b'{"a": 1, "b": {"c": [1]}}', {"a": 1, "b": {"c": [1]}}),
        (b'{"a" : 1}', {"a": 1}),
        (b'{"a": 1, "a": 2}', None),
        (b'{"a": {"b": 1, "b": 2}}', None),
        (b'{"a": "\\":"}', None),
        (b' {"a": 1}', None),
        (b"[1]", None),
        (b'{"a": 1', None),
        (b"{" * (DEEPEST + 1), None),
    ],
)
def test_plain_json_is_read_the_short_way_and_anything_doubtful_is_not(
    raw: bytes, read: dict[str, object] | None
) -> None:
    assert read_clean(raw) == read
