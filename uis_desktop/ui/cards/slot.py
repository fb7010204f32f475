"""One popup of the stack, and whether it may be seen."""

from __future__ import annotations

from dataclasses import dataclass

from uis_desktop.core.cards import CardState
from uis_desktop.core.fates import Place
from uis_desktop.core.manners import SOUNDS, HiddenBy
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.folding import Folding
from uis_desktop.ui.cards.popup import Popup


@dataclass(slots=True, eq=False)
class Slot:
    """One popup of the stack.

    Attributes:
        serial: the higher, the newer.
        running: its call goes on.
        dismissed: the person hid it; it comes back only when asked for.
        hidden: the rule that keeps it off the screen for now.
        asked: the person asked for it: no rule hides it.
        fold_ms: it goes so long after it is first shown.
        elsewhere: it is told elsewhere, and does not stand on the screen.
    """

    popup: Popup
    serial: int
    folding: Folding
    running: bool = True
    dismissed: bool = False
    hidden: HiddenBy | None = None
    asked: bool = False
    fold_ms: int | None = None
    elsewhere: bool = False

    @property
    def waiting(self) -> bool:
        """It is shown if there is room."""
        return not self.dismissed and self.hidden is None

    @property
    def on_screen(self) -> bool:
        """It stands on the screen if there is room."""
        return self.waiting and (self.asked or not self.elsewhere)

    @property
    def rings_at_me(self) -> bool:
        """My phone rings, and neither I nor a rule wants to hear nothing of that."""
        popup = self.popup
        mine = isinstance(popup, Card) and popup.view.state is CardState.RINGING_ME
        return mine and not self.dismissed and self.hidden in SOUNDS

    @property
    def talks(self) -> bool:
        """I talk, and its buttons are what I do with that."""
        return isinstance(self.popup, Card) and self.popup.view.state is CardState.TALKING

    def place(self, *, placed: bool) -> Place:
        """How it stands, if it is ``placed`` on the screen and if it is not."""
        return Place(
            dismissed=self.dismissed,
            asked=self.asked,
            hidden=self.hidden,
            elsewhere=self.elsewhere,
            placed=placed,
        )

    def start_folding(self) -> None:
        """It is on the screen: what was to go after a while goes after a while from now."""
        if self.fold_ms is not None:
            self.folding.start(self.fold_ms)
            self.fold_ms = None
