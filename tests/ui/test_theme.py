from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from uis_desktop.ui.cards.looks import LOOKS
from uis_desktop.ui.resources import resource
from uis_desktop.ui.theme import Theme, filled_in, pictures

SHEET = resource("styles", "desk.qss").read_text("utf-8")
THEMES = ["light", "dark"]


def colours(name: str) -> dict[str, str]:
    return tomllib.loads(resource("styles", f"{name}.toml").read_text("utf-8"))


def luminance(colour: str) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_style_sheet_uses_only_colours_the_theme_has(name: str) -> None:
    assert "@" not in filled_in(SHEET, colours(name) | pictures(name))


def test_both_themes_name_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()


def test_every_state_of_a_card_has_its_colour() -> None:
    for look in LOOKS.values():
        assert look.name in colours("light")
        assert f'[look="{look.name}"]' in SHEET


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "surface"),
        ("text_muted", "surface"),
        ("text_muted", "window"),
        ("text", "raised"),
        ("text", "selection"),
        ("text", "window"),
        ("text", "raised_hover"),
        ("text", "raised_pressed"),
        ("text_muted", "raised"),
        ("text_muted", "selection"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("problem", "surface"),
        ("problem", "window"),
        ("problem", "danger_ground"),
        ("missed", "selection"),
        *((look.name, "surface") for look in LOOKS.values()),
    ],
)
def test_text_can_be_read_on_its_ground(name: str, ink: str, ground: str) -> None:
    theme = colours(name)
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["surface", "window", "raised"])
def test_frame_of_what_has_the_focus_can_be_seen(name: str, ground: str) -> None:
    """WCAG 2.2, 1.4.11: at least 3:1 for what is no text."""
    theme = colours(name)
    assert contrast(theme["accent"], theme[ground]) >= 3


def test_colours_change_while_the_program_runs(theme: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))
    theme.choose(Qt.ColorScheme.Dark)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(colours("dark")["window"])
    theme.choose(Qt.ColorScheme.Light)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(colours("light")["window"])
    assert told == [True, True]


def test_style_sheet_has_no_colour_without_a_name() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*;)", SHEET) == []
