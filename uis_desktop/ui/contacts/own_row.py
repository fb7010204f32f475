"""Below a contact of the person's own: that it is his, and what he can do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import is_own
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel


class OwnContactRow(QWidget):
    """Seen only below an own contact."""

    def __init__(self, wishes: ContactWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self._contact: Contact | None = None
        self._whose = PlainLabel("hint")
        self._whose.show_text(translate("Contact", "Your own contact"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._whose, 1)
        edit = self._button(translate("Contact", "Edit…"))
        edit.clicked.connect(lambda: self._wishes.edit.emit(self._contact))
        remove = self._button(translate("Contact", "Delete…"))
        remove.clicked.connect(lambda: self._wishes.remove.emit(self._contact))
        self._buttons = (edit, remove)
        for button in self._buttons:
            row.addWidget(button)

    def show_contact(self, contact: Contact) -> None:
        """This is the contact now."""
        self._contact = contact
        for widget in (self, self._whose, *self._buttons):
            widget.setVisible(is_own(contact.id))

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        return button
