"""Links from browsers and mail programs, escaped and decorated as they come."""

from __future__ import annotations

import pytest

from uis_desktop.core.dial_link import is_invite, number_in
from uis_desktop.core.phone import parse
from uis_desktop.errors import NotAPhoneNumber


@pytest.mark.parametrize(
    ("link", "digits", "extension"),
    [
        ("tel:+79001234567", "79001234567", None),
        ("tel:%2B7%20900%20123-45-67", "79001234567", None),
        ("TEL:8(900)123-45-67", "79001234567", None),
        ("callto:8(495)000-00-01", "74950000001", None),
        ("callto://+74950000001", "74950000001", None),
        ("sip:74950000001@pbx.example;transport=tcp", "74950000001", None),
        ("tel:+74950000001;ext=12", "74950000001", "12"),
        ("tel:8-495-000-00-01;phone-context=+7;ext=12", "74950000001", "12"),
        ("tel:+79001234567;rm -rf", "79001234567", None),
        ("8 900 123-45-67", "79001234567", None),
        ("tel:204", "204", None),
    ],
)
def test_link_gives_the_number_that_would_be_dialled(
    link: str, digits: str, extension: str | None
) -> None:
    phone = parse(number_in(link))
    assert (phone.digits, phone.extension) == (digits, extension)


@pytest.mark.parametrize("link", ["tel:*100#", "tel:", "mailto:a@b.example", "https://x.example"])
def test_what_is_no_number_stays_visible_and_cannot_be_dialled(link: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        parse(number_in(link))


@pytest.mark.parametrize(
    ("link", "invite"),
    [
        ("uis-desktop://enrol?code=1", True),
        ("  UIS-Desktop:enrol", True),
        ("tel:+79001234567", False),
        ("see uis-desktop:", False),
        ("uis-desktop", False),
    ],
)
def test_invite_is_told_from_a_number(link: str, invite: bool) -> None:
    assert is_invite(link) is invite


def test_blanks_around_a_link_and_a_second_extension_are_left_out() -> None:
    assert number_in("  tel:+74950000001;ext=1;ext=2 ") == "+74950000001;ext=1"
    assert number_in("sip:204@pbx.example?subject=1") == "204"
    assert number_in("tel:+7?a@b") == "+7"
    assert len(number_in("7" * 10_000)) == 64


def test_endless_link_is_cut() -> None:
    assert len(number_in("tel:" + "7" * 10_000)) == 64
