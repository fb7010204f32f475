"""The customer in the CRM: opened from a card, and the rules that say how."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import SettingLocked, SettingsUnreadable
from uis_desktop.session.crm_trial import calls_between
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.later import later
from uis_desktop.ui.moments import day_begins
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.opening import CrmDoor, missing_words
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.core.crm_trial import Trial
    from uis_desktop.session.customers import Customers, Whom
    from uis_desktop.session.session import Session
    from uis_desktop.ui.settings.crm_dialog import CrmDialog
    from uis_desktop.ui.settings.crm_trial_dialog import CrmTrialDialog
    from uis_desktop.ui.window.contact_window import ContactWindow

_RULES, _TRIAL = "settings.crm_dialog", "settings.crm_trial_dialog"


class Crm(QObject):
    """Carries out what is wished for on cards, and keeps the rules that are chosen."""

    def __init__(
        self,
        stack: Stack,
        tasks: Tasks,
        notices: Notices,
        preferences: PreferenceBook,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._notices = notices
        self._preferences = preferences
        self._door = CrmDoor(notices.tell, self)
        self._customers: Customers | None = None
        self._session: Session | None = None
        self._dialog: CrmDialog | None = None
        self._trial: CrmTrialDialog | None = None
        self._trying: asyncio.Task[None] | None = None
        stack.card_maker.offer_crm(self._offers)
        stack.card_maker.crm_wanted.connect(self._on_card)
        preferences.listen(self._live_by)

    def use(self, session: Session | None) -> None:
        """Work for this session; None while nobody is signed in."""
        self._session = session
        self._customers = session.customers if session is not None else None
        if self._customers is not None:
            self._customers.use(self._door.open)
            self._customers.live_by(self._preferences.current)

    def serve(self, window: ContactWindow) -> None:
        """Open the customers that are wished for in this window."""
        window.wishes.crm.connect(self._open)
        window.wishes.let_open_in_crm(self._offers)

    def open_rules(self) -> None:
        """Show the rules, to be changed."""
        if self._dialog is None:
            rules = self._preferences.current.crm_rules
            dialog: CrmDialog = later(_RULES).CrmDialog(rules)
            dialog.chosen.connect(self._on_chosen)
            dialog.trial_wanted.connect(self._on_trial)
            self._dialog = dialog
        _bring_up(self._dialog)

    def close(self) -> None:
        """Close its windows."""
        for dialog in (self._dialog, self._trial):
            if dialog is not None:
                dialog.close()
                dialog.deleteLater()
        self._dialog = self._trial = None

    def _live_by(self, preferences: Preferences) -> None:
        if self._customers is not None:
            self._customers.live_by(preferences)
        if self._dialog is not None:
            self._dialog.show_rules(preferences.crm_rules)

    def _on_chosen(self, rules: tuple[CrmRule, ...]) -> None:
        try:
            self._preferences.choose(replace(self._preferences.current, crm_rules=rules))
        except (SettingLocked, SettingsUnreadable) as error:
            self._notices.complain(error)

    def _on_trial(self) -> None:
        if self._trial is None:
            trial: CrmTrialDialog = later(_TRIAL).CrmTrialDialog()
            trial.period_wanted.connect(self._on_period)
            self._trial = trial
        self._trial.ask()
        _bring_up(self._trial)

    def _on_period(self, first: int, last: int) -> None:
        """Try the rules on the calls from ``first`` days ago until ``last`` days ago."""
        if self._trying is not None:
            self._trying.cancel()
        if self._session is None:
            self._show_trials(())
        else:
            start, end = day_begins(-first), day_begins(1 - last)
            self._trying = self._tasks.start(self._try_out(self._session, start, end))

    async def _try_out(self, session: Session, start: datetime, end: datetime) -> None:
        pages = session.lists.every_call("", missed_only=False)
        self._show_trials(session.customers.try_out(await calls_between(pages, start, end)))

    def _show_trials(self, tried: Sequence[Trial]) -> None:
        if self._trial is not None:
            self._trial.show_trials(tried)

    def _offers(self, whom: Whom) -> bool:
        return self._customers is not None and self._customers.offers(whom)

    def _on_card(self, key: str) -> None:
        card = next((card for card in self._stack.cards() if card.key == key), None)
        if card is not None:
            self._open(card)

    def _open(self, whom: Whom) -> None:
        if self._customers is None:
            return
        missing = self._customers.open_by_button(whom)
        if missing is not None:
            self._notices.tell(missing_words(missing))


def _bring_up(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
