"""One click is at most one call, whatever was clicked and however often."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.phone import Number, Phone
from uis_desktop.ui.tasks import Tasks

#: A second click on the same number this soon is a double click, not a wish.
PAUSE_S = 1.0

#: ``dial(number, from_number)`` answers the external id of the click.
Dial = Callable[[Phone, Number | None], Coroutine[Any, Any, str | None]]


class Dialling(QObject):
    """Places one call at a time, for every button and field of the desk."""

    busy_changed = Signal(bool)

    def __init__(
        self,
        tasks: Tasks,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self._dial: Dial | None = None
        self._busy = False
        self._last: tuple[Number, str | None, float] | None = None

    @property
    def busy(self) -> bool:
        """A request is out."""
        return self._busy

    def use(self, dial: Dial | None) -> None:
        """Place calls this way from now on; None while nobody is signed in."""
        self._dial = dial

    def call(self, number: Phone, from_number: Number | None = None) -> bool:
        """Place a call, unless one is being placed; False if nothing was done.

        ``from_number``: the number of ours the contact is to see, if one was chosen.
        """
        dial = self._dial
        if dial is None or not self._may(number):
            return False
        self._begin(number)
        self._tasks.start(self._run(dial, number, from_number))
        return True

    async def place(self, number: Phone, from_number: Number | None = None) -> str | None:
        """As :meth:`call`; returns when UIS has answered, with the external id of the click.

        None if nothing was done.  Errors are the caller's to tell.

        Raises:
            NotAPhoneNumber: help is called there.
            NotOurNumber, HistoryUnreadable
        """
        dial = self._dial
        if dial is None or not self._may(number):
            return None
        self._begin(number)
        return await self._place(dial, number, from_number)

    def _may(self, number: Phone) -> bool:
        """No call is being placed, and none to this number was a moment ago."""
        last = self._last
        same = last is not None and last[:2] == (number.e164, number.extension)
        soon = same and last is not None and self._clock() - last[2] < PAUSE_S
        return not self._busy and not soon

    def _begin(self, number: Phone) -> None:
        self._remember(number)
        self._set_busy(True)

    def _remember(self, number: Phone) -> None:
        """However it was written: what is dialled is the same."""
        self._last = (number.e164, number.extension, self._clock())

    async def _run(self, dial: Dial, number: Phone, from_number: Number | None) -> None:
        await self._place(dial, number, from_number)

    async def _place(self, dial: Dial, number: Phone, from_number: Number | None) -> str | None:
        try:
            return await dial(number, from_number)
        finally:
            self._remember(number)
            self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
