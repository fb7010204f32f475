"""What a person at the contact window wants to be done about a contact."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ContactWishes(QObject):
    """Wishes only; somebody else carries them out.

    ``add`` tells a number and a name that are known already, ``edit`` and ``remove``
    the contact.
    """

    add = Signal(str, str)
    edit = Signal(object)
    remove = Signal(object)
    company_editable_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.company_editable = False

    def let_edit_company(self, editable: bool) -> None:
        """Whether contacts of UIS's address book may be changed from here."""
        self.company_editable = editable
        self.company_editable_changed.emit()
