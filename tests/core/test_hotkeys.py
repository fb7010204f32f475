from __future__ import annotations

import pytest

from uis_desktop.core.hotkeys import Hotkey, Modifier, read_hotkey, xdg_trigger


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ctrl+Alt+C", "Ctrl+Alt+C"),
        ("Alt+Ctrl+c", "Ctrl+Alt+C"),
        ("Ctrl+Shift+7", "Ctrl+Shift+7"),
        ("Meta+D", "Meta+D"),
        ("Ctrl+F9", "Ctrl+F9"),
        ("Ctrl+Alt+С", "Ctrl+Alt+C"),  # the Russian letter
        ("Meta+Я", "Meta+Z"),
    ],
)
def test_keys_that_programs_do_not_need_can_be_used(text: str, meant: str) -> None:
    hotkey = read_hotkey(text)
    assert str(hotkey) == meant
    assert read_hotkey(meant) == hotkey


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C",
        "F9",
        "Ctrl+C",
        "Alt+F4",
        "Shift+A",
        "Ctrl+Alt+",
        "Ctrl+Alt+Del",
        "Ctrl+Alt+F13",
        "Ctrl+Alt+C, Ctrl+D",
        "Hyper+Ctrl+C",
        "Ctrl+Alt+Ъ",
        "Ctrl+Ctrl+C",
        "Ctrl+Alt+İ",
    ],
)
def test_keys_that_programs_need_or_that_are_none_cannot(text: str) -> None:
    assert read_hotkey(text) is None


def test_keys_are_the_same_whatever_was_pressed_first() -> None:
    assert read_hotkey("Alt+Ctrl+C") == Hotkey(frozenset({Modifier.CTRL, Modifier.ALT}), "C")


@pytest.mark.parametrize(
    ("keys", "trigger"),
    [
        ("Ctrl+Alt+C", "CTRL+ALT+c"),
        ("Meta+Shift+7", "LOGO+SHIFT+7"),
        ("Meta+F12", "LOGO+F12"),
    ],
)
def test_desktops_of_freedesktop_are_told_the_keys_in_their_own_way(
    keys: str, trigger: str
) -> None:
    hotkey = read_hotkey(keys)
    assert hotkey is not None
    assert xdg_trigger(hotkey) == trigger
