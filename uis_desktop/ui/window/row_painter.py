"""How a row of the contact window's list looks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.plain_text import cut_to
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.row import Row, RowKind
from uis_desktop.ui.window.row_model import Index, RowModel

_ROW = QSize(0, 50)
_SECTION = QSize(0, 30)
_ICON = 26
_MARK = 20
#: Around the mark, so that it can be hit.
_REACH = 5
_PAD = 12

# Put together once: that takes Python longer than Qt needs for a short text.
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FOOT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class RowPainter(QStyledItemDelegate):
    """Paints a row: icon, two lines, time.  Painted text is never markup.

    Icons and fonts are made once for all rows: a keystroke paints ten, and has 30 ms.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[tuple[object, ...], QPixmap] = {}
        self._usual = QFont()
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._colours: dict[str, QColor] = {}
        self._heard: str | None = None
        theme.changed.connect(self._on_theme)

    def show_heard(self, link: str | None) -> None:
        """This recording is heard: its mark makes it silent."""
        self._heard = link

    def is_on_mark(self, box: QRect, at: QPoint) -> bool:
        """Whether a place is on the mark of a row that has one, painted into ``box``."""
        return _mark(box).adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(at)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Sections are lower than rows."""
        model = index.model()
        section = isinstance(model, RowModel) and model.kind(index) is RowKind.SECTION
        return _SECTION if section else _ROW

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        row = model.row(index) if isinstance(model, RowModel) else None
        if row is None:
            return
        painter.save()
        self._use_font(option.font)
        box: QRect = option.rect
        if row.kind is RowKind.SECTION:
            self._paint_section(painter, box, row)
        else:
            state: QStyle.StateFlag = option.state
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, self._colour("selection"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, self._colour("raised"))
            self._paint_row(painter, box.adjusted(_PAD, 0, -_PAD, 0), row)
            if row.record is not None:
                self._paint_mark(painter, _mark(box), heard=row.record == self._heard)
        painter.restore()

    def _paint_section(self, painter: QPainter, box: QRect, row: Row) -> None:
        painter.setFont(self._font(12, bold=True))
        painter.setPen(self._colour("text_muted"))
        painter.drawText(box.adjusted(_PAD, 0, -_PAD, -5), _FOOT, row.title)

    def _paint_row(self, painter: QPainter, box: QRect, row: Row) -> None:
        icon = QPoint(box.x(), box.y() + (box.height() - _ICON) // 2)
        painter.drawPixmap(icon, self._icon(row, painter.device().devicePixelRatioF()))
        small, muted = self._font(12), self._colour("text_muted")
        right = _MARK if row.record is not None else 0
        if row.when:
            painter.setFont(small)
            painter.setPen(muted)
            right = max(right, painter.fontMetrics().horizontalAdvance(row.when))
            upper = box.adjusted(0, 0, 0, -_MARK) if row.record is not None else box
            painter.drawText(upper, _RIGHT, row.when)
        text = box.adjusted(_ICON + 10, 6, -(right + 10), -6)
        half = text.height() // 2
        upper, lower = text.adjusted(0, 0, 0, -half), text.adjusted(0, half, 0, 0)
        painter.setPen(self._colour("text"))
        large = self._font(14, bold=row.bold or row.kind is RowKind.DIAL)
        _draw(painter, upper if row.second else text, large, row.title)
        missed = row.bold and row.kind is RowKind.CALL
        painter.setPen(self._colour("missed") if missed else muted)
        _draw(painter, lower, small, row.second)

    def _paint_mark(self, painter: QPainter, place: QRect, *, heard: bool) -> None:
        glyph = Glyph.PAUSE if heard else Glyph.PLAY
        ratio = painter.device().devicePixelRatioF()
        colour, ink = self._colour("accent"), self._colour("surface")
        painter.drawPixmap(
            place.topLeft(), pixmap(glyph, Ground.DISC, colour, ink, place.width(), ratio)
        )

    def _icon(self, row: Row, ratio: float) -> QPixmap:
        key = (row.glyph, row.ground, row.colour, ratio)
        if key not in self._icons:
            colour, ink = self._colour(row.colour), self._colour("surface")
            self._icons[key] = pixmap(row.glyph, row.ground, colour, ink, _ICON, ratio)
        return self._icons[key]

    def _use_font(self, usual: QFont) -> None:
        if usual != self._usual:
            self._usual = usual
            self._fonts.clear()

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        font = self._fonts.get((pixels, bold))
        if font is None:
            font = self._fonts[pixels, bold] = sized(self._usual, pixels, bold=bold)
        return font

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = self._theme.colour(name)
        return self._colours[name]

    def _on_theme(self) -> None:
        self._colours.clear()
        self._icons.clear()


def _mark(box: QRect) -> QRect:
    """Below the time, at the right edge."""
    return QRect(box.right() - _PAD - _MARK + 1, box.bottom() - _MARK - 4, _MARK, _MARK)


def sized(usual: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """The font in another size."""
    font = QFont(usual)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _draw(painter: QPainter, box: QRect, font: QFont, text: str) -> None:
    if text:
        painter.setFont(font)
        painter.drawText(box, _LEFT, cut_to(text, font, box.width()))
