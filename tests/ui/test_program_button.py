"""Without a tray the window has what the tray's menu offers, with a real session behind it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.builders import START
from tests.session.stage import until
from tests.ui.person import button, buttons
from tests.ui.test_desk import Office
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.window.contact_window import ContactWindow


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def without_tray(office: Office) -> ContactWindow:
    office.desk.open_window()
    window = await office.see(ContactWindow)
    window.stay_in_taskbar(True)
    return window


def entries(window: ContactWindow) -> dict[str, QAction]:
    """Everything that can be chosen, by its words, of the menus in it too."""
    menu = window.program.menu()
    menu.aboutToShow.emit()
    found: dict[str, QAction] = {}
    for one in (menu, *menu.findChildren(QMenu)):
        found.update({action.text(): action for action in one.actions() if action.text()})
    return found


async def test_cards_pause_and_come_back_from_the_window(office: Office) -> None:
    async with office.at_work():
        window = await without_tray(office)
        entries(window)["1 час"].trigger()
        until_when = office.book.current.quiet_until
        assert until_when is not None
        assert until_when > START - timedelta(hours=1)
        entries(window)["Показывать карточки снова"].trigger()
        assert office.book.current.quiet_until is None


async def test_menu_says_how_things_stand_whenever_it_is_opened(office: Office) -> None:
    async with office.at_work():
        window = await without_tray(office)
        await until(lambda: any("Мой статус в UIS" in words for words in entries(window)))
        assert {"Настройки…", "Проверка связи…", "Завершить программу"} <= entries(window).keys()
        entries(window)["Настройки…"].trigger()
        await office.see(SettingsDialog)


async def test_menu_is_opened_by_the_keyboard(office: Office) -> None:
    async with office.at_work():
        window = await without_tray(office)
        window.activateWindow()
        await until(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_F10)
        menu = window.program.menu()
        await until(menu.isVisible)
        assert any(action.text() == "Настройки…" for action in menu.actions())
        menu.hide()


async def test_window_beside_a_tray_has_no_second_menu(office: Office) -> None:
    async with office.at_work():
        window = await without_tray(office)
        assert button(window, "Меню").isVisible()
        window.stay_in_taskbar(False)
        assert "Меню" not in buttons(window)
