"""A phone number one can dial with a click."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from uis_desktop.core import phone
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import menu_text, plain


class NumberButton(QPushButton):
    """Shows the number as people read it; what is dialled is the number itself."""

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        shown = phone.pretty(plain(number, 40))
        self.setText(menu_text(shown))
        self.setAccessibleName(translate("Window", "Call {number}").format(number=shown))
        self.setProperty("role", "number")
        self.setAutoDefault(False)
