"""Choosing: every control does what it says at once, by keyboard, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from itertools import pairwise
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QScrollArea,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import samples
from tests.ui.person import button, press, words_on
from uis_desktop.core.preferences import POINTERS_SCREEN, SOUND_NAMES, Corner, Preferences, Scheme
from uis_desktop.core.surfaces import ShowAs, Surface
from uis_desktop.core.updates import Telling
from uis_desktop.ui.language import speak
from uis_desktop.ui.settings.cards_section import Monitor
from uis_desktop.ui.settings.search_field import SearchField
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.sound.sounds import SOUNDS

W = TypeVar("W", bound=QWidget)

#: What is chosen elsewhere: the quiet time in the tray's menu, the rules in the settings file.
ELSEWHERE = {"quiet_until", "crm_rules"}
HOLD = "Что слышит собеседник на удержании"


class Chooser:
    """The dialog, and what was chosen in it."""

    def __init__(self, preferences: Preferences, *, sound_possible: bool = True) -> None:
        self.dialog = SettingsDialog(preferences, sound_possible=sound_possible)
        self.dialog.show_monitors([Monitor("DP-1", 1920, 1080), Monitor("HDMI-1", 1280, 720)])
        self.told: list[Preferences] = []
        self.dialog.chosen.connect(self.told.append)
        self.dialog.show()

    def named(self, kind: type[W], words: str) -> W:
        (found,) = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == words]
        return found

    def pick(self, question: str, answer: str) -> None:
        """Choose by the keyboard: down until the answer is there."""
        combo = self.named(QComboBox, question)
        QTest.keyClick(combo, Qt.Key.Key_Home)
        while combo.currentText() != answer:
            before = combo.currentIndex()
            QTest.keyClick(combo, Qt.Key.Key_Down)
            assert combo.currentIndex() != before, f"no answer {answer!r}"

    def write(self, words: str, text: str) -> None:
        field = self.named(QLineEdit, words)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def flip(self, words: str) -> None:
        QTest.keyClick(self.named(QCheckBox, words), Qt.Key.Key_Space)

    def tell_no_updates(self) -> None:
        """In a build that could tell of them."""
        self.dialog.show_telling(Telling.POSSIBLE)
        self.flip("Сообщать о новых версиях")

    def press_keys(
        self,
        key: Qt.Key,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier,
    ) -> None:
        QTest.keyClick(self.named(QKeySequenceEdit, "Клавиши для выделенного номера"), key, held)


@pytest.fixture
def chooser(qapp: QApplication) -> Chooser:
    return Chooser(Preferences(quiet_until=samples.NOW + timedelta(hours=1)))


CHOICES: list[tuple[str, Callable[[Chooser], None], object]] = [
    (
        "show_as",
        lambda c: c.pick("Показывать звонки", "Уведомления системы"),
        ShowAs.NOTIFICATIONS,
    ),
    ("keep_days", lambda c: c.pick("Хранить звонки", "90 дней"), 90),
    ("keep_days", lambda c: c.pick("Хранить звонки", "Всегда"), 0),
    ("corner", lambda c: c.pick("Угол", "Слева вверху"), Corner.TOP_LEFT),
    ("monitor", lambda c: c.pick("Монитор", "HDMI-1 · 1280×720"), "HDMI-1"),
    ("monitor", lambda c: c.pick("Монитор", "Тот, где указатель мыши"), POINTERS_SCREEN),
    (
        "over_full_screen",
        lambda c: c.flip("Показывать карточки поверх полноэкранных программ"),
        True,
    ),
    (
        "colleagues_rings",
        lambda c: c.flip("Показывать звонки, которые звонят только у коллег"),
        False,
    ),
    ("sound", lambda c: c.pick("Звук", "Стук"), "knock"),
    ("sound", lambda c: c.pick("Звук", "Без звука"), ""),
    ("volume", lambda c: QTest.keyClick(c.named(QSlider, "Громкость"), Qt.Key.Key_End), 100),
    ("flash", lambda c: c.flip("Мигать на панели задач, пока мне звонят"), False),
    ("desk_phone_rings", lambda c: c.flip("Звонит телефон на столе: программа молчит"), True),
    ("offer_copied", lambda c: c.flip("Предлагать позвонить, когда номер скопирован"), True),
    ("hold_words", lambda c: c.write(HOLD, " One  moment "), "One moment"),
    ("hotkey", lambda c: c.press_keys(Qt.Key.Key_C), "Ctrl+Alt+C"),
    ("scheme", lambda c: c.pick("Тема", "Тёмные"), Scheme.DARK),
    ("autostart", lambda c: c.flip("Запускать программу при входе в систему"), True),
    ("tell_updates", Chooser.tell_no_updates, False),
    (
        "ask_before_links",
        lambda c: c.flip("Спрашивать, прежде чем звонить по ссылке"),
        False,
    ),
]


@pytest.mark.parametrize(("name", "choose", "value"), CHOICES)
def test_choice_made_by_keyboard_is_told_at_once_and_changes_nothing_else(
    chooser: Chooser, name: str, choose: Callable[[Chooser], None], value: object
) -> None:
    before = Preferences(quiet_until=samples.NOW + timedelta(hours=1))
    choose(chooser)
    assert chooser.told[-1] == replace(before, **{name: value})  # type: ignore[arg-type]


def test_every_choice_there_is_can_be_made_here() -> None:
    offered = {name for name, _, _ in CHOICES}
    assert offered | ELSEWHERE == {field.name for field in fields(Preferences)}


def test_hold_words_that_are_deleted_are_the_usual_ones_again(qapp: QApplication) -> None:
    chooser = Chooser(Preferences(hold_words="Секунду"))
    field = chooser.named(QLineEdit, HOLD)
    assert field.text() == "Секунду"
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chooser.told == [Preferences()]
    assert field.text() == Preferences().hold_words
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == Preferences().hold_words, "what is said is what is seen"
    assert len(chooser.told) == 1, "what is so already is not chosen again"


def test_dialog_says_what_shows_calls_now(chooser: Chooser) -> None:
    chooser.dialog.show_surface(Surface.WINDOW)
    assert any("в окне программы" in line for line in words_on(chooser.dialog))
    chooser.dialog.show_surface(Surface.NOTIFICATIONS)
    assert "Сейчас: уведомления системы" in words_on(chooser.dialog)


def test_dialog_shows_what_is_in_force_without_choosing_anything(chooser: Chooser) -> None:
    shown = Preferences(
        corner=Corner.TOP_LEFT, monitor="HDMI-1", sound="bell", volume=10, flash=False
    )
    chooser.dialog.show_preferences(shown)
    assert chooser.named(QComboBox, "Угол").currentText() == "Слева вверху"
    assert chooser.named(QComboBox, "Монитор").currentText() == "HDMI-1 · 1280×720"
    assert chooser.named(QComboBox, "Звук").currentText() == "Телефон"
    assert chooser.named(QSlider, "Громкость").value() == 10
    assert not chooser.named(QCheckBox, "Мигать на панели задач, пока мне звонят").isChecked()
    assert chooser.told == []


def test_chosen_monitor_that_is_not_plugged_in_is_still_the_choice(qapp: QApplication) -> None:
    chooser = Chooser(Preferences(monitor="<b>DP-9</b>"))
    assert chooser.named(QComboBox, "Монитор").currentText() == "<b>DP-9</b> (не подключён)"
    assert chooser.told == []


def test_defaults_are_asked_for_and_nothing_is_chosen_with_them(
    chooser: Chooser, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(chooser.dialog.defaults_wanted):
        press(chooser.dialog, "Вернуть исходные")
    assert chooser.told == []


def test_unusual_time_to_keep_calls_is_still_the_choice(qapp: QApplication) -> None:
    chooser = Chooser(Preferences(keep_days=400))
    assert chooser.named(QComboBox, "Хранить звонки").currentText() == "Дней: 400"


def test_sound_can_be_heard_before_it_is_needed(chooser: Chooser, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chooser.dialog.sound_wanted):
        press(chooser.dialog, "Послушать")
    chooser.pick("Звук", "Без звука")
    assert not button(chooser.dialog, "Послушать").isEnabled()
    assert not chooser.named(QSlider, "Громкость").isEnabled()


def test_computer_that_cannot_play_says_what_to_do(qapp: QApplication) -> None:
    words = "На этом компьютере нечем проиграть звук"
    silent = Chooser(Preferences(), sound_possible=False)
    assert any(words in line for line in words_on(silent.dialog))
    assert not any(words in line for line in words_on(Chooser(Preferences()).dialog))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_tab_goes_through_every_control_from_top_to_bottom(
    qapp: QApplication, language: str
) -> None:
    speak(qapp, language)
    dialog = Chooser(Preferences()).dialog
    controls = {
        one
        for one in dialog.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    }
    seen: list[QWidget] = []
    widget = dialog.nextInFocusChain()
    while widget is not None and widget is not dialog:
        if widget in controls:
            seen.append(widget)
        widget = widget.nextInFocusChain()
    # What a small screen has no room for is scrolled, above the buttons.
    (scroll,) = dialog.findChildren(QScrollArea)
    inside = scroll.widget()
    assert inside is not None
    out_of_sight = inside.height() - scroll.height()
    lines = [
        one.mapTo(dialog, one.rect().topLeft()).y()
        + (0 if scroll.isAncestorOf(one) or isinstance(one, SearchField) else out_of_sight)
        for one in seen
    ]
    assert set(seen) == controls
    # Side by side is one row.
    assert all(below > above - 12 for above, below in pairwise(lines))
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)


def test_keys_are_chosen_by_the_key_also_with_the_russian_layout_on(chooser: Chooser) -> None:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    keys = chooser.named(QKeySequenceEdit, "Клавиши для выделенного номера")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(keys, QKeyEvent(kind, ord("С"), held, "с"))
    assert chooser.told[-1].hotkey == "Ctrl+Alt+C"


def test_keys_that_other_programs_need_are_not_taken_and_it_is_said_why(chooser: Chooser) -> None:
    chooser.press_keys(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert chooser.told == []
    assert any("Ctrl+C: это нужно другим программам" in line for line in words_on(chooser.dialog))


def test_keys_can_be_given_up(chooser: Chooser) -> None:
    chooser.press_keys(Qt.Key.Key_C)
    chooser.press_keys(Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    assert chooser.told[-1].hotkey == ""


def test_sounds_that_are_offered_are_the_sounds_there_are(chooser: Chooser) -> None:
    combo = chooser.named(QComboBox, "Звук")
    offered = [combo.itemData(row) for row in range(combo.count())]
    assert offered == ["", *SOUNDS]
    assert set(SOUNDS) == set(SOUND_NAMES)
