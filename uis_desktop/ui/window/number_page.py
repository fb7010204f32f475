"""A number nobody is known to have: the way to make him a contact."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.phone import Phone
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.shown_numbers import shown_phone


class NumberPage(QWidget):
    """The number, that it is nobody's, and a button."""

    def __init__(self, wishes: ContactWishes) -> None:
        super().__init__()
        self._shown = ""
        self._number = PlainLabel("heading", lines=2)
        unknown = PlainLabel("hint", lines=2)
        unknown.show_text(translate("Window", "No contact has this number"))
        add = QPushButton(translate("Window", "Add to contacts…"))
        add.setAutoDefault(False)
        add.clicked.connect(lambda: wishes.add.emit(self._shown, ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for widget in (self._number, unknown, add):
            column.addWidget(widget)
        column.addStretch(1)

    def show_number(self, number: Phone) -> None:
        """Show this number."""
        self._shown = shown_phone(number)
        self._number.show_text(self._shown)
