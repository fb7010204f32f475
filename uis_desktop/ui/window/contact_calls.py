"""The newest calls with a contact; Enter or a double click shows one whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QModelIndex, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from uis_desktop.core.history import HistoryRow
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import contact_call_row

_LEAST_HEIGHT = 160


class CallList(RowList):
    """Marks what Enter would open as soon as the keyboard is there."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come by Tab: the newest call, or the one that was chosen."""
        super().focusInEvent(event)
        if self.chosen is None:
            self.setCurrentIndex(self.model().index(0, 0))


class ContactCalls(QWidget):
    """A title and the list."""

    call_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(translate("Window", "Last calls"))
        title.setObjectName("fieldTitle")
        self.list = CallList(theme, self)
        self.list.setObjectName("contactCalls")
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        self.list.setAccessibleName(translate("Window", "Last calls with this contact"))
        self.list.activated.connect(self._on_activated)
        self.setFocusProxy(self.list)
        title.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.list, 1)

    def show_calls(self, calls: Sequence[HistoryRow], *, keep: bool) -> None:
        """List these; ``keep`` what was chosen, if the list is of the same contact."""
        read = moment_reader(QDate.currentDate())
        rows = [contact_call_row(call, read) for call in calls]
        self.list.show_rows(rows, keep=keep, choose_first=False)
        self.list.say_when_empty(translate("Window", "No calls yet"))

    def clear(self) -> None:
        """Nothing is known yet, not even that there are none."""
        self.list.say_when_empty("")
        self.list.show_rows([], keep=False, choose_first=False)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.list.row_at(index)
        if row is not None and isinstance(row.subject, HistoryRow):
            self.call_chosen.emit(row.subject)
