"""The button of a page that opens its customer in the CRM; it is there if a rule is."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate


class CrmButton(QPushButton):
    """Wishes for whoever the page shows."""

    def __init__(self, wishes: ContactWishes) -> None:
        super().__init__(translate("Window", "Open in the CRM"))
        self._wishes = wishes
        self._whom: HistoryRow | Contact | None = None
        self.setAutoDefault(False)
        self.clicked.connect(self._on_click)
        self.hide()

    def show_for(self, whom: HistoryRow | Contact) -> None:
        """This is whom the page shows."""
        self._whom = whom
        self.setVisible(self._wishes.offers_crm(whom))

    def _on_click(self) -> None:
        if self._whom is not None:
            self._wishes.crm.emit(self._whom)
