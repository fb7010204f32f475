from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QIcon
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.ui import samples
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState
from uis_desktop.ui.icons import Glyph, Ground, pixmap, tray_icon
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.menu import MenuView, TrayMenu
from uis_desktop.ui.tray.tray import LOOKS, Tray, TrayState, tray_state

LIVE = MenuView(state="На связи · Мария", signed_in=True)


def entries(menu: QMenu) -> list[str]:
    return [action.text() or "—" for action in menu.actions()]


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


@pytest.fixture
def menu(qapp: QApplication) -> QMenu:
    return QMenu()


def test_menu_begins_with_the_state_and_ends_with_quitting(menu: QMenu) -> None:
    TrayMenu().fill(menu, LIVE)
    assert entries(menu) == [
        "На связи · Мария",
        "—",
        "Пропущенные",
        "Позвонить…",
        "Недавние",
        "—",
        "Не показывать карточки",
        "—",
        "Открыть окно",
        "Настройки…",
        "Проверка связи…",
        "Выйти из учётной записи…",
        "Завершить программу",
    ]
    assert not menu.actions()[0].isEnabled()


def test_menu_of_nobody_signed_in_offers_to_sign_in(menu: QMenu) -> None:
    TrayMenu().fill(menu, MenuView(state="Вход не выполнен", signed_in=False))
    assert entries(menu) == [
        "Вход не выполнен",
        "—",
        "Войти…",
        "Настройки…",
        "Проверка связи…",
        "Завершить программу",
    ]


def test_active_calls_and_missed_calls_stand_in_the_menu(menu: QMenu) -> None:
    tray_menu = TrayMenu()
    view = MenuView(state="x", signed_in=True, cards=[samples.ringing("7")], missed=3)
    tray_menu.fill(menu, view)
    chosen = QSignalSpy(tray_menu.call_chosen)
    entry(menu, "Входящий: Иванова Анна Сергеевна").trigger()
    assert chosen.at(0) == ["7"]
    assert "Пропущенные (3)" in entries(menu)
    assert entries(menu)[-1] == "Завершить программу (звонок не прервётся)"


def test_recent_calls_are_five_and_dial_when_chosen(menu: QMenu) -> None:
    tray_menu = TrayMenu()
    tray_menu.fill(menu, MenuView(state="x", signed_in=True, recent=samples.CALLS))
    recent = entry(menu, "Недавние").menu()
    assert isinstance(recent, QMenu)
    assert len(recent.actions()) == 5
    chosen = QSignalSpy(tray_menu.number_chosen)
    recent.actions()[1].trigger()
    assert chosen.at(0)[0].typed == "+79161234567"


def test_name_with_an_ampersand_marks_no_key(menu: QMenu) -> None:
    TrayMenu().fill(menu, MenuView(state="Smith & Sons", signed_in=False))
    assert entries(menu)[0] == "Smith && Sons"


@pytest.mark.parametrize(
    ("link", "states", "expected"),
    [
        (None, [], TrayState.SIGNED_OUT),
        (LinkState.CONNECTING, [], TrayState.CONNECTING),
        (LinkState.CATCHING_UP, [], TrayState.CONNECTING),
        (LinkState.LIVE, [], TrayState.LIVE),
        (LinkState.LIVE, [CardState.TALKING], TrayState.TALKING),
        (LinkState.LIVE, [CardState.TALKING, CardState.RINGING_ME], TrayState.RINGING),
        (LinkState.LIVE, [CardState.TAKEN], TrayState.LIVE),
        (LinkState.OFFLINE, [CardState.RINGING_ME], TrayState.OFFLINE),
        (LinkState.REFUSED, [], TrayState.REFUSED),
    ],
)
def test_icon_never_looks_better_than_the_connection_is(
    link: LinkState | None, states: list[CardState], expected: TrayState
) -> None:
    cards = [samples.in_state(state) for state in states]
    assert tray_state(link, cards) is expected


def drawn(icon: QIcon) -> bytes:
    image = icon.pixmap(22, 22).toImage()
    return bytes(image.constBits())


def test_every_state_differs_in_shape_even_without_colour(theme: Theme) -> None:
    grey, white = theme.colour("ended"), theme.colour("surface")
    icons = {
        drawn(tray_icon(glyph, ground, grey, white, missed=0, badge=grey))
        for glyph, ground, _ in LOOKS.values()
    }
    assert len(icons) == len(TrayState)


def test_number_of_missed_calls_stays_off_the_picture_others_show(theme: Theme) -> None:
    colour, ink = theme.colour("live"), theme.colour("surface")
    look = (Glyph.HANDSET, Ground.DISC, colour, ink)
    before = pixmap(*look, 22)
    numbered = tray_icon(*look, missed=3, badge=theme.colour("missed"))
    assert drawn(numbered) != drawn(QIcon(before))
    assert pixmap(*look, 22).cacheKey() == before.cacheKey()
    assert drawn(tray_icon(*look, missed=0, badge=colour)) == drawn(QIcon(before))


def test_missed_calls_change_the_icon_and_the_tool_tip(theme: Theme) -> None:
    tray = Tray(theme)
    tray.show()
    before = drawn(tray.icon)
    tray.update(TrayState.LIVE, MenuView(state="На связи", signed_in=True, missed=3))
    assert drawn(tray.icon) != before
    assert tray.tool_tip == "На связи · Пропущенных: 3"
    tray.close()


def test_many_changes_make_one_new_menu(theme: Theme, qapp: QApplication) -> None:
    tray = Tray(theme)
    tray.show()
    for missed in range(50):
        tray.update(TrayState.LIVE, MenuView(state="x", signed_in=True, missed=missed))
    menus = [one for one in qapp.topLevelWidgets() if isinstance(one, QMenu)]
    assert len(menus) <= 3
    tray.close()


class Removals(QObject):
    """Counts the entries taken out of menus, as the tray's platform is told of it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.ActionRemoved
        return False


def test_menu_that_is_replaced_lets_all_its_entries_go(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    tray = Tray(theme)
    tray.show()
    tray.update(TrayState.LIVE, LIVE)
    qtbot.waitUntil(lambda: _with_inner_menus(qapp) is not None)
    old = _with_inner_menus(qapp)
    assert old is not None
    menus = [old, *old.findChildren(QMenu)]
    entries = sum(len(menu.actions()) for menu in menus)
    removals = Removals()
    for menu in menus:
        menu.installEventFilter(removals)
    tray.update(TrayState.LIVE, replace(LIVE, missed=1))
    qtbot.waitUntil(lambda: not isValid(old))
    assert removals.count == entries > 0
    tray.close()


def _with_inner_menus(qapp: QApplication) -> QMenu | None:
    menus = [one for one in qapp.topLevelWidgets() if isinstance(one, QMenu)]
    return next((one for one in menus if one.findChildren(QMenu)), None)
