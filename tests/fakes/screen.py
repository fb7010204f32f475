"""A screen on paper: what the person would see."""

from __future__ import annotations

from collections.abc import Sequence

from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.policy import NO_RULES, Rules
from uis_desktop.core.reminders import Reminder
from uis_desktop.errors import UisError


class PaperScreen:
    """Keeps what is on it now, and everything that ever was.

    Attributes:
        cards: by key, as they were last shown; folding ones included.
        folding: key to the seconds after which the card goes.
        shown: every card ever drawn, in order.
        links: every state of the connection, in order.
        digests: every digest told, in order.
        missed: every count of missed calls, in order.
        policy: what the relay says of the settings.
        reminders: the numbers to be called back, each time they were told.
        refreshes: how often the lists were asked to reload.
        complaints: every failure told to the person.
    """

    def __init__(self) -> None:
        self.cards: dict[str, CardView] = {}
        self.folding: dict[str, float] = {}
        self.shown: list[CardView] = []
        self.links: list[LinkView] = []
        self.digests: list[Digest] = []
        self.missed: list[int] = []
        self.policy = NO_RULES
        self.reminders: list[list[str]] = []
        self.refreshes = 0
        self.complaints: list[UisError] = []

    def show_card(self, card: CardView) -> None:
        self.cards[card.key] = card
        self.folding.pop(card.key, None)
        self.shown.append(card)

    def fold_card(self, card: CardView, after_s: float) -> None:
        self.cards[card.key] = card
        self.folding[card.key] = after_s
        self.shown.append(card)

    def drop_card(self, key: str) -> None:
        self.cards.pop(key, None)
        self.folding.pop(key, None)

    def show_link(self, link: LinkView) -> None:
        self.links.append(link)

    def show_reminders(self, due: Sequence[Reminder]) -> None:
        self.reminders.append([one.phone_number for one in due])

    def show_digest(self, digest: Digest) -> None:
        self.digests.append(digest)

    def show_policy(self, rules: Rules) -> None:
        self.policy = rules

    def show_missed(self, count: int) -> None:
        self.missed.append(count)

    def refresh_lists(self) -> None:
        self.refreshes += 1

    def complain(self, error: UisError) -> None:
        self.complaints.append(error)

    def states(self, key: str) -> list[CardState]:
        """What the card with this key went through, repeats left out."""
        states = [card.state for card in self.shown if card.key == key]
        return [state for i, state in enumerate(states) if i == 0 or states[i - 1] is not state]

    @property
    def link(self) -> LinkState | None:
        """The connection as shown now."""
        return self.links[-1].state if self.links else None
