"""A ring said aloud: for who reads the screen by ear and does not see a card pop up."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from uis_desktop.core.cards import CardState
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.stack import Stack


class Announcing(QObject):
    """Has each ring at me announced once, when its card comes up.

    Cards never take the focus, so a screen reader would not come upon them by itself.
    Without one this costs nothing.
    """

    def __init__(self, stack: Stack, parent: QObject) -> None:
        super().__init__(parent)
        self._stack = stack
        self._announced: set[str] = set()
        stack.arranged.connect(self._on_arranged)

    def _on_arranged(self) -> None:
        shown = [popup for popup in self._stack.shown() if isinstance(popup, Card)]
        ringing = {card.view.key: card for card in shown if card.view.state is CardState.RINGING_ME}
        for key in ringing.keys() - self._announced:
            _announce(ringing[key])
        self._announced = set(ringing)


def _announce(card: Card) -> None:
    words = ", ".join(filter(None, (card.accessibleName(), card.accessibleDescription())))
    event = QAccessibleAnnouncementEvent(card, words)
    # Now, whatever is being read: the caller waits.
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
