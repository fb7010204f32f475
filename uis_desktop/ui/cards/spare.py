"""A card made ahead: while a phone rings there is no time to make one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Direction
from uis_desktop.ui.cards.card import Card

#: The next one is made when whatever was going on has had its turn.
_LATER_MS = 1000

_NOBODY = CardView(
    key="",
    state=CardState.RINGING_ME,
    direction=Direction.IN,
    since=datetime.min.replace(tzinfo=UTC),
)


class SpareCard(QObject):
    """Gives cards away; once it is ``kept`` there mostly is one already.

    To make a card, with its labels and buttons and their style, takes three times as
    long as to fill in one that is there (``python -m tests.benchmarks card``).
    """

    def __init__(
        self,
        make: Callable[[CardView, bool], Card],
        parent: QObject,
        *,
        later_ms: int = _LATER_MS,
    ) -> None:
        """``make`` a card of a call whose customer can be opened in the CRM, or cannot."""
        super().__init__(parent)
        self._make = make
        self._card: Card | None = None
        self._kept = False
        self._due = QTimer(self, singleShot=True, interval=later_ms)
        self._due.timeout.connect(self._fill)

    def keep(self) -> None:
        """Have one from now on."""
        self._kept = True
        if self._card is None:
            self._due.start()

    def take(self, view: CardView, *, in_crm: bool) -> Card:
        """A card of this call, which its customer can be opened in the CRM from or not."""
        card, self._card = self._card, None
        if self._kept:
            self._due.start()
        if card is None:
            return self._make(view, in_crm)
        card.begin(view, in_crm=in_crm)
        return card

    def close(self) -> None:
        """Make no more."""
        self._kept = False
        self._due.stop()
        if self._card is not None:
            self._card.deleteLater()
            self._card = None

    def _fill(self) -> None:
        self._card = self._make(_NOBODY, False)
        for button in self._card.buttons:
            button.ensurePolished()
        self._card.ensurePolished()
