"""What a person at the contact window wants to be done about a contact or a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow


class ContactWishes(QObject):
    """Wishes only; somebody else carries them out.

    ``add`` tells a number and a name that are known already, ``edit`` and ``remove``
    the contact, ``crm`` the contact or the call whose customer is to be opened.
    ``tag`` tells a call's key, a tag, and whether the call is to have it.
    """

    add = Signal(str, str)
    edit = Signal(object)
    remove = Signal(object)
    crm = Signal(object)
    tag = Signal(str, object, bool)
    company_editable_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.company_editable = False
        self._offers_crm: Callable[[HistoryRow | Contact], bool] = lambda _whom: False

        self._marks_on: Callable[[HistoryRow], Sequence[TagMark]] = lambda _call: ()

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

    def let_tag(self, marks_on: Callable[[HistoryRow], Sequence[TagMark]]) -> None:
        """Which tags calls have, and could have."""
        self._marks_on = marks_on

    def marks_on(self, call: HistoryRow) -> Sequence[TagMark]:
        """The tags of a call, and those it could have."""
        return self._marks_on(call)
