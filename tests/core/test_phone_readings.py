"""What may be meant by what was typed, for the person to choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core import phone
from uis_desktop.core.phone import Number
from uis_desktop.core.phone_readings import readings
from uis_desktop.errors import NotAPhoneNumber

HOME = Number("+74950000001")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8 916 123-45-67", ["+79161234567"]),
        ("204", ["204"]),
        # Both numbers of one field.
        ("8 495 123-45-67 / 8 916 765-43-21", ["+74951234567", "+79167654321"]),
        ("8 495 123-45-67, +375 29 123-45-67", ["+74951234567", "+375291234567"]),
        ("8 495 123-45-67 или 8 916 765-43-21", ["+74951234567", "+79167654321"]),
        ("8 495 123-45-67; 8 495 123 45 67; 8 916 765-43-21", ["+74951234567", "+79167654321"]),
        # The second one without its area code, or without all but its end.
        ("8 812 123-45-67 / 765-43-21", ["+78121234567", "+78127654321"]),
        ("8 812 123-45-67/68", ["+78121234567", "+78121234568"]),
        # One of two is no number.
        ("8 495 123-45-67 / 12345", ["+74951234567", "12345"]),
        ("8 495 123-45-67 / 99999999999999999", ["+74951234567"]),
        # +8: Russia first; by its digits it may be Vietnam, as it is if written in one go.
        ("+8 495 123-45-67", ["+74951234567", "+84951234567"]),
        ("+8 (903) 123-45-67", ["+79031234567"]),
        ("+84951234567", ["+84951234567", "+74951234567"]),
        ("+842812345678", ["+842812345678"]),
        # Without the area code: our city.
        ("123-45-67", ["+74951234567"]),
        # As people dial within Belarus.
        ("8 029 123-45-67", ["+375291234567"]),
        ("", []),
        ("Иванов", []),
        ("*21#", []),
    ],
)
def test_numbers_that_may_be_meant(typed: str, meant: list[str]) -> None:
    assert [number.e164 for number in readings(typed, HOME)] == meant


def test_the_extension_belongs_to_the_number_it_stands_behind() -> None:
    first, second = readings("8 495 123-45-67 / 8 916 765-43-21 доб. 204", HOME)
    assert (first.extension, second.extension) == (None, "204")


@pytest.mark.parametrize(
    "home", [None, *map(Number, ("+79161234567", "+78001234567", "+375291234567"))]
)
def test_without_a_city_of_ours_a_local_number_is_none(home: Number | None) -> None:
    assert readings("123-45-67", home) == ()


@given(st.text(max_size=80), st.sampled_from([None, HOME]))
def test_what_is_offered_can_be_dialled(typed: str, home: Number | None) -> None:
    for number in readings(typed, home):
        again = phone.parse(number.typed)
        assert (again.digits, again.extension) == (number.digits, number.extension)


@given(st.text(alphabet="+8740123956 ()-/;,", max_size=40))
def test_a_number_without_doubt_comes_first_and_nothing_comes_twice(typed: str) -> None:
    meant = readings(typed, HOME)
    assert len({number.typed for number in meant}) == len(meant)
    try:
        number = phone.parse(typed)
    except NotAPhoneNumber:
        return
    assert meant[0] == number
