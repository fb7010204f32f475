"""The time in which no cards are wanted: how long it lasts, and that it ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject, QTimer, Signal

from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import day_begins

#: The timer stands still while the machine sleeps: look at the clock at least this often.
LONGEST_MS = 60_000


class Quiet(QObject):
    """Knows whether it is quiet; one timer, and none while it is not."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._wanted: datetime | None = None
        self._until: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def until(self) -> datetime | None:
        """When the quiet time ends; None: it is not quiet."""
        return self._until

    @property
    def next_look_ms(self) -> int | None:
        """In how many milliseconds it looks at the clock again; None: not at all."""
        return self._timer.remainingTime() if self._timer.isActive() else None

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen."""
        self._wanted = preferences.quiet_until
        self.look()

    def look(self) -> None:
        """Look at the clock: it may be over."""
        left = (self._wanted - self._now()) if self._wanted is not None else timedelta(0)
        until = self._wanted if left > timedelta(0) else None
        if until is None:
            self._timer.stop()
        else:
            # A millisecond more: a timer may come a little early.
            self._timer.start(min(LONGEST_MS, round(left.total_seconds() * 1000) + 1))
        if until != self._until:
            self._until = until
            self.changed.emit()


def tomorrow() -> datetime:
    """The moment the next day begins here (UTC)."""
    return day_begins(1)


def quiet_words(until: datetime | None) -> str:
    """Until when no cards are shown; empty if they are."""
    if until is None:
        return ""
    end = QDateTime.fromSecsSinceEpoch(round(until.timestamp()))
    if end.date() > QDate.currentDate() and end == end.date().startOfDay():
        return translate("Quiet", "No cards until tomorrow")
    time = QLocale().toString(end.time(), QLocale.FormatType.ShortFormat)
    return translate("Quiet", "No cards until {time}").format(time=time)
