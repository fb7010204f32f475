"""The button that asks to be reminded of a call back, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from uis_desktop.core.reminders import Delay
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.time_dialog import TimeDialog

_MORNING = 9
_WORDS = {
    Delay.QUARTER: QT_TRANSLATE_NOOP("Reminder", "In 15 minutes"),
    Delay.HOUR: QT_TRANSLATE_NOOP("Reminder", "In an hour"),
    Delay.TOMORROW: QT_TRANSLATE_NOOP("Reminder", "Tomorrow at 9:00"),
}


def due_at(delay: Delay, now: datetime) -> datetime:
    """The moment meant, by the clock on the wall; ``now`` is any aware time."""
    if delay is Delay.TOMORROW:
        morning = now.astimezone().replace(tzinfo=None) + timedelta(days=1)
        return morning.replace(hour=_MORNING, minute=0, second=0, microsecond=0).astimezone()
    return now + timedelta(minutes=15 if delay is Delay.QUARTER else 60)


class RemindButton(QPushButton):
    """Opens a menu of times; ``chosen`` has the moment (aware), or None to be left in peace."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(translate("Reminder", "Remind me to call back"))
        self.setAutoDefault(False)
        menu = QMenu(self)
        for delay, words in _WORDS.items():
            action = menu.addAction(translate("Reminder", words))
            action.triggered.connect(lambda *_, delay=delay: self._on_delay(delay))
        menu.addAction(translate("Reminder", "Another time…")).triggered.connect(self._on_other)
        self._drop = menu.addAction(translate("Reminder", "Do not remind me"))
        self._drop.triggered.connect(lambda: self.chosen.emit(None))
        self.setMenu(menu)

    def show_set(self, is_set: bool) -> None:
        """There is a reminder already, which can be taken back."""
        self._drop.setVisible(is_set)

    def _on_delay(self, delay: Delay) -> None:
        self.chosen.emit(due_at(delay, datetime.now().astimezone()))

    def _on_other(self) -> None:
        dialog = TimeDialog(
            translate("Reminder", "Remind me to call back"),
            translate("Reminder", "Day and time:"),
            translate("Reminder", "Remind me"),
            self.window(),
        )
        dialog.chosen.connect(self.chosen)
        dialog.open()
