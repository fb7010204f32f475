"""Text from outside as one clean line; ``tests/ui`` shows it in widgets."""

from __future__ import annotations

import pytest

from uis_desktop.core.plain_text import plain


@pytest.mark.parametrize(
    ("outside", "shown"),
    [
        ("Смирнов Олег", "Смирнов Олег"),
        ("  Смирнов \t Олег\n", "Смирнов Олег"),
        ("Смирнов\N{LINE SEPARATOR}Олег\N{PARAGRAPH SEPARATOR}", "Смирнов Олег"),
        ("Смирнов\N{NO-BREAK SPACE}Олег", "Смирнов Олег"),
        ("Оле\N{RIGHT-TO-LEFT OVERRIDE}г\N{ZERO WIDTH SPACE}\x00", "Олег"),
        ("\ue000Олег\udc80", "Олег"),
        (17, "17"),
        ("", ""),
    ],
)
def test_outside_text_is_one_line_without_what_is_not_seen(outside: object, shown: str) -> None:
    assert plain(outside) == shown


def test_text_of_the_length_that_fits_stays_whole_and_a_longer_one_is_cut() -> None:
    assert plain("а" * 120) == "а" * 120
    assert plain("а" * 121) == "а" * 119 + "…"
    assert plain("12345", 5) == "12345"
    assert plain("1234 6", 6) == "1234 6"
    assert plain("1234 67", 6) == "1234…"


def test_no_more_than_three_marks_stay_on_a_letter() -> None:
    mark = "\N{COMBINING GRAVE ACCENT}"
    assert plain(f"а{mark * 5}б{mark}") == f"а{mark * 3}б{mark}"
    # Each letter has marks of its own.
    assert plain(f"а{mark * 3}" * 4) == f"а{mark * 3}" * 4
    ring = "\N{COMBINING ENCLOSING CIRCLE}"
    assert plain(f"а{ring * 9}") == f"а{ring * 3}"
