"""The field in which a person looks for a setting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from uis_desktop.ui.language import translate

_ON = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}


class SearchField(QLineEdit):
    """``go_on`` tells that the person wants what was found; Esc empties the field first."""

    go_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(60)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(translate("Settings", "Find a setting"))
        self.setAccessibleName(translate("Settings", "Find a setting"))

    def tell_found(self, count: int) -> None:
        """Say to who cannot see how many are left; nothing was typed: nothing is said."""
        words = ""
        if self.text().strip():
            words = translate("Settings", "Settings found: {count}").format(count=count)
        self.setAccessibleDescription(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down go on to what was found, Esc takes back what was typed."""
        key = Qt.Key(event.key())
        if key in _ON:
            self.go_on.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
