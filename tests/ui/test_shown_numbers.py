"""Phone numbers as the screen prints them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from uis_desktop.core.phone import Number, parse
from uis_desktop.ui.language import speak
from uis_desktop.ui.shown_numbers import shown_number, shown_phone

TYPED = "8 495 123-45-67 доб. 204"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ru", "+7 495 123-45-67 доб. 204"), ("en", "+7 495 123-45-67 ext. 204")],
)
def test_extension_is_named_in_the_language_of_the_screen_and_read_again(
    qapp: QApplication, language: str, shown: str
) -> None:
    speak(qapp, language)
    number = parse(TYPED)
    assert shown_phone(number) == shown
    assert parse(shown).typed == number.typed


@pytest.mark.usefixtures("qapp")
def test_without_an_extension_the_number_is_all() -> None:
    assert shown_phone(parse("84951234567")) == "+7 495 123-45-67"


def test_what_an_older_version_kept_is_cleaned_as_all_text_from_outside() -> None:
    assert shown_number(Number("\u202e<b>204\n" + "9" * 90)) == "<b>204 " + "9" * 32 + "…"
    assert shown_number(None) == ""
