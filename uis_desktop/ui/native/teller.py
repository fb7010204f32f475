"""Tells what the stack would show through the system's notifications."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.notifications import CLICKED, DISMISSED, Notification, Pressed
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.language import translate
from uis_desktop.ui.tasks import Tasks

_MISSED = "missed"


class NotificationService(Protocol):
    """What shows notifications."""

    async def available(self) -> bool:
        """There is a service that shows notifications with buttons; looked for anew each time."""
        ...

    async def show(self, notification: Notification, pressed: Pressed) -> bool:
        """Show it, in place of the one with its key; False: nobody shows it."""
        ...

    async def withdraw(self, key: str) -> None:
        """Take it away, if it is still there."""
        ...


class Teller(QObject):
    """Keeps the notifications in step with the stack, one request at a time.

    What a person has closed, or answered with a button, is not told again before it
    says something new.  A call that was lost leaves one notification behind, which
    counts the missed calls and leads to them.
    """

    failed = Signal()
    missed_wanted = Signal()

    def __init__(
        self, stack: Stack, service: NotificationService, tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._service = service
        self._tasks = tasks
        self._wanted: dict[str, Telling] = {}
        self._there: dict[str, Notification] = {}
        self._answered: dict[str, Notification] = {}
        self._missed: Telling | None = None
        self._working = False
        self._on = False
        self._locked = False
        stack.arranged.connect(self.look)

    def work(self, *, on: bool) -> None:
        """Tell from now on, or not any more."""
        self._on = on
        self.look()

    def lock(self, locked: bool) -> None:
        """A locked screen shows notifications too: there is none until it is unlocked."""
        self._locked = locked
        self.look()

    def look(self) -> None:
        """The stack may want something else to be told now."""
        wanted = self._now_wanted() if self._on else {}
        self._wanted = {} if self._locked else wanted
        told = self._wanted
        for key in self._answered.keys() - told.keys():
            del self._answered[key]
        if not self._working and self._next() is not None:
            self._working = True
            self._tasks.start(self._work())

    def _now_wanted(self) -> dict[str, Telling]:
        told = dict(self._stack.told_elsewhere())
        for key in self._wanted.keys() - told.keys():
            if self._wanted[key].missed and key in self._there:
                self._missed = self._missed_telling(self._wanted[key].notification)
        return told if self._missed is None else {**told, _MISSED: self._missed}

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        if count == 0 and self._missed is not None:
            self._missed = None
            self.look()

    async def close(self) -> None:
        """Leave nothing behind that nobody would answer."""
        self._wanted = {}
        for key in list(self._there):
            await self._service.withdraw(key)

    def _next(self) -> str | None:
        """The key of a notification that is not as it should be; what goes, goes first."""
        for key in self._there:
            if key not in self._wanted:
                return key
        for key, telling in self._wanted.items():
            says = telling.notification
            if says != self._there.get(key) and says != self._answered.get(key):
                return key
        return None

    async def _work(self) -> None:
        try:
            while (key := self._next()) is not None:
                telling = self._wanted.get(key)
                if telling is None:
                    del self._there[key]
                    await self._service.withdraw(key)
                elif not await self._show(key, telling.notification):
                    self.failed.emit()
                    return
        finally:
            self._working = False

    async def _show(self, key: str, notification: Notification) -> bool:
        self._there[key] = notification
        shown = await self._service.show(notification, partial(self._on_pressed, key))
        if not shown:
            self._there.pop(key, None)
        return shown

    def _on_pressed(self, key: str, name: str) -> None:
        """The service has taken it away; what the button did a moment ago may be over."""
        answered = self._there.pop(key, None)
        if answered is not None:
            self._answered[key] = answered
        telling = self._wanted.get(key)
        if key == _MISSED:
            self._missed = None
        if telling is None:
            return
        if name == DISMISSED and key != _MISSED:
            self._stack.dismiss(key)
        elif name in telling.acts:
            telling.acts[name]()
        self.look()

    def _missed_telling(self, last: Notification) -> Telling:
        words = translate("Native", "Show missed calls")
        show = self.missed_wanted.emit
        return Telling(
            notification=Notification(
                key=_MISSED, title=last.title, body=last.body, buttons=(("show", words),)
            ),
            acts={"show": show, CLICKED: show},
        )
