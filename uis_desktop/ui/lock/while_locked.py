"""What a locked screen keeps away, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from uis_desktop.core.absence import Digest, unseen
from uis_desktop.core.cards import CardView
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.lock.lock_watch import LockWatch
from uis_desktop.ui.native.surfaces import Surfaces


class WhileLocked(QObject):
    """Neither cards nor notifications; then cards of what still goes on, and one digest."""

    def __init__(
        self, stack: Stack, surfaces: Surfaces, tell: Callable[[Digest], None], parent: QObject
    ) -> None:
        """``tell`` is given what came and ended meanwhile, if it is worth a word."""
        super().__init__(parent)
        self._surfaces = surfaces
        self._tell = tell
        self._ended: dict[str, CardView] = {}
        self._watch = LockWatch(self)
        self._watch.changed.connect(self.lock)
        stack.ended_unseen.connect(self._on_ended)

    def watch(self) -> None:
        """Hear from the desktop from now on."""
        self._watch.watch()

    def forget(self) -> None:
        """Nobody is signed in any more: what ended is the next one's to hear of no more."""
        self._ended.clear()

    def lock(self, locked: bool) -> None:
        """The screen is locked, or not any more."""
        self._surfaces.lock(locked)
        if not locked:
            digest = unseen(self._ended.values())
            self._ended.clear()
            if digest is not None:
                self._tell(digest)

    def _on_ended(self, card: CardView) -> None:
        self._ended[card.key] = card
