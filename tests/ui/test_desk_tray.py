"""A click on the tray's icon: the card of a running call first, then the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from tests.ui import samples
from uis_desktop.core.cards import CardState
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.tray.desk_tray import DeskTray

FAR = QPoint(-1000, -1000)


class Desk:
    """Cards, an icon, and how often the window was asked for."""

    def __init__(self, qapp: QApplication) -> None:
        self._owner = QObject()
        theme = Theme(qapp)
        self.stack = Stack(theme, now=lambda: samples.NOW, pointer=lambda: FAR, parent=self._owner)
        self.tray = DeskTray(theme, self.stack, Tasks(lambda _error: None), self._owner)
        self._opened = QSignalSpy(self.tray.open_wanted)

    def click(self) -> int:
        """Click on the icon; how often the window was opened until now."""
        self.tray.icon.clicked.emit()
        return self._opened.count()

    def close(self) -> None:
        self.stack.close()
        self.tray.icon.close()
        self._owner.deleteLater()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk(qapp)
    yield desk
    desk.close()


def test_without_a_call_a_click_opens_the_window(desk: Desk) -> None:
    assert desk.click() == 1
    assert desk.click() == 2


def test_card_of_a_call_comes_first_and_the_window_at_the_next_click(desk: Desk) -> None:
    desk.stack.show_card(samples.in_state(CardState.TALKING))
    (card,) = desk.stack.cards()
    desk.stack.dismiss(card.key)
    assert desk.click() == 0
    assert desk.stack.shows(card.key)
    assert desk.click() == 1


def test_card_that_was_hidden_meanwhile_comes_first_again(desk: Desk) -> None:
    desk.stack.show_card(samples.in_state(CardState.TALKING))
    (card,) = desk.stack.cards()
    assert desk.click() == 0
    desk.stack.dismiss(card.key)
    assert desk.click() == 0
    assert desk.stack.shows(card.key)


def test_each_new_call_comes_before_the_window(desk: Desk) -> None:
    desk.stack.show_card(samples.ringing("1"))
    assert desk.click() == 0
    desk.stack.show_card(samples.ringing("2"))
    assert desk.click() == 0
    assert desk.click() == 1
