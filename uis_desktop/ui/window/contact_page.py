"""A contact, whole: name, company and every number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from uis_desktop.core.contacts import Contact
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.window.number_button import NumberButton


class ContactPage(QWidget):
    """Who it is, and a button for each of his numbers."""

    dial_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self._buttons: list[NumberButton] = []
        self._name = PlainLabel("heading", lines=3)
        self._company = PlainLabel("company", lines=2)
        self._no_number = PlainLabel("hint", lines=2)
        self._numbers = QVBoxLayout()
        self._numbers.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for label in (self._name, self._company, self._no_number):
            column.addWidget(label)
        column.addLayout(self._numbers)
        column.addStretch(1)

    def show_contact(self, contact: Contact) -> None:
        """Show this contact."""
        self._name.show_text(contact.full_name, 300)
        self._company.show_text(contact.company or "", 300)
        without = translate("Window", "No phone number is known")
        self._no_number.show_text("" if contact.phone_numbers else without)
        if [button.number for button in self._buttons] != list(contact.phone_numbers):
            self._show_numbers(contact.phone_numbers)

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        self._busy = busy
        for button in self._buttons:
            button.setEnabled(not busy)

    def _show_numbers(self, numbers: tuple[str, ...]) -> None:
        for button in self._buttons:
            self._numbers.removeWidget(button)
            button.deleteLater()
        self._buttons = [NumberButton(number, self) for number in numbers]
        for button in self._buttons:
            button.setEnabled(not self._busy)
            button.clicked.connect(lambda *_, number=button.number: self.dial_wanted.emit(number))
            self._numbers.addWidget(button)
