"""Starting at the log-in, as it is chosen and shown in the settings."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from tests.fakes import MemoryPreferences
from tests.fakes.login_items import MemoryLoginItems
from tests.ui.person import Screen, press, words_on
from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.preferences import Preferences
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.choices import Choices
from uis_desktop.ui.notices import Notice, Notices
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.theme import Theme

SWITCH = "Запускать программу при входе в систему"


@dataclass
class Desk:
    """A person at the settings, and what the system starts."""

    choices: Choices
    items: MemoryLoginItems
    store: MemoryPreferences
    screen: Screen

    def open(self) -> SettingsDialog:
        self.choices.open_settings()
        (dialog,) = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, SettingsDialog) and one.isVisible()
        ]
        return dialog

    def switch(self) -> QCheckBox:
        (box,) = [one for one in self.open().findChildren(QCheckBox) if one.text() == SWITCH]
        return box

    def complaints(self) -> list[str]:
        notices = [one for one in self.screen.stack.shown() if isinstance(one, Notice)]
        return [line for notice in notices for line in words_on(notice)]


@pytest.fixture
def desk(screen: Screen, theme: Theme) -> Desk:
    items = MemoryLoginItems()
    store = MemoryPreferences()
    book = PreferenceBook(store)
    choices = Choices(
        book,
        theme,
        screen.stack,
        Notices(screen.stack, theme),
        autostart=Autostart(items, book),
    )
    choices.load()
    return Desk(choices, items, store, screen)


def test_it_is_off_at_first_and_put_and_taken_away_at_once(desk: Desk) -> None:
    box = desk.switch()
    assert not box.isChecked()
    for wish in (True, False):
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert (desk.items.puts[-1], desk.store.kept.autostart) == (wish, wish)
    assert len(desk.items.puts) == 2
    desk.choices.close()


def test_what_the_systems_own_tools_changed_is_shown_when_the_window_opens(desk: Desk) -> None:
    QTest.keyClick(desk.switch(), Qt.Key.Key_Space)
    desk.items.now = AtLogin.OFF
    assert not desk.switch().isChecked()
    assert desk.store.kept == Preferences()
    desk.items.now = AtLogin.ON
    assert desk.switch().isChecked()
    assert desk.items.puts == [True]
    desk.choices.close()


def test_what_the_system_refuses_is_said_and_the_switch_shows_how_it_is(desk: Desk) -> None:
    box = desk.switch()
    desk.items.refuses = True
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    assert desk.store.kept == Preferences()
    assert any("Система не изменила" in line for line in desk.complaints())
    desk.choices.close()


def test_what_is_started_for_everybody_cannot_be_changed_and_the_words_say_why(
    desk: Desk,
) -> None:
    desk.items.now = AtLogin.FOR_EVERYBODY
    box = desk.switch()
    assert box.isChecked()
    assert not box.isEnabled()
    dialog = desk.open()
    assert any("Запускается у всех" in line for line in words_on(dialog))
    press(dialog, "Вернуть исходные")
    assert desk.store.kept == Preferences(autostart=True)
    assert desk.complaints() == []
    desk.choices.close()
