"""Makes the cards of calls, and tells what is wanted on any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, Signal

from uis_desktop.core.cards import CardView
from uis_desktop.core.phone import Phone
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.spare import SpareCard
from uis_desktop.ui.theme import Theme


class CardMaker(QObject):
    """Each signal tells the key of the card, its number, or the call and its note.

    ``painted``: for the first time.
    """

    call_back_wanted = Signal(Phone)
    end_wanted = Signal(str)
    open_wanted = Signal(str)
    crm_wanted = Signal(str)
    transfer_wanted = Signal(str)
    control_wanted = Signal(str)
    tags_wanted = Signal(str)
    note_typed = Signal(str, str)
    numbers_wanted = Signal(Phone, QPoint)
    painted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._clock = clock
        self._spare = SpareCard(self._make, self)
        self._offers_crm: Callable[[CardView], bool] = lambda _card: False
        self._offers_tags: Callable[[CardView], bool] = lambda _card: False

    def offer_crm(self, offers: Callable[[CardView], bool]) -> None:
        """Let new cards of such calls offer to open the customer in the CRM."""
        self._offers_crm = offers

    def offer_tags(self, offers: Callable[[CardView], bool]) -> None:
        """Let the cards of such calls offer to tag them; asked whenever a card changes."""
        self._offers_tags = offers

    def expect_calls(self) -> None:
        """Calls may come from now on: have what their cards need."""
        self._spare.keep()

    def new(self, view: CardView) -> Card:
        """A card of this call."""
        card = self._spare.take(view, in_crm=self._offers_crm(view))
        card.call_back_wanted.connect(self.call_back_wanted)
        card.end_wanted.connect(self.end_wanted)
        card.open_wanted.connect(self.open_wanted)
        card.crm_wanted.connect(self.crm_wanted)
        card.transfer_wanted.connect(self.transfer_wanted)
        card.control_wanted.connect(self.control_wanted)
        card.tags_wanted.connect(self.tags_wanted)
        card.note_typed.connect(self.note_typed)
        card.numbers_wanted.connect(self.numbers_wanted)
        card.painted.connect(lambda: self.painted.emit(view.key))
        return card

    def close(self) -> None:
        """Make no more."""
        self._spare.close()

    def _make(self, view: CardView, in_crm: bool) -> Card:
        return Card(
            view,
            self._theme,
            now=self._now,
            clock=self._clock,
            in_crm=in_crm,
            may_tag=lambda card: self._offers_tags(card),
        )
