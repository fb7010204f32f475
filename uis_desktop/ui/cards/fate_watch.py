"""Watches what becomes of the cards, for whoever asks afterwards why a call was not seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.fates import Fate, Place, fate_of
from uis_desktop.core.manners import SOUNDS
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.surfaces import Surface
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.cards.stack import Stack


class FateWatch(QObject):
    """Tells each fate of a card once: ``became(key, fate)``."""

    became = Signal(str, Fate)

    def __init__(
        self,
        stack: Stack,
        preferences: PreferenceBook,
        surface: Callable[[], Surface],
        parent: QObject | None = None,
    ) -> None:
        """``surface`` tells what shows calls now."""
        super().__init__(parent)
        self._stack = stack
        self._surface = surface
        self._silent = False
        self._told: dict[str, set[Fate]] = {}
        preferences.listen(self._live_by)
        stack.arranged.connect(self.look)
        stack.card_maker.painted.connect(lambda key: self._tell(key, Fate.PAINTED))

    def look(self) -> None:
        """The stack has been arranged anew."""
        cards = self._stack.places()
        there = {card.key for card, _ in cards}
        for gone in self._told.keys() - there:
            del self._told[gone]
        for card, place in cards:
            fate = fate_of(place, self._surface())
            if fate is not None:
                self._tell(card.key, fate)
            if self._silent and _rings(card, place):
                self._tell(card.key, Fate.NO_SOUND)

    def _live_by(self, preferences: Preferences) -> None:
        """The person has chosen whether this program sounds."""
        self._silent = not preferences.loud

    def _tell(self, key: str, fate: Fate) -> None:
        told = self._told.setdefault(key, set())
        if fate not in told:
            told.add(fate)
            self.became.emit(key, fate)


def _rings(card: CardView, place: Place) -> bool:
    """It would have had a sound."""
    waits = not place.dismissed and place.hidden in SOUNDS
    return card.state is CardState.RINGING_ME and waits
