"""A number where numbers belong, whatever another release sends there."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALLER, LINE, ME, incoming
from uis_desktop.core import phone
from uis_desktop.core.events import CallIncoming, with_numbers_only
from uis_desktop.core.facts import facts_of


def told(**fields: str) -> CallIncoming:
    """A ring as it comes out of a frame, where everything is text."""
    return msgspec.convert(msgspec.to_builtins(incoming()) | fields, CallIncoming)


def test_what_our_relay_tells_is_taken_as_it_is() -> None:
    for event in (incoming(), incoming(caller=None)):
        assert with_numbers_only(event) is event


def test_a_number_in_another_notation_is_read() -> None:
    event = with_numbers_only(told(contact_phone_number="8 (900) 123-45-67"))
    assert (event.contact_phone_number, event.virtual_phone_number) == (CALLER, LINE)
    assert event.extra == {}


def test_a_name_where_a_number_belongs_stays_as_it_is_beside_the_call() -> None:
    event = with_numbers_only(
        told(contact_phone_number="sip:anna@example.org", virtual_phone_number="Продажи")
    )
    assert (event.contact_phone_number, event.virtual_phone_number) == (None, None)
    assert event.extra == {
        "contact_phone_number": "sip:anna@example.org",
        "virtual_phone_number": "Продажи",
    }


@given(st.text(max_size=40))
def test_any_text_becomes_a_number_or_is_kept(text: str) -> None:
    event = with_numbers_only(told(contact_phone_number=text))
    number = event.contact_phone_number
    assert number is None or phone.kept(number) == number
    assert number is not None or event.extra.get("contact_phone_number", "") == text
    assert facts_of(event, event.at, ME).contact_phone_number == number
