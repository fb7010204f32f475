"""One value to its type: what fits, and what is nothing rather than a guess."""

from __future__ import annotations

import pytest

from uis_desktop.core.events import Direction, Kind
from uis_desktop.relay.intake.kinds import by_fields
from uis_desktop.relay.intake.ladder import as_text
from uis_desktop.relay.intake.values import (
    count,
    direction,
    employee_phone,
    flag,
    identities,
    identity,
    links,
    phone_number,
    text,
    words,
)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (42, "42"),
        (42.0, "42"),
        (1e15, None),
        (999_999_999_999_999.0, "999999999999999"),
        (4.5, None),
        (True, None),
        ("a" * 128, "a" * 128),
        ("a" * 129, None),
        ("", None),
        ("a\n", None),
        (None, None),
        (["1"], None),
    ],
)
def test_id_is_a_number_or_a_short_word(value: object, read: str | None) -> None:
    assert identity(value) == read


def test_text_is_kept_whole_and_a_number_is_its_digits() -> None:
    assert (text("a\n" * 100), text(7), text(None)) == ("a\n" * 100, "7", None)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, 0),
        (7, 7),
        (-1, None),
        (7.9, 7),
        (-0.5, None),
        (True, None),
        ("7", 7),
        ("7.9", 7),
        ("-7", None),
        ("1234567890", None),
        ("01:05", 65),
        ("1:01:05", 3665),
        ("100:00:00", 360_000),
        ("1:5", None),
        ("soon", None),
        (None, None),
    ],
)
def test_count_is_a_whole_number_of_any_spelling_and_never_negative(
    value: object, read: int | None
) -> None:
    assert count(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, True),
        ("TRUE", True),
        (1, True),
        ("yes", True),
        ("Да", True),
        (False, False),
        ("0", False),
        ("No", False),
        ("нет", False),
        (None, None),
        ("perhaps", None),
        (2, None),
    ],
)
def test_yes_and_no_are_told_apart_and_anything_else_is_neither(
    value: object, read: bool | None
) -> None:
    assert flag(value) is read


def test_direction_is_one_of_two_words() -> None:
    assert (direction("IN"), direction("out")) == (Direction.IN, Direction.OUT)
    assert direction("inside") is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("74951234567", "+74951234567"),
        (74951234567, "+74951234567"),
        ("84951234567", "+74951234567"),
        ("380441234567", "+380441234567"),
        ("74955140578...2345", "+74955140578"),
        ("204", "204"),
        ("anonymous", None),
        (None, None),
    ],
)
def test_number_carries_its_country_whatever_uis_writes(value: object, read: str | None) -> None:
    assert phone_number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("79001234567", "+79001234567"),
        ("9001234567", "+79001234567"),
        ("0412345", "0412345"),
        ("900123456", "900123456"),
        (None, None),
    ],
)
def test_phone_of_an_employee_may_be_a_short_number(value: object, read: str | None) -> None:
    assert employee_phone(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ([1, "2"], ("1", "2")),
        ("1, 2;3", ("1", "2", "3")),
        ("['1', '2']", ("1", "2")),
        (7, ("7",)),
        ([1, None, ""], ("1",)),
        ([1, {}], None),
    ],
)
def test_ids_come_as_an_array_as_a_list_or_alone(
    value: object, read: tuple[str, ...] | None
) -> None:
    assert identities(value) == read


def test_words_keep_their_blanks_and_links_are_all_text() -> None:
    assert words("важный клиент, VIP") == ("важный клиент", "VIP")
    assert words(["a", 1]) == ("a", "1")
    assert links("https://a") == ("https://a",)
    assert links(["https://a", "https://b"]) == ("https://a", "https://b")
    assert links(["https://a", 1]) is None
    assert links([]) is None


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"leg_ids": [1]}, Kind.TALK_STARTED),
        ({"leg_ids": [1], "talk_time_duration": 5}, Kind.TALK_ENDED),
        # A talk's own template names its length, even if UIS did not fill it in.
        ({"leg_ids": [1], "talk_time_duration": None}, Kind.TALK_ENDED),
        # One template for all kinds names everything; only what is told counts.
        (
            {"leg_ids": [1], "talk_time_duration": None, "total_time_duration": None},
            Kind.TALK_STARTED,
        ),
        ({"leg_ids": [1], "talk_time_duration": None, "file_link": None}, Kind.TALK_STARTED),
        ({"wait_time_duration": 5}, Kind.LOST),
        ({"employee_ids": [1]}, Kind.LOST),
        ({"wait_time_duration": 5, "leg_id": 1}, Kind.WAITING),
        ({"employee_phone_number": "204"}, Kind.OUTGOING),
        ({"employee_phone_number": "204", "direction": "in"}, Kind.OUTGOING),
        ({"call_session_id": 1, "contact_phone_number": "7"}, Kind.INCOMING),
        ({"call_session_id": 1, "contact_phone_number": None}, Kind.INCOMING),
        ({"call_session_id": None, "contact_phone_number": "7"}, Kind.OTHER),
        ({"call_session_id": 1, "contact_phone_number": "7", "direction": "in"}, Kind.OTHER),
        ({"call_session_id": 1}, Kind.OTHER),
    ],
)
def test_kind_is_told_by_the_fields_of_its_template(fields: dict[str, object], kind: Kind) -> None:
    assert by_fields(fields, ()) is kind


def test_body_is_shown_in_whatever_letters_it_came() -> None:
    assert as_text("Смирнов".encode("cp1251")) == "Смирнов"
    assert as_text("Смирнов".encode("utf-16")) == "Смирнов"
    assert as_text("\ufeffСмирнов".encode()) == "Смирнов"
