"""Choices that may be higher than a small screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget


class Scroll(QScrollArea):
    """As high as what is in it, and scrolled where the screen has not room for that."""

    def __init__(self, inside: QWidget, *, beside: int) -> None:
        """``beside`` is the height of what else stands on the screen with it."""
        super().__init__()
        self._inside = inside
        self._beside = beside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @property
    def bar_width(self) -> int:
        """So much stands beside what is in it, when it can be scrolled."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)

    def sizeHint(self) -> QSize:
        """All of it, if there is room."""
        inside = self._inside.sizeHint()
        room = self.screen().availableGeometry().height() - self._beside
        return QSize(inside.width() + self.bar_width, min(inside.height(), max(room, 200)))

    def minimumSizeHint(self) -> QSize:
        """Never squeezed: the window is made for it."""
        return QSize(0, self.sizeHint().height())
