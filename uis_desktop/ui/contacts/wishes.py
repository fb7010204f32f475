"""What a person at the contact window wants to be done about a contact."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow


class ContactWishes(QObject):
    """Wishes only; somebody else carries them out.

    ``add`` tells a number and a name that are known already, ``edit`` and ``remove``
    the contact, ``crm`` the contact or the call whose customer is to be opened.
    """

    add = Signal(str, str)
    edit = Signal(object)
    remove = Signal(object)
    crm = Signal(object)
    company_editable_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.company_editable = False
        self._offers_crm: Callable[[HistoryRow | Contact], bool] = lambda _whom: False

    def let_edit_company(self, editable: bool) -> None:
        """Whether contacts of UIS's address book may be changed from here."""
        self.company_editable = editable
        self.company_editable_changed.emit()

    def let_open_in_crm(self, offers: Callable[[HistoryRow | Contact], bool]) -> None:
        """Whose customer can be opened in the CRM."""
        self._offers_crm = offers

    def offers_crm(self, whom: HistoryRow | Contact) -> bool:
        """There is a rule for him."""
        return self._offers_crm(whom)
