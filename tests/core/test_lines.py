"""Which of our numbers a call may be placed from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uis_desktop.core import phone
from uis_desktop.core.lines import Line, nearest_first, nowhere, number_to_call_from, offered_first
from uis_desktop.core.phone import Number
from uis_desktop.errors import NotOurNumber

MOSCOW = Line(phone_number=Number("+74951234567"), name="Москва")
PETERSBURG = Line(phone_number=Number("+78121234567"))
ASTANA = Line(phone_number=Number("+77172123456"))
OURS = (ASTANA, MOSCOW, PETERSBURG)
OWN = MOSCOW.phone_number

_PLACES = {"+7495": "Москва", "+7499": "Москва", "+7812": "Петербург", "+77172": "Астана"}


def region_of(e164: str) -> str:
    return next((place for code, place in _PLACES.items() if e164.startswith(code)), "")


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


@pytest.mark.parametrize(
    ("called", "used", "offered"),
    [
        # Nothing is known of a Russian mobile number: the person's own.
        ("+79161234567", (), OWN),
        ("+79161234567", (PETERSBURG.phone_number, OWN), PETERSBURG.phone_number),
        # The region of the number, also under another area code.
        ("+78127654321", (), PETERSBURG.phone_number),
        ("+74997654321", (), MOSCOW.phone_number),
        # What was used with him comes before where he is from.
        ("+78127654321", (OWN,), OWN),
        # A city without a number of ours, and a mobile number: the country.
        ("+77011234567", (), ASTANA.phone_number),
        ("+73431234567", (), OWN),
        ("+493012345678", (), OWN),
        # A number we had once is not ours any more.
        ("+78127654321", (Number("+74957654321"),), PETERSBURG.phone_number),
        # A colleague does not mind.
        ("204", (PETERSBURG.phone_number,), OWN),
    ],
)
def test_last_used_then_region_then_country_then_own(
    called: str, used: tuple[Number, ...], offered: Number
) -> None:
    number = phone.parse(called)
    assert offered_first(number, OURS, own=OWN, used=used, region_of=region_of) == offered


@pytest.mark.parametrize(
    ("called", "used", "offered"),
    [
        # A rule comes before the region of a number, and the longer rule before the shorter.
        ("+78127654321", (), MOSCOW.phone_number),
        ("+78129654321", (), ASTANA.phone_number),
        ("+375291234567", (), PETERSBURG.phone_number),
        # What was used with him comes before a rule; a rule does not make a number ours.
        ("+78127654321", (ASTANA.phone_number,), ASTANA.phone_number),
        ("+78127654321", (Number("+74957654321"),), MOSCOW.phone_number),
        # No rule: as without any.
        ("+77011234567", (), ASTANA.phone_number),
        ("204", (), OWN),
    ],
)
def test_a_rule_of_the_administrator_comes_after_the_last_used_and_before_the_region(
    called: str, used: tuple[Number, ...], offered: Number
) -> None:
    ruled = (
        replace(ASTANA, areas=("+78129",)),
        replace(MOSCOW, areas=("+7812",)),
        replace(PETERSBURG, areas=("+375",)),
    )
    number = phone.parse(called)
    assert offered_first(number, ruled, own=OWN, used=used, region_of=region_of) == offered


def test_a_number_of_the_sign_in_that_is_not_active_any_more_is_not_offered() -> None:
    ours, number = (PETERSBURG,), phone.parse("+79161234567")
    offered = offered_first(number, ours, own=OWN, used=(OWN,), region_of=nowhere)
    assert offered == PETERSBURG.phone_number


def test_before_the_list_is_known_it_is_the_number_of_the_sign_in() -> None:
    number = phone.parse("+78127654321")
    offered = offered_first(
        number, (), own=OWN, used=(Number("+78121234567"),), region_of=region_of
    )
    assert offered == OWN


def test_the_menu_begins_with_the_number_offered_and_the_persons_own() -> None:
    assert nearest_first(OURS, first=PETERSBURG.phone_number, own=OWN) == (
        PETERSBURG,
        MOSCOW,
        ASTANA,
    )
    assert nearest_first(OURS, first=Number("+7"), own=Number("")) == OURS


RUSSIAN = st.from_regex(r"\+7[3489][0-9]{9}", fullmatch=True).map(Number)
LINES = st.lists(RUSSIAN, unique=True, max_size=5).map(
    lambda numbers: tuple(Line(phone_number=number) for number in numbers)
)


@given(RUSSIAN, LINES, RUSSIAN, st.lists(RUSSIAN, max_size=3), st.data())
def test_what_is_offered_is_ours_and_keeps_to_the_order_of_the_rules(
    called: Number, ours: tuple[Line, ...], own: Number, others: list[Number], data: st.DataObject
) -> None:
    numbers = [line.phone_number for line in ours]
    used = data.draw(st.permutations([*others, *numbers[:2]]))
    offered = offered_first(
        phone.dialled(called), ours, own=own, used=used, region_of=lambda number: number[:4]
    )
    assert offered in (numbers or [own])
    known = [number for number in used if number in numbers]
    near = [number for number in numbers if number[:4] == called[:4]]
    if known:
        assert offered == known[0]
    elif near:
        assert offered in near
        assert offered == own or own not in near
    elif own in numbers:
        assert phone.country(called) != phone.country(own) or offered == own


def test_of_several_numbers_from_his_region_the_persons_own_is_offered() -> None:
    other = Line(phone_number=Number("+74990000001"))
    contact = phone.parse("+7 499 123-45-67")
    for own, offered in ((OWN, OWN), (Number("+79160000001"), other.phone_number)):
        assert offered == offered_first(
            contact, (other, MOSCOW), own=own, used=(), region_of=region_of
        )
