"""Opens the customer in the CRM, once for each moment of a call, as the rules say."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from uis_desktop.core.cards import CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_filling import Opening, by_button, choose, is_offered
from uis_desktop.core.crm_rules import CrmCall, Moment, fitting, of_card, of_contact, of_row
from uis_desktop.core.crm_trial import Trial, trials
from uis_desktop.core.effects import OpenCustomer
from uis_desktop.core.events import Employee
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number
from uis_desktop.core.preferences import Preferences

logger = logging.getLogger(__name__)

#: Whose customer is to be opened: that of a card, of a call of the history, or a contact.
Whom = CardView | HistoryRow | Contact


class Opened(Protocol):
    """What the duty asks of the journal."""

    async def first_opening(self, call: str, moment: Moment) -> bool:
        """Note that a moment of a call is being opened; False: it was before.

        Raises:
            HistoryUnreadable: it could not be written, and must not be opened.
        """
        ...

    async def contact_by_number(self, number: Number) -> Contact | None:
        """Who a number belongs to.

        Raises:
            HistoryUnreadable
        """
        ...


class Customers:
    """Carries out the rules of the person's choices.

    What is opened is noted first: after a crash in between nothing is opened, rather
    than the same page twice.
    """

    def __init__(self, *, me: Employee, store: Opened, now: Callable[[], datetime]) -> None:
        self._me = me
        self._store = store
        self._now = now
        self._preferences = Preferences()
        self._open: Callable[[Opening], None] | None = None
        self._waiting: asyncio.Queue[OpenCustomer] = asyncio.Queue()

    def use(self, open_: Callable[[Opening], None]) -> None:
        """Open with this."""
        self._open = open_

    def live_by(self, preferences: Preferences) -> None:
        """These rules are in force."""
        self._preferences = preferences

    def happened(self, news: OpenCustomer) -> None:
        """Take in a moment of a call; it is opened soon, or never."""
        call = of_card(news.card, self._me)
        if fitting(self._preferences.crm_rules, news.moment, call):
            self._waiting.put_nowait(news)

    def offers(self, whom: Whom) -> bool:
        """There is a rule for calls like this one, or for a contact without a call."""
        return is_offered(self._preferences.crm_rules, self._told(whom))

    def open_by_button(self, whom: Whom) -> str | None:
        """Open this customer now, as often as the person wishes.

        None if that was done; otherwise the placeholder that has no value.
        """
        choice = by_button(self._preferences.crm_rules, self._told(whom))
        if choice.opening is None or self._open is None:
            return choice.missing
        self._open(choice.opening)
        return None

    def try_out(self, rows: Iterable[HistoryRow]) -> list[Trial]:
        """What the rules would have opened in these calls; nothing is opened now."""
        rules = self._preferences.crm_rules
        return [trial for row in rows for trial in trials(rules, row, self._me)]

    async def run(self) -> None:
        """Open what is waiting, for ever.

        Raises:
            HistoryUnreadable
        """
        while True:
            news = await self._waiting.get()
            await self._carry_out(news.card.call_session_id or news.card.key, news)

    async def _carry_out(self, call: str, news: OpenCustomer) -> None:
        """No page comes up while the person does not want to be disturbed."""
        quiet = self._preferences.quiet_at(self._now())
        if self._open is None or quiet:
            return
        told = await self._named(of_card(news.card, self._me))
        choice = choose(self._preferences.crm_rules, news.moment, told)
        if choice.opening is None:
            logger.info("nothing opened on %s: no %s", news.moment, choice.missing)
        elif await self._store.first_opening(call, news.moment):
            self._open(choice.opening)

    def _told(self, whom: Whom) -> CrmCall:
        match whom:
            case CardView():
                return of_card(whom, self._me)
            case HistoryRow():
                return of_row(whom, self._me)
            case Contact():
                return of_contact(whom, self._me)

    async def _named(self, call: CrmCall) -> CrmCall:
        """With the name and company of the contact list, which the card may not have yet."""
        if call.contact_full_name or not call.contact_phone_number:
            return call
        contact = await self._store.contact_by_number(call.contact_phone_number)
        if contact is None:
            return call
        return replace(call, contact_full_name=contact.full_name, company=contact.company)
