"""What was meant by keys of the other layout."""

from __future__ import annotations

import pytest

from uis_desktop.core.keyboard_layout import other_layouts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"),
        ("Bdfyjd Gtnh", "иванов петр"),
        ("шмфтщм", "ivanov"),
        ("[jhbc", "хорис"),
        ("{jhbc", "хорис"),
        (",jhbc", "борис"),
        ("rjhj,", "короб"),
        ("`krf", "ёлка"),
        ("иванов gtnh", "иванов петр"),
        ("ivanov зуеук", "ivanov peter"),
    ],
)
def test_keys_of_the_other_layout_are_read(typed: str, meant: str) -> None:
    assert meant in other_layouts(typed)


@pytest.mark.parametrize("typed", ["", ",", "8 (916) 12", "+7;[", "бюж", "*21#"])
def test_what_means_no_other_word_is_left_alone(typed: str) -> None:
    assert other_layouts(typed) == ()


def test_every_russian_key_comes_back() -> None:
    alphabet = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    (keys,) = other_layouts(alphabet)
    assert other_layouts(keys) == (alphabet,)
