"""Decides what shows calls on this desktop, and hands them over when that changes."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.surfaces import Desktop, ShowAs, Surface, needs_notifications, surface
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.native.teller import NotificationService, Teller
from uis_desktop.ui.tasks import Tasks

logger = logging.getLogger(__name__)


def windows_can_be_placed() -> bool:
    """A program may say where its windows stand; Wayland gives nobody that right."""
    return not QGuiApplication.platformName().startswith("wayland")


class Surfaces(QObject):
    """Looks at what the desktop can do when it may have changed, and before each ring."""

    changed = Signal()
    missed_wanted = Signal()

    def __init__(
        self, stack: Stack, tasks: Tasks, service: NotificationService | None, parent: QObject
    ) -> None:
        """``service`` shows notifications; None: nothing does."""
        super().__init__(parent)
        self._stack = stack
        self._tasks = tasks
        self._service = service
        self._teller = None if service is None else Teller(stack, service, tasks, self)
        self._wish = ShowAs.AUTO
        self._tray = True
        self._surface = Surface.CARDS
        self._known = False
        self._failed = False
        self._looking = False
        self._again = False
        stack.ringing_changed.connect(self._on_ringing)
        if self._teller is not None:
            self._teller.failed.connect(self._on_failed)
            self._teller.missed_wanted.connect(self.missed_wanted)

    @property
    def surface(self) -> Surface:
        """What shows calls now."""
        return self._surface

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen."""
        self._wish = preferences.show_as
        self._failed = False
        if not self._known and self._needed:
            # A card would pop up somewhere, and go again in a moment.
            self._stack.tell_elsewhere(cards=True, notices=True)
        self.look()

    def tray_there(self, there: bool) -> None:
        """There is a tray, or there is none after all."""
        self._tray = there
        self.look()

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        if self._teller is not None:
            self._teller.show_missed(count)

    def look(self) -> None:
        """See what the desktop can do now."""
        self._again = True
        if not self._looking:
            self._looking = True
            self._tasks.start(self._look())

    def lock(self, locked: bool) -> None:
        """The screen is locked, or not any more: nobody's name is shown on it."""
        self._stack.lock(locked)
        if self._teller is not None:
            self._teller.lock(locked)

    async def close(self) -> None:
        """Take away what stands in the system's notifications."""
        if self._teller is not None:
            await self._teller.close()

    def _on_ringing(self, ringing: bool) -> None:
        """A service may have come or gone since the last ring."""
        if ringing and self._needed:
            self._failed = False
            self.look()

    def _on_failed(self) -> None:
        """A service that answers and shows nothing is none, until the next ring."""
        self._failed = True
        self.look()

    async def _look(self) -> None:
        try:
            while self._again:
                self._again = False
                self._use(surface(self._wish, await self._what_it_can()))
        finally:
            self._looking = False

    async def _what_it_can(self) -> Desktop:
        if not self._needed or self._failed or self._service is None:
            return self._desktop(notifications=False)
        return self._desktop(notifications=await self._service.available())

    @property
    def _needed(self) -> bool:
        """Notifications would be used, if there are any."""
        return needs_notifications(self._wish, self._desktop(notifications=False))

    def _desktop(self, *, notifications: bool) -> Desktop:
        return Desktop(places=windows_can_be_placed(), tray=self._tray, notifications=notifications)

    def _use(self, chosen: Surface) -> None:
        if chosen is self._surface and self._known:
            return
        self._known = True
        logger.info("calls are shown by: %s", chosen)
        self._surface = chosen
        if self._teller is not None:
            self._teller.work(on=chosen is Surface.NOTIFICATIONS)
        self._stack.tell_elsewhere(
            cards=chosen is not Surface.CARDS, notices=chosen is Surface.NOTIFICATIONS
        )
        self.changed.emit()
