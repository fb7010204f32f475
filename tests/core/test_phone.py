"""Numbers as people in Russia type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core import phone
from uis_desktop.errors import NotAPhoneNumber


@pytest.mark.parametrize(
    ("typed", "digits", "extension"),
    [
        ("8 (495) 123-45-67", "74951234567", None),
        ("+7 495 123-45-67", "74951234567", None),
        ("74951234567", "74951234567", None),
        ("9161234567", "79161234567", None),
        ("8-800-555-35-35", "78005553535", None),
        ("8 10 380 44 123 45 67", "380441234567", None),
        ("+44 20 7946 0958", "442079460958", None),
        ("+7 495 123-45-67 доб. 204", "74951234567", "204"),
        ("84951234567,,204", "74951234567", "204"),
        ("8 (495) 123‑45‑67", "74951234567", None),
        ("8 (9О3) 123-45-67", "79031234567", None),
    ],
)
def test_number_is_read_as_people_type_it(typed: str, digits: str, extension: str | None) -> None:
    read = phone.parse(typed)
    assert (read.digits, read.extension, read.raw) == (digits, extension, typed)
    assert not read.internal


@pytest.mark.parametrize("typed", ["204", "0412", "101101"])
def test_short_number_is_internal_and_keeps_its_zeros(typed: str) -> None:
    read = phone.parse(typed)
    assert read.internal
    assert (read.digits, read.e164) == (typed, typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("Иванов", "letters"),
        ("*100#", "letters"),
        ("8 495 123-45-67 / 8 495 765-43-21", "several"),
        ("8 495 123-45-67, 8 916 765-43-21", "several"),
        ("+12", "too_short"),
        ("9" * 30, "too_long"),
        ("9" * 65, "too_long"),
        ("1234567", "not_valid"),
        ("٣٤٥٦٧٨٩٠١٢", "letters"),
    ],
)
def test_what_is_no_number_says_why(typed: str, reason: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        phone.parse(typed)
    assert refused.value.reason == reason


def test_extension_becomes_pauses_and_digits_after_the_answer() -> None:
    assert phone.parse("84951234567 доб. 204").dtmf_string == "..204"
    assert phone.parse("84951234567").dtmf_string is None


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+74951234567", "+7 495 123-45-67"),
        ("+78005553535", "8 800 555-35-35"),
        ("+380441234567", "+380 44 123 4567"),
        ("204", "204"),
        ("+", "+"),
    ],
)
def test_number_is_printed_as_people_read_it(e164: str, shown: str) -> None:
    assert phone.pretty(e164) == shown


@pytest.mark.parametrize("hidden", [None, "", "anonymous", "0000", "private number", "00000000000"])
def test_hidden_caller_has_no_key(hidden: str | None) -> None:
    assert phone.key(hidden) is None


@given(st.text(max_size=100))
def test_no_text_breaks_the_reader(typed: str) -> None:
    try:
        read = phone.parse(typed)
    except NotAPhoneNumber:
        return
    assert read.digits.isascii()
    assert read.digits.isdecimal()


@given(st.integers(min_value=74950000000, max_value=74959999999))
def test_printing_and_reading_again_gives_the_same_number(number: int) -> None:
    assert phone.parse(phone.pretty(f"+{number}")).digits == str(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+74951234567", "RU"),
        ("+77172123456", "KZ"),
        ("+493012345678", "DE"),
        ("+80012345678", None),
        ("204", None),
        ("anonymous", None),
    ],
)
def test_country_of_a_number(number: str, expected: str | None) -> None:
    assert phone.country(number) == expected


@given(st.from_regex(r"\+7[3-79][0-9]{9}", fullmatch=True))
def test_key_of_an_ordinary_russian_number_is_what_the_library_makes_of_it(number: str) -> None:
    assert phone.key(number) == phone.parse(number).e164
