"""What the administrator has decided: seen with its reason, and changed by no road."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QMenu, QPushButton, QSlider

from tests.fakes import MemoryPreferences
from tests.ui import samples
from tests.ui.person import Screen, press, words_on
from uis_desktop.core.manners import Pause
from uis_desktop.core.policy import Policy, Rule, Ruling, Source
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.choices import Choices
from uis_desktop.ui.notices import Notice, Notices
from uis_desktop.ui.settings.search_field import SearchField
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MenuView, TrayMenu

SERVER = "Задано администратором: на сервере компании"
FILE = "Задано администратором: в файле на этом компьютере"


class Desk:
    """A person at the settings; the administrator has his word at any time."""

    def __init__(self, screen: Screen, theme: Theme, kept: Preferences, policy: Policy) -> None:
        self.store = MemoryPreferences(kept)
        self.book = PreferenceBook(self.store, policy)
        self.screen = screen
        notices = Notices(screen.stack, theme)
        self.choices = Choices(self.book, theme, screen.stack, notices, now=lambda: screen.now)
        self.choices.load()
        self.choices.open_settings()
        (self.dialog,) = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, SettingsDialog)
        ]

    def control(self, name: str) -> QComboBox | QCheckBox | QSlider | QPushButton:
        for kind in (QComboBox, QCheckBox, QSlider, QPushButton):
            for one in self.dialog.findChildren(kind):
                if (one.accessibleName() or getattr(one, "text", str)()) == name:
                    assert isinstance(one, QComboBox | QCheckBox | QSlider | QPushButton)
                    return one
        raise AssertionError(f"nothing is called {name!r}")


@pytest.fixture
def desk(screen: Screen, theme: Theme) -> Desk:
    corner = {"corner": Ruling(Rule.LOCKED, Corner.TOP_LEFT)}
    return Desk(screen, theme, Preferences(volume=5), Policy({Source.FILE: corner}))


def test_locked_setting_shows_its_value_and_says_why_it_cannot_be_chosen(desk: Desk) -> None:
    corner = desk.control(f"Угол. {FILE}")
    assert isinstance(corner, QComboBox)
    assert corner.currentText() == "Слева вверху"
    assert not corner.isEnabled()
    assert words_on(desk.dialog).count(FILE) == 1
    assert desk.control("Звук").isEnabled()


def test_lock_that_comes_and_goes_while_the_window_is_open_is_seen_at_once(desk: Desk) -> None:
    desk.book.obey(Source.RELAY, {"volume": Ruling(Rule.LOCKED, 40)})
    volume = desk.control(f"Громкость. {SERVER}")
    assert isinstance(volume, QSlider)
    assert (volume.value(), volume.isEnabled()) == (40, False)
    desk.book.obey(Source.RELAY, {"volume": Ruling(Rule.DEFAULT, 40)})
    assert desk.control("Громкость") is volume
    assert (volume.value(), volume.isEnabled()) == (5, True)
    assert SERVER not in words_on(desk.dialog)


def test_every_setting_there_is_can_be_locked_in_the_window(desk: Desk) -> None:
    ready = {one.key: Ruling(Rule.LOCKED, one.default) for one in SETTINGS}
    desk.book.obey(Source.RELAY, ready)
    (search,) = desk.dialog.findChildren(SearchField)
    # Found by the words of the lock: what is chosen elsewhere, too.
    search.setText("на сервере компании")
    assert words_on(desk.dialog).count(SERVER) == len(SETTINGS) - 1
    assert words_on(desk.dialog).count(FILE) == 0


def test_what_depends_on_another_setting_stays_locked(desk: Desk) -> None:
    desk.book.obey(Source.RELAY, {"volume": Ruling(Rule.LOCKED, 40)})
    desk.choices.choose(Preferences(volume=40, corner=Corner.TOP_LEFT, sound="bell"))
    assert not desk.control(f"Громкость. {SERVER}").isEnabled()


def test_defaults_come_back_as_the_administrator_wants_them_and_delete_no_calls(
    screen: Screen, theme: Theme
) -> None:
    until = samples.NOW + timedelta(hours=1)
    kept = Preferences(volume=5, corner=Corner.TOP_RIGHT, keep_days=0, quiet_until=until)
    desk = Desk(screen, theme, kept, Policy({Source.FILE: {"volume": Ruling(Rule.DEFAULT, 40)}}))
    assert desk.book.current == kept
    press(desk.dialog, "Вернуть исходные")
    assert desk.book.current == Preferences(volume=40, keep_days=0, quiet_until=until)
    assert desk.store.kept == Preferences(keep_days=0, quiet_until=until)
    volume = desk.control("Громкость")
    assert isinstance(volume, QSlider)
    assert volume.value() == 40


def test_quiet_time_that_is_locked_cannot_be_chosen_in_the_tray_nor_in_any_other_way(
    desk: Desk,
) -> None:
    menu = QMenu()
    TrayMenu().fill(menu, MenuView(state="", signed_in=True))
    free = [action.text() for action in menu.actions() if action.menu() is not None]
    assert "Не показывать карточки" in free
    desk.book.obey(Source.RELAY, {"quiet_until": Ruling(Rule.LOCKED, None)})
    menu = QMenu()
    view = MenuView(state="", signed_in=True, pause_locked=desk.choices.pause_locked)
    TrayMenu().fill(menu, view)
    (line,) = [one for one in menu.actions() if one.text().startswith("Не показывать карточки")]
    assert (line.text().endswith(SERVER), line.isEnabled()) == (True, False)
    desk.choices.be_quiet(Pause.HOUR)
    assert desk.book.current.quiet_until is None
    told = [one for one in QApplication.topLevelWidgets() if isinstance(one, Notice)]
    assert any("задано администратором" in "".join(words_on(one)).lower() for one in told)
