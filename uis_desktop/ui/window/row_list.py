"""The list of the contact window: model, painting and view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from uis_desktop.ui.icons import paint
from uis_desktop.ui.plain_text import cut_to
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.later_rows import Rows
from uis_desktop.ui.window.row import Row, RowKind

_ROW = 50
_SECTION = 30
_ICON = 26
_PAD = 12

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowModel(QAbstractListModel):
    """Rows for Qt's list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = Rows()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List these instead."""
        self.beginResetModel()
        self._rows = rows if isinstance(rows, Rows) else Rows(rows)
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """The row at ``index``."""
        return self._rows[index.row()] if index.isValid() else None

    def kind(self, index: Index) -> RowKind | None:
        """What the row at ``index`` is; that makes no row."""
        return self._rows.kind(index.row()) if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """Where the row with this key is; an invalid index if it is gone."""
        for position, row in enumerate(self._rows):
            if row.key == key:
                return self.index(position)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """The first row that can be chosen."""
        for position in range(len(self._rows)):
            if self._rows.kind(position) is not RowKind.SECTION:
                return self.index(position)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row; the delegate paints from the row itself."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A section cannot be chosen."""
        if self.kind(index) in {None, RowKind.SECTION}:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowPainter(QStyledItemDelegate):
    """Paints a row: icon, two lines, time.  Painted text is never markup."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Sections are lower than rows."""
        model = index.model()
        section = isinstance(model, RowModel) and model.kind(index) is RowKind.SECTION
        return QSize(0, _SECTION if section else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = _row_of(index)
        if row is None:
            return
        painter.save()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if row.kind is RowKind.SECTION:
            self._paint_section(painter, box, row)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, self._theme.colour("selection"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, self._theme.colour("raised"))
            self._paint_row(painter, box.adjusted(_PAD, 0, -_PAD, 0), row)
        painter.restore()

    def _paint_section(self, painter: QPainter, box: QRect, row: Row) -> None:
        painter.setFont(_font(painter, 12, bold=True))
        painter.setPen(self._theme.colour("text_muted"))
        foot = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(_PAD, 0, -_PAD, -5), foot, row.title)

    def _paint_row(self, painter: QPainter, box: QRect, row: Row) -> None:
        icon = QRectF(box.x(), box.y() + (box.height() - _ICON) / 2, _ICON, _ICON)
        ink = self._theme.colour("surface")
        paint(painter, icon, row.glyph, row.ground, self._theme.colour(row.colour), ink)
        painter.setFont(_font(painter, 12))
        when = painter.fontMetrics().horizontalAdvance(row.when)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme.colour("text_muted"))
        painter.drawText(box, side, row.when)
        text = box.adjusted(_ICON + 10, 6, -(when + 10), -6)
        half = text.height() // 2
        upper, lower = text.adjusted(0, 0, 0, -half), text.adjusted(0, half, 0, 0)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(_font(painter, 14, bold=row.bold or row.kind is RowKind.DIAL))
        _draw(painter, upper if row.second else text, row.title)
        missed = row.bold and row.kind is RowKind.CALL
        painter.setPen(self._theme.colour("missed" if missed else "text_muted"))
        painter.setFont(_font(painter, 12))
        _draw(painter, lower, row.second)


class RowList(QListView):
    """The list; what is chosen survives a new list with the same rows."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("calls")
        self._theme = theme
        self._when_empty = ""
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(theme, self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

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
            painter.setFont(_font(painter, 14))
            middle = Qt.AlignmentFlag.AlignCenter
            painter.drawText(self.viewport().rect(), middle, self._when_empty)

    @property
    def chosen(self) -> Row | None:
        """The row Enter works on."""
        return self._rows.row(self.currentIndex())

    def row_at(self, index: Index) -> Row | None:
        """The row at ``index``."""
        return self._rows.row(index)

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
        self._rows.show_rows(rows)
        if keep:
            self.setCurrentIndex(self._rows.index_of(chosen.key) if chosen else QModelIndex())
            self.verticalScrollBar().setValue(top)
        else:
            self.setCurrentIndex(self._rows.first() if choose_first else QModelIndex())
            self.scrollToTop()


def _row_of(index: Index) -> Row | None:
    model = index.model()
    return model.row(index) if isinstance(model, RowModel) else None


def _font(painter: QPainter, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _draw(painter: QPainter, box: QRect, text: str) -> None:
    shown = cut_to(text, painter.font(), box.width())
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, middle | Qt.TextFlag.TextSingleLine, shown)
