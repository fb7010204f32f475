"""Below a contact the person may change: whose it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from uis_desktop.core.company_contacts import is_in_uis
from uis_desktop.core.contacts import Contact
from uis_desktop.core.own_contacts import is_own
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel


class OwnContactRow(QWidget):
    """Seen only below an own contact, and one of UIS's if those may be changed."""

    def __init__(self, wishes: ContactWishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self._contact: Contact | None = None
        self._whose = PlainLabel("hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._whose, 1)
        self._edit = self._button(translate("Contact", "Edit…"))
        self._edit.clicked.connect(lambda: self._wishes.edit.emit(self._contact))
        self._remove = self._button(translate("Contact", "Delete…"))
        self._remove.clicked.connect(lambda: self._wishes.remove.emit(self._contact))
        for button in (self._edit, self._remove):
            row.addWidget(button)
        wishes.company_editable_changed.connect(self._show)

    def show_contact(self, contact: Contact) -> None:
        """This is the contact now."""
        self._contact = contact
        self._show()

    def _show(self) -> None:
        contact = self._contact
        own = contact is not None and is_own(contact.id)
        may_edit = self._wishes.company_editable
        in_uis = contact is not None and is_in_uis(contact.id) and may_edit
        words = translate("Contact", "Your own contact") if own else ""
        self._whose.show_text(words or (translate("Contact", "In UIS") if in_uis else ""))
        self._edit.setVisible(own or in_uis)
        self._remove.setVisible(own)
        self.setVisible(own or in_uis)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        return button
