"""Links from browsers and mail programs, escaped and decorated as they come."""

from __future__ import annotations

import pytest

from uis_desktop.core.dial_link import number_in
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


def test_endless_link_is_cut() -> None:
    assert len(number_in("tel:" + "7" * 10_000)) == 64
