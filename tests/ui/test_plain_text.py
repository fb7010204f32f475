from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from uis_desktop.ui.plain_text import PlainLabel, menu_text, plain


@given(st.text(max_size=400))
def test_plain_text_is_one_clean_line(text: str) -> None:
    clean = plain(text, 60)
    assert len(clean) <= 60
    assert clean == clean.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in clean)


@pytest.mark.parametrize(
    ("outside", "shown"),
    [
        ("Иван\r\nПетров", "Иван Петров"),
        ("‮moc.elgoog‬", "moc.elgoog"),
        ("a\u200bb\ufeffc", "abc"),
        ("z" + "\u0300" * 50, "z" + "\u0300" * 3),
        ("Общество", "Общес…"),
        ("<b>&amp;</b>", "<b>&a…"),
    ],
)
def test_outside_text_is_made_harmless(outside: str, shown: str) -> None:
    length = 6 if shown.endswith("…") else 120
    assert plain(outside, length) == shown


@given(st.text(st.characters(max_codepoint=0x2200), max_size=60), st.integers(2, 30))
def test_common_characters_are_shown_as_the_long_way_shows_them(text: str, longest: int) -> None:
    """A letter with too many marks makes no text common, so it leads the long way."""
    pile = "\N{COMBINING ACUTE ACCENT}" * 9
    the_long_way = plain(f"{text[: longest * 8 - 10]}\n|{pile}", 10**6)
    assert (
        plain(text[: longest * 8 - 10], 10**6) == the_long_way.removesuffix("|" + pile[:3]).rstrip()
    )


def test_ampersand_in_a_menu_marks_no_key() -> None:
    assert menu_text("Smith & Sons") == "Smith && Sons"


def test_nested_tables_in_a_name_take_no_time(qapp: QApplication) -> None:
    """271 bytes of them freeze a label that guesses markup for 27 s."""
    label = PlainLabel("name", lines=2, width=350)
    started = time.process_time()
    label.show_text("<table><tr><td>" * 18)
    label.show()
    label.grab()
    assert time.process_time() - started < 2


def test_a_megabyte_of_text_takes_no_time(qapp: QApplication) -> None:
    label = PlainLabel("name", lines=2, width=350)
    started = time.process_time()
    label.show_text("Ж\n" * 500_000)
    assert time.process_time() - started < 0.5
