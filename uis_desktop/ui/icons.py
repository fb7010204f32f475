"""Every icon, painted: each meaning has its own shape as well as its own colour.

Painted rather than loaded, so that shape, colour and the number of missed calls
come from one place, sharp at every size, and no SVG library is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

from uis_desktop.ui.theme import Theme

#: The sizes panels and title bars ask for.
_SIZES = (16, 22, 24, 32, 48, 64)
_GRID = 24.0
#: So many missed calls and more look alike: there is room for one digit.
MANY_MISSED = 10


class Glyph(StrEnum):
    """What an icon draws; one shape for each."""

    RING = "ring"
    OUT = "out"
    IN = "in"
    TALK = "talk"
    DONE = "done"
    MISSED = "missed"
    PROBLEM = "problem"
    QUESTION = "question"
    WAIT = "wait"
    HANDSET = "handset"
    CUT = "cut"
    PERSON = "person"
    MOON = "moon"
    LOCK = "lock"
    PLAY = "play"
    PAUSE = "pause"


class Ground(StrEnum):
    """What the glyph stands on; a second sign beside the colour."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    OUTLINE = "outline"
    RING = "ring"
    NONE = "none"


def pixmap(
    glyph: Glyph, ground: Ground, colour: QColor, ink: QColor, size: int, ratio: float = 1.0
) -> QPixmap:
    """The icon at ``size`` logical pixels; ``ink`` is the glyph's colour on a filled ground.

    The same one is the same picture: Qt keeps what it makes of each picture it has shown,
    until that is 10 MB (``QPixmapCache``).
    """
    key = f"icon {glyph} {ground} {colour.rgba():x} {ink.rgba():x} {size} {ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = _painted(glyph, ground, colour, ink, size, ratio)
    QPixmapCache.insert(key, picture)
    return picture


def _painted(
    glyph: Glyph, ground: Ground, colour: QColor, ink: QColor, size: int, ratio: float
) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, QRectF(0, 0, size, size), glyph, ground, colour, ink)
    painter.end()
    return picture


def paint(
    painter: QPainter, box: QRectF, glyph: Glyph, ground: Ground, colour: QColor, ink: QColor
) -> None:
    """Paint the icon into ``box``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / _GRID, box.height() / _GRID)
    filled = ground in {Ground.DISC, Ground.SQUARE, Ground.TRIANGLE}
    _GROUNDS[ground](painter, colour)
    pen = QPen(ink if filled else colour, 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _GLYPHS[glyph](painter)
    painter.restore()


def tray_icon(
    glyph: Glyph, ground: Ground, colour: QColor, ink: QColor, *, missed: int, badge: QColor
) -> QIcon:
    """The tray's icon in every size a panel may want, with the number of missed calls."""
    icon = QIcon()
    for size in _SIZES:
        picture = pixmap(glyph, ground, colour, ink, size)
        if missed:
            # A copy: others show the same picture.
            picture = picture.copy()
            _badge(picture, missed, badge, ink)
        icon.addPixmap(picture)
    return icon


def program_icon(theme: Theme, missed: int = 0) -> QIcon:
    """The program's own icon, for windows and task bars, with the number of missed calls."""
    colour, ink = theme.colour("live"), theme.colour("surface")
    badge = theme.colour("missed")
    return tray_icon(Glyph.HANDSET, Ground.DISC, colour, ink, missed=missed, badge=badge)


def _badge(picture: QPixmap, missed: int, colour: QColor, ink: QColor) -> None:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = picture.width() * 0.62
    box = QRectF(picture.width() - size, picture.height() - size, size, size)
    painter.setPen(QPen(ink, max(1.0, size / 14)))
    painter.setBrush(colour)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    font = QFont()
    font.setBold(True)
    font.setPixelSize(max(7, round(size * 0.72)))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(
        box, Qt.AlignmentFlag.AlignCenter, str(missed) if missed < MANY_MISSED else "9+"
    )
    painter.end()


def _disc(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour).drawEllipse(QRectF(0.5, 0.5, 23, 23))


def _square(painter: QPainter, colour: QColor) -> None:
    _fill(painter, colour).drawRoundedRect(QRectF(1, 1, 22, 22), 5, 5)


def _triangle(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(12, 1.5))
    path.lineTo(23.2, 22)
    path.lineTo(0.8, 22)
    path.closeSubpath()
    _fill(painter, colour).drawPath(path)


def _outline(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(1.5, 1.5, 21, 21))


def _circle(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(1.5, 1.5, 21, 21))


def _nothing(_painter: QPainter, _colour: QColor) -> None:
    """The glyph stands beside a text."""


def _fill(painter: QPainter, colour: QColor) -> QPainter:
    painter.setPen(QPen(colour, 0.5))
    painter.setBrush(colour)
    return painter


def _handset(painter: QPainter) -> None:
    """A telephone receiver: a bow with two thick ends."""
    painter.save()
    painter.translate(12, 12)
    painter.rotate(-45)
    pen = painter.pen()
    painter.drawArc(QRectF(-6.5, -4.5, 13, 10), 20 * 16, 140 * 16)
    thick = QPen(pen)
    thick.setWidthF(4.2)
    painter.setPen(thick)
    painter.drawLine(QPointF(-6, 0.4), QPointF(-5.6, 2.2))
    painter.drawLine(QPointF(6, 0.4), QPointF(5.6, 2.2))
    painter.restore()


