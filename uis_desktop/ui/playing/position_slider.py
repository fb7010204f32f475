"""Where a recording is, in seconds: dragged, clicked or moved by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from uis_desktop.ui.language import translate

_STEP_S = 5
_PAGE_S = 30


class PositionSlider(QSlider):
    """Follows the recording, except while it is dragged; a wish comes when it is let go.

    A click beside the handle goes there, because that is where people want to be.
    """

    seek_wanted = Signal(int)
    space_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(translate("Record", "Position in the recording, in seconds"))
        self.setSingleStep(_STEP_S)
        self.setPageStep(_PAGE_S)
        self.setTracking(False)
        self.valueChanged.connect(self.seek_wanted)

    def follow(self, position_s: int, length_s: int) -> None:
        """The recording is there."""
        if self.isSliderDown():
            return
        blocker = QSignalBlocker(self)
        self.setRange(0, length_s)
        self.setValue(position_s)
        blocker.unblock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is play and pause here, too."""
        if event.key() == Qt.Key.Key_Space:
            self.space_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the handle: the handle comes under the pointer, and is held."""
        handle = self._part(QStyle.SubControl.SC_SliderHandle)
        if event.button() is Qt.MouseButton.LeftButton and not handle.contains(
            event.position().toPoint()
        ):
            groove = self._part(QStyle.SubControl.SC_SliderGroove)
            self.setSliderPosition(
                QStyle.sliderValueFromPosition(
                    self.minimum(),
                    self.maximum(),
                    round(event.position().x()) - groove.x() - handle.width() // 2,
                    groove.width() - handle.width(),
                )
            )
        super().mousePressEvent(event)

    def _part(self, part: QStyle.SubControl) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
