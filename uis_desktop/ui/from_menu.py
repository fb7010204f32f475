"""Our numbers in a menu: for the button of the window, and on a card for one call at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Phone
from uis_desktop.session.our_lines import Choice
from uis_desktop.ui.dialling import Dialling
from uis_desktop.ui.language import translate
from uis_desktop.ui.menus import empty
from uis_desktop.ui.plain_text import menu_text, plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.tasks import Tasks

#: So many numbers are seen in the menu itself.
_AT_ONCE = 8


class Chooser(Protocol):
    """Our numbers, for one who is to be called."""

    async def choice(self, called: Phone) -> Choice | None:
        """What it can be called from; may raise ``HistoryUnreadable``."""
        ...


class FromMenu(QObject):
    """Asks from which number to call, the one used with the contact last first, and calls."""

    def __init__(self, dialling: Dialling, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._dialling = dialling
        self._tasks = tasks
        self._chooser: Chooser | None = None
        self._asking: asyncio.Task[None] | None = None
        self._menu = QMenu()

    def use(self, chooser: Chooser | None) -> None:
        """Ask here; None while nobody is signed in."""
        self._chooser = chooser
        if chooser is None:
            self._menu.hide()

    def open(self, number: Phone, at: QPoint) -> None:
        """Open at this place of the screen what ``number`` can be called from."""
        if self._asking is not None:
            self._asking.cancel()
        if self._chooser is not None:
            self._asking = self._tasks.start(self._show(self._chooser, number, at))

    def close(self) -> None:
        """Take the menu away."""
        self._menu.hide()
        self._menu.deleteLater()

    async def _show(self, chooser: Chooser, number: Phone, at: QPoint) -> None:
        choice = await chooser.choice(number)
        menu = self._menu
        empty(menu)
        if choice is None:
            head = translate("From", "There is no other number to call from")
        else:
            head = translate("From", "Call from number")
        menu.addAction(head).setEnabled(False)
        menu.setAccessibleName(head)
        for line, action in add_lines(menu, () if choice is None else choice.lines):
            ours = line.phone_number
            action.triggered.connect(lambda *_, ours=ours: self._dialling.call(number, ours))
        menu.popup(at)


def add_lines(menu: QMenu, lines: Sequence[Line]) -> list[tuple[Line, QAction]]:
    """An entry for each; of a company with hundreds of them the rest in a second menu."""
    few = len(lines) <= _AT_ONCE + 1
    added = [(line, _add(menu, line)) for line in (lines if few else lines[:_AT_ONCE])]
    if not few:
        others = menu.addMenu(translate("From", "Other numbers"))
        added.extend((line, _add(others, line)) for line in lines[_AT_ONCE:])
    return added


def _add(menu: QMenu, line: Line) -> QAction:
    shown = shown_number(line.phone_number)
    words = " · ".join(filter(None, (shown, plain(line.name or "", 60))))
    return menu.addAction(menu_text(words))
