"""Where the person wants cards, and which cards stay away for now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QPoint
from PySide6.QtGui import QScreen

from uis_desktop.core.manners import HiddenBy, hidden_by
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.site import Site
from uis_desktop.ui.cards.slot import Slot
from uis_desktop.ui.full_screen import FullScreen, full_screen


class Manners:
    """Lives by the choices in force.

    Attributes:
        preferences: the choices.
        locked: the screen is; nothing is shown whatever anybody chose, or points at.
    """

    def __init__(self, full: FullScreen | None) -> None:
        """``full`` tells of programs in full screen; None: as this platform can."""
        self.preferences = Preferences()
        self.locked = False
        self._site = Site()
        self._full = full or full_screen()
        self._screen: QScreen | None = None
        self._filled = False
        self._quiet = False

    def screen(self, pointer: QPoint, *, standing: bool) -> QScreen:
        """The screen for the cards; see :meth:`Site.screen`."""
        self._screen = self._site.screen(self.preferences.monitor, pointer, standing=standing)
        self._filled = self._full.fills(self._screen)
        return self._screen

    def hide_by_rule(self, slots: Mapping[str, Slot], held: str | None, now: datetime) -> None:
        """Hide what a rule is against, and nothing the person looks at or asked for."""
        self._quiet = self.preferences.quiet_at(now)
        for key, slot in slots.items():
            shown = not self.locked and (key == held or slot.asked)
            slot.hidden = None if shown else self._against(slot, now)

    def may_have_changed(self, now: datetime) -> bool:
        """A program has entered or left full screen, or the quiet time is over."""
        if self._screen is None:
            return False
        quiet = self.preferences.quiet_at(now)
        return (self._full.fills(self._screen), quiet) != (self._filled, self._quiet)

    def _against(self, slot: Slot, now: datetime) -> HiddenBy | None:
        """Most notices answer to the person: they only heed a program in full screen."""
        if self.locked:
            return HiddenBy.LOCKED
        if isinstance(slot.popup, Card):
            view = slot.popup.view
            return hidden_by(view, self.preferences, now=now, full_screen=self._filled)
        if slot.popup.waits_for_quiet_to_end and self.preferences.quiet_at(now):
            return HiddenBy.QUIET
        full = self._filled and not self.preferences.over_full_screen
        return HiddenBy.FULL_SCREEN if full else None
