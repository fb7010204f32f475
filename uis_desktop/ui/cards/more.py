"""The line above the stack that counts what has no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from uis_desktop.ui.cards.popup import Popup


class More(Popup):
    """The line "and 2 more", as a button that opens the window."""

    wanted = Signal()

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self._number = 0
        self._layout.setContentsMargins(6, 4, 6, 4)
        self._button = self.button(self.wanted.emit)
        self._layout.addWidget(self._button)

    @property
    def number(self) -> int:
        """How many cards have no room; none for 0."""
        return self._number

    def count(self, number: int) -> None:
        """Say that so many cards have no room."""
        self._number = number
        text = self.tr("and %n more", "", number)
        self._button.setText(text)
        self.setWindowTitle(text)
        self.setAccessibleName(text)
