"""The list of the contact window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.row import Row
from uis_desktop.ui.window.row_model import Index, RowModel
from uis_desktop.ui.window.row_painter import RowPainter, sized

#: A blink: an answer that takes longer is not waited for.
_STILL_MS = 80


class RowList(QListView):
    """The list; what is chosen survives a new list with the same rows.

    A click on the mark of a recording is a wish to hear it, and nothing else: it neither
    chooses the row nor, twice, dials.
    """

    play_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("calls")
        self._theme = theme
        self._when_empty = ""
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._still.timeout.connect(self.let_go)
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self._painter = RowPainter(theme, self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_heard(self, link: str | None) -> None:
        """This recording is heard now."""
        self._painter.show_heard(link)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the mark of a recording nothing else happens."""
        row = self._marked(event)
        if row is None:
            super().mousePressEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.play_wanted.emit(row.subject)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on the mark is not a wish to dial."""
        if self._marked(event) is None:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        super().mouseMoveEvent(event)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(arrow if self._marked(event) is None else hand)

    def _marked(self, event: QMouseEvent) -> Row | None:
        """The row whose mark the pointer is on."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self._rows.row(index)
        if row is None or row.record is None:
            return None
        return row if self._painter.is_on_mark(self.visualRect(index), at) else None

    def hold_still(self) -> None:
        """Paint nothing until :meth:`let_go`, which is soon; else what is listed by then."""
        self.setUpdatesEnabled(False)
        if not self._still.isActive():
            self._still.start()

    def let_go(self) -> None:
        """Paint what is listed."""
        self._still.stop()
        self.setUpdatesEnabled(True)

    def say_when_empty(self, words: str) -> None:
        """What stands in an empty list."""
        self._when_empty = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        if self._rows.rowCount() == 0 and self._when_empty:
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colour("text_muted"))
            painter.setFont(sized(painter.font(), 14))
            middle = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self.viewport().rect(), middle, self._when_empty)

    @property
    def chosen(self) -> Row | None:
        """The row Enter works on."""
        return self._rows.row(self.currentIndex())

    def row_at(self, index: Index) -> Row | None:
        """The row at ``index``."""
        return self._rows.row(index)

    @property
    def rows(self) -> Sequence[Row]:
        """All that are listed."""
        return self._rows.rows

    def moveCursor(
        self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """End goes to the last row, though Qt may not have it yet."""
        if action == QListView.CursorAction.MoveEnd:
            self._rows.hand_over_all()
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """A letter goes to the next row that begins with it, wherever that is."""
        self._rows.hand_over_all()
        super().keyboardSearch(search)

    def choose(self, key: str) -> None:
        """Choose the row with this key; none if it is gone."""
        self.setCurrentIndex(self._rows.index_of(key))

    def show_rows(self, rows: Sequence[Row], *, keep: bool, choose_first: bool) -> None:
        """List these.

        ``keep`` what was chosen; if it is gone, nothing is chosen: Enter must not
        dial somebody who slipped into its place.  Otherwise ``choose_first``, or
        nothing.
        """
        chosen = self.chosen
        top = self.verticalScrollBar().value()
        self._rows.show_rows(rows, keep=keep)
        if keep:
            self.setCurrentIndex(self._rows.index_of(chosen.key) if chosen else QModelIndex())
            self.verticalScrollBar().setValue(top)
        else:
            self.setCurrentIndex(self._rows.first() if choose_first else QModelIndex())
            self.scrollToTop()
