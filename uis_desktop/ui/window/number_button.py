"""A phone number one can dial with a click."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from uis_desktop.core.phone import Number
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import menu_text
from uis_desktop.ui.shown_numbers import shown_number


class NumberButton(QPushButton):
    """Shows the number as people read it; what is dialled is the number itself."""

    def __init__(self, number: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        shown = shown_number(number)
        self._name = translate("Window", "Call {number}").format(number=shown)
        self.setText(menu_text(shown))
        self.setAccessibleName(self._name)
        self.setProperty("role", "number")
        self.setAutoDefault(False)

    def add_to_name(self, words: str) -> None:
        """Have a screen reader say this behind the number."""
        self.setAccessibleName(", ".join(filter(None, (self._name, words))))
