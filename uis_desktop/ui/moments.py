"""Moments as people here read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from uis_desktop.ui.language import translate


def moment_reader(today: QDate) -> Callable[[datetime], str]:
    """Prints a moment in local time: ``14:05``, ``yesterday 14:05``, ``12 Nov 14:05``."""
    locale = QLocale()

    def read(at: datetime) -> str:
        local = at.astimezone()
        day = QDate(local.year, local.month, local.day)
        clock = locale.toString(QTime(local.hour, local.minute), "HH:mm")
        days = day.daysTo(today)
        if days == 0:
            return clock
        if days == -1:
            return translate("Rows", "tomorrow {time}").format(time=clock)
        if days == 1:
            return translate("Rows", "yesterday {time}").format(time=clock)
        pattern = "d MMM" if day.year() == today.year() else "d MMM yyyy"
        return f"{locale.toString(day, pattern)} {clock}"

    return read


def moment_here(at: datetime) -> str:
    """A moment as :func:`moment_reader` prints it today."""
    return moment_reader(QDate.currentDate())(at)


def day_begins(days: int) -> datetime:
    """The moment (UTC) the day begins here that is so many days from today."""
    start = QDate.currentDate().addDays(days).startOfDay()
    return datetime.fromtimestamp(start.toSecsSinceEpoch(), UTC)
