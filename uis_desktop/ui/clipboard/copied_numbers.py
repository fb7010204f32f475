"""Watches what is copied, if the person wants that, for numbers to call.

What is copied is looked at once and neither kept nor logged.  Passwords are not looked
at: password managers mark them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from uis_desktop.core.found_numbers import numbers_in
from uis_desktop.core.phone import Phone, is_assigned
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.clipboard.chip import Chip

SHOWN_S = 8.0
_KEY = "copied"
#: Who copies more than a line copies no number to call.
_LONGEST = 120

#: How a password manager says "keep out" (KDE's Klipper, Windows' clipboard formats of
#: learn.microsoft.com "Cloud Clipboard and Clipboard History Formats", nspasteboard.org).
_SECRET = (
    "x-kde-passwordManagerHint",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
    'application/x-qt-windows-mime;value="Clipboard Viewer Ignore"',
    "org.nspasteboard.ConcealedType",
)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class CopiedNumbers(QObject):
    """Offers to call a number copied in another program; ``call_wanted`` once for each click."""

    call_wanted = Signal(Phone)

    def __init__(
        self,
        stack: Stack,
        *,
        clipboard: QClipboard | None = None,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """``clipboard`` is the system's if none is given."""
        super().__init__(parent)
        self._stack = stack
        self._clipboard = clipboard or QGuiApplication.clipboard()
        self._now = now
        self._clock = clock
        self._preferences = Preferences()
        self._signed_in = False
        self._watching = False

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen whether numbers are offered, and when it is quiet."""
        self._preferences = preferences
        self._watch()

    def use(self, *, signed_in: bool) -> None:
        """Calls can be placed, or not."""
        self._signed_in = signed_in
        self._watch()

    def close(self) -> None:
        """Look no more."""
        self.use(signed_in=False)

    def _watch(self) -> None:
        wanted = self._signed_in and self._preferences.offer_copied
        if wanted and not self._watching:
            self._clipboard.dataChanged.connect(self._on_copied)
        elif self._watching and not wanted:
            self._clipboard.dataChanged.disconnect(self._on_copied)
            self._stack.drop(_KEY)
        self._watching = wanted

    def _on_copied(self) -> None:
        if self._clipboard.ownsClipboard() or self._preferences.quiet_at(self._now()):
            return
        number = number_to_call(self._clipboard.mimeData())
        if number is None:
            # The offer was for something that is not there any more.
            self._stack.drop(_KEY)
        elif not self._stands(number):
            chip = Chip(number, self._clock)
            chip.call_wanted.connect(lambda: self._on_call(number))
            self._stack.show_popup(_KEY, chip, SHOWN_S)

    def _stands(self, number: Phone) -> bool:
        """Programs that keep what was copied say it a second time."""
        return any(
            isinstance(one, Chip) and one.number.typed == number.typed
            for one in self._stack.shown()
        )

    def _on_call(self, number: Phone) -> None:
        self._stack.drop(_KEY)
        self.call_wanted.emit(number)


def number_to_call(copied: QMimeData) -> Phone | None:
    """The one number in what was copied; short numbers are too often something else."""
    if any(copied.hasFormat(name) for name in _SECRET) or not copied.hasText():
        return None
    text = copied.text()
    if len(text) > _LONGEST:
        return None
    numbers = numbers_in(text)
    if len(numbers) != 1 or numbers[0].internal or not is_assigned(numbers[0].e164):
        return None
    return numbers[0]