def _ring(painter: QPainter) -> None:
    """A bell."""
    path = QPainterPath(QPointF(6, 15.5))
    path.quadTo(7.5, 14, 7.5, 10.5)
    path.cubicTo(7.5, 4.5, 16.5, 4.5, 16.5, 10.5)
    path.quadTo(16.5, 14, 18, 15.5)
    path.closeSubpath()
    painter.setBrush(painter.pen().color())
    painter.drawPath(path)
    painter.drawLine(QPointF(10.8, 18.7), QPointF(13.2, 18.7))


def _out(painter: QPainter) -> None:
    _arrow(painter, QPointF(7, 17), QPointF(17, 7))


def _in(painter: QPainter) -> None:
    _arrow(painter, QPointF(17, 7), QPointF(7, 17))


def _arrow(painter: QPainter, tail: QPointF, head: QPointF) -> None:
    """A diagonal arrow; its head is two strokes along the axes."""
    painter.drawLine(tail, head)
    back = QPointF(7 if tail.x() < head.x() else -7, 7 if tail.y() < head.y() else -7)
    painter.drawLine(head, QPointF(head.x() - back.x(), head.y()))
    painter.drawLine(head, QPointF(head.x(), head.y() - back.y()))


def _talk(painter: QPainter) -> None:
    """A speech bubble."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 6, 14, 9.5), 3, 3)
    tail = QPainterPath(QPointF(8, 14.5))
    tail.lineTo(8, 19)
    tail.lineTo(12.5, 15)
    painter.setBrush(painter.pen().color())
    painter.drawPath(path.united(tail))


def _person(painter: QPainter) -> None:
    """Head and shoulders."""
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(12, 8.6), 2.6, 2.6)
    path = QPainterPath(QPointF(6.5, 18))
    path.cubicTo(6.5, 12.5, 17.5, 12.5, 17.5, 18)
    path.closeSubpath()
    painter.drawPath(path)


def _done(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(6.5, 12.5), QPointF(10.5, 16.5), QPointF(17.5, 8)])


def _missed(painter: QPainter) -> None:
    """An arrow that comes down and bounces off."""
    painter.drawPolyline([QPointF(6, 9), QPointF(11.5, 14.5), QPointF(18.5, 7.5)])
    painter.drawPolyline([QPointF(13.8, 7.2), QPointF(18.7, 7.2), QPointF(18.7, 12)])
    painter.drawLine(QPointF(7, 18.5), QPointF(17, 18.5))


def _problem(painter: QPainter) -> None:
    painter.drawLine(QPointF(12, 9), QPointF(12, 14))
    painter.drawPoint(QPointF(12, 18.2))


def _question(painter: QPainter) -> None:
    path = QPainterPath(QPointF(8.5, 9))
    path.cubicTo(8.5, 4.5, 15.5, 4.5, 15.5, 9)
    path.cubicTo(15.5, 11.5, 12, 11.5, 12, 14)
    painter.drawPath(path)
    painter.drawPoint(QPointF(12, 18))


def _wait(painter: QPainter) -> None:
    for x in (7.0, 12.0, 17.0):
        pen = painter.pen()
        pen.setWidthF(3)
        painter.setPen(pen)
        painter.drawPoint(QPointF(x, 12))


def _moon(painter: QPainter) -> None:
    """A crescent."""
    disc, bite = QPainterPath(), QPainterPath()
    disc.addEllipse(QPointF(11.5, 12.5), 6.5, 6.5)
    bite.addEllipse(QPointF(15, 9.5), 5.5, 5.5)
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPath(disc.subtracted(bite))


def _lock(painter: QPainter) -> None:
    """A padlock."""
    painter.drawArc(QRectF(8, 4.5, 8, 11), 0, 180 * 16)
    painter.drawLine(QPointF(8, 10), QPointF(8, 11))
    painter.drawLine(QPointF(16, 10), QPointF(16, 11))
    painter.setBrush(painter.pen().color())
    painter.drawRoundedRect(QRectF(6.5, 11, 11, 8), 1.5, 1.5)


def _play(painter: QPainter) -> None:
    """A triangle that points to the right."""
    painter.setBrush(painter.pen().color())
    painter.drawPolygon([QPointF(8.5, 6.5), QPointF(17.5, 12), QPointF(8.5, 17.5)])


def _pause(painter: QPainter) -> None:
    """Two bars."""
    painter.setBrush(painter.pen().color())
    painter.drawRect(QRectF(7.5, 7, 2, 10))
    painter.drawRect(QRectF(14.5, 7, 2, 10))


def _cut(painter: QPainter) -> None:
    """A cross."""
    painter.drawLine(QPointF(7.5, 7.5), QPointF(16.5, 16.5))
    painter.drawLine(QPointF(16.5, 7.5), QPointF(7.5, 16.5))


_GROUNDS: dict[Ground, Callable[[QPainter, QColor], None]] = {
    Ground.DISC: _disc,
    Ground.SQUARE: _square,
    Ground.TRIANGLE: _triangle,
    Ground.OUTLINE: _outline,
    Ground.RING: _circle,
    Ground.NONE: _nothing,
}

_GLYPHS: dict[Glyph, Callable[[QPainter], None]] = {
    Glyph.RING: _ring,
    Glyph.OUT: _out,
    Glyph.IN: _in,
    Glyph.TALK: _talk,
    Glyph.PERSON: _person,
    Glyph.DONE: _done,
    Glyph.MISSED: _missed,
    Glyph.PROBLEM: _problem,
    Glyph.QUESTION: _question,
    Glyph.WAIT: _wait,
    Glyph.HANDSET: _handset,
    Glyph.CUT: _cut,
    Glyph.MOON: _moon,
    Glyph.LOCK: _lock,
    Glyph.PLAY: _play,
    Glyph.PAUSE: _pause,
}
