"""The tray's menu in the window, for a desktop that has no tray."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from uis_desktop.ui.language import translate
from uis_desktop.ui.menus import empty


class ProgramButton(QPushButton):
    """Opens a menu that is made when somebody asks for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Window", "Menu"), parent)
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self.setToolTip(QKeySequence("F10").toString(QKeySequence.SequenceFormat.NativeText))
        self._fill: Callable[[QMenu], None] = lambda _menu: None
        menu = QMenu(self)
        menu.aboutToShow.connect(self._make)
        self.setMenu(menu)

    def fill_with(self, fill: Callable[[QMenu], None]) -> None:
        """``fill`` puts into the menu what can be chosen now."""
        self._fill = fill

    def open_menu(self) -> None:
        """Open it by the keyboard, above its button at the foot of the window."""
        if self.isVisible():
            menu = self.menu()
            menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _make(self) -> None:
        menu = self.menu()
        empty(menu)
        self._fill(menu)
