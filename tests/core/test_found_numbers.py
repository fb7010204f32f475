from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.found_numbers import numbers_in

LETTER = (
    "Позвоните Анне: 8 (495) 123-45-67 доб. 204 или +7\u00a0916\u00a0123-45-67, "
    "р/с 40702810900000012345, ИНН 7707083893, договор 12345678901 от 28.11.2026, "
    "ещё раз 89161234567"
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("8 916 123-45-67", ["+79161234567"]),
        ("  \n8 916\n123 45 67\t", ["+79161234567"]),
        ("204", ["204"]),
        ("tel:%2B74951234567;ext=12", ["+74951234567,,12"]),
        (LETTER, ["+74951234567,,204", "+79161234567"]),
        ("8 495 123-45-67 / 8 916 123-45-67", ["+74951234567", "+79161234567"]),
        ("ООО «Ромашка», +44 20 7946 0018", ["+442079460018"]),
        ("", []),
        ("в 204 кабинет к 10:30", []),
        ("<img src=x onerror=alert(1)>", []),
    ],
)
def test_numbers_are_found_and_what_only_looks_like_one_is_not(
    text: str, numbers: list[str]
) -> None:
    assert [number.typed for number in numbers_in(text)] == numbers


def test_page_that_was_selected_whole_gives_no_more_than_can_be_chosen_from() -> None:
    page = ", ".join(f"8 916 123-{n:02}-{n:02}" for n in range(1000))
    assert 1 < len(numbers_in(page)) <= 8


@given(st.text(max_size=400))
def test_any_text_is_read_without_trouble(text: str) -> None:
    for number in numbers_in(text):
        assert number.digits.isdecimal()


@given(st.lists(st.integers(9160000000, 9169999999), min_size=1, max_size=5, unique=True))
def test_what_was_found_is_found_again_in_one_line(digits: list[int]) -> None:
    line = " / ".join(f"8{number}" for number in digits)
    found = numbers_in(line)
    again = numbers_in(" / ".join(number.typed for number in found))
    assert [n.digits for n in again] == [n.digits for n in found] == [f"7{n}" for n in digits]
