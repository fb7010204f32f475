"""Where a number is from, on a card."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import samples
from tests.ui.person import Screen, words_on
from uis_desktop.core.phone import Number
from uis_desktop.ui.language import speak
from uis_desktop.ui.regions import region_words
from uis_desktop.ui.resources import resource

_ROOT = Path(__file__).resolve().parents[2]
_MAKE = """
import sys
from tests.ui.regions import table
sys.stdout.buffer.write(table(sys.argv[1]).encode())
"""


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (Number("+74951234567"), "Москва", "Moscow"),
        (Number("+78121234567"), "Санкт-Петербург", "St Petersburg"),
        (Number("+73432123456"), "Свердловская обл.", "Ekaterinburg"),
        (Number("+77172123456"), "Астана", "Astana"),
        (Number("+77011234567"), "Казахстан", "Kazakhstan"),
        (Number("+493012345678"), "Германия", "Germany"),
        (Number("+375291234567"), "Беларусь", "Belarus"),
    ],
)
def test_region_or_country_in_the_language_of_the_person(
    qapp: QApplication, number: Number, russian: str, english: str
) -> None:
    assert region_words(number) == russian
    speak(qapp, "en")
    assert region_words(number) == english


@pytest.mark.parametrize(
    "number", [Number("+79161234567"), Number("+78005553535"), Number("204"), None, Number("+7")]
)
def test_number_that_says_nothing_of_a_place_has_none(number: Number | None) -> None:
    assert region_words(number) == ""


def test_region_stands_below_the_name_and_also_below_a_number_without_one(screen: Screen) -> None:
    named = replace(samples.ringing(), contact_phone_number=Number("+74951234567"))
    assert "+7 495 123-45-67 · Москва" in words_on(screen.card(named))
    unknown = replace(named, contact_full_name=None, company=None)
    assert words_on(screen.card(unknown))[1:3] == ["+7 495 123-45-67", "Москва"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_table_is_what_the_librarys_data_make_of_it(language: str) -> None:
    """In a process of its own: the library's data would cost this one 100 MB."""
    argv = [sys.executable, "-c", _MAKE, language]
    made = subprocess.run(argv, capture_output=True, check=True, timeout=60, cwd=_ROOT)
    assert made.stdout == resource("regions", f"{language}.tsv").read_bytes()
