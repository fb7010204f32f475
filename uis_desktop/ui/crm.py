"""The customer in the CRM: opened from a card, and the rules that say how."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from uis_desktop.core.cards import CardView
from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import SettingsUnreadable
from uis_desktop.session.customers import Customers
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.session.session import Session
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.opening import CrmDoor, missing_words
from uis_desktop.ui.settings.crm_dialog import CrmDialog


class Crm(QObject):
    """Carries out what is wished for on cards, and keeps the rules that are chosen."""

    def __init__(
        self,
        stack: Stack,
        notices: Notices,
        preferences: PreferenceBook,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._notices = notices
        self._preferences = preferences
        self._door = CrmDoor(notices.tell, self)
        self._customers: Customers | None = None
        self._dialog: CrmDialog | None = None
        stack.offer_crm(self._offers)
        stack.crm_wanted.connect(self._on_card)
        preferences.listen(self._live_by)

    def use(self, session: Session | None) -> None:
        """Work for this session; None while nobody is signed in."""
        self._customers = session.customers if session is not None else None
        if self._customers is not None:
            self._customers.use(self._door.open)
            self._customers.live_by(self._preferences.current)

    def open_rules(self) -> None:
        """Show the rules, to be changed."""
        if self._dialog is None:
            self._dialog = CrmDialog(self._preferences.current.crm_rules)
            self._dialog.chosen.connect(self._on_chosen)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Close the window of the rules."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def _live_by(self, preferences: Preferences) -> None:
        if self._customers is not None:
            self._customers.live_by(preferences)
        if self._dialog is not None:
            self._dialog.show_rules(preferences.crm_rules)

    def _on_chosen(self, rules: tuple[CrmRule, ...]) -> None:
        try:
            self._preferences.choose(replace(self._preferences.current, crm_rules=rules))
        except SettingsUnreadable as error:
            self._notices.complain(error)

    def _offers(self, card: CardView) -> bool:
        return self._customers is not None and self._customers.offers(card)

    def _on_card(self, key: str) -> None:
        card = next((card for card in self._stack.cards() if card.key == key), None)
        if card is None or self._customers is None:
            return
        missing = self._customers.open_by_button(card)
        if missing is not None:
            self._notices.tell(missing_words(missing))
