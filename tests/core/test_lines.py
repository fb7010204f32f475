"""Which of our numbers a call may be placed from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core.lines import Line, number_to_call_from
from uis_desktop.errors import NotOurNumber

MOSCOW = Line(phone_number="+74951234567", name="Москва")
PETERSBURG = Line(phone_number="+78121234567")


@pytest.mark.parametrize("typed", ["+74951234567", "8 (495) 123-45-67", "74951234567"])
def test_our_number_is_known_however_it_is_typed(typed: str) -> None:
    assert number_to_call_from(typed, [MOSCOW, PETERSBURG]) == MOSCOW.phone_number


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "no_number"),
        ("Москва", "no_number"),
        ("204", "no_number"),
        ("84951234567 доб. 204", "no_number"),
        ("8 800 555-35-35", "free_for_callers"),
        ("+7 495 765-43-21", "not_active"),
    ],
)
def test_no_call_is_placed_from_a_number_that_is_not_ours(typed: str, reason: str) -> None:
    with pytest.raises(NotOurNumber) as refused:
        number_to_call_from(typed, [MOSCOW, PETERSBURG])
    assert refused.value.reason == reason


def test_before_the_list_is_known_uis_is_to_say_whether_a_number_is_good() -> None:
    assert number_to_call_from("+7 495 765-43-21", []) == "+74957654321"
    with pytest.raises(NotOurNumber):
        number_to_call_from("8 800 555-35-35", [])


@given(st.text(max_size=80), st.booleans())
def test_whatever_is_typed_one_of_ours_comes_out_or_none(typed: str, known: bool) -> None:
    try:
        number = number_to_call_from(typed, [MOSCOW] if known else [])
    except NotOurNumber:
        return
    assert number.startswith("+")
    assert not number.startswith("+7800")
    assert not known or number == MOSCOW.phone_number
