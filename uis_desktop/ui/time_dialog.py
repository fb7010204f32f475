"""Asks for a day and a time; ``chosen`` has the moment (aware)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.ui.language import translate


class TimeDialog(QDialog):
    """Asks for a day and a time, not in the past."""

    chosen = Signal(object)

    def __init__(self, title: str, asked: str, yes: str, parent: QWidget | None = None) -> None:
        """``asked`` stands over the field, ``yes`` on the button that chooses."""
        super().__init__(parent)
        self.setObjectName("timeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        label = QLabel(asked)
        now = QDateTime.currentDateTime()
        self._time = QDateTimeEdit(now.addSecs(3600))
        self._time.setMinimumDateTime(now)
        self._time.setDisplayFormat("dd.MM.yyyy HH:mm")
        self._time.setCalendarPopup(True)
        self._time.setAccessibleName(translate("Reminder", "Day and time"))
        label.setBuddy(self._time)
        buttons = QDialogButtonBox()
        buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = translate("Reminder", "Cancel")
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self._on_accepted)
        column = QVBoxLayout(self)
        for widget in (label, self._time, buttons):
            column.addWidget(widget)

    def _on_accepted(self) -> None:
        at = self._time.dateTime().toSecsSinceEpoch()
        self.chosen.emit(datetime.fromtimestamp(at).astimezone())
