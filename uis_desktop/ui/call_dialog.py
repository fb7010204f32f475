"""A little window about one call: to transfer it, to tag it, to do more during the talk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel

_SIDE = 20


class CallDialog(QDialog):
    """Says above everything else with whom the call is; the call stays as it is when it is left.

    ``left`` tells that it was closed, however that was done.
    """

    left = Signal()

    def __init__(self, name: str, title: str, who: str, *, width: int) -> None:
        """``name`` is what the style sheet calls it; ``width`` is in logical pixels."""
        super().__init__()
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        heading = PlainLabel("heading", lines=2, width=inner_width(width))
        heading.show_text(who, 200)
        self._close = QPushButton(translate("Settings", "Close"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_SIDE, 16, _SIDE, 16)
        self._column.setSpacing(8)
        self._column.addWidget(heading)

    def open_up(self) -> None:
        """Come to the front, at what comes next; the person has just asked for it."""
        self.show()
        self.raise_()
        self.activateWindow()
        if (first := self._next) is not None:
            first.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """However it is left."""
        super().closeEvent(event)
        self.left.emit()

    def reject(self) -> None:
        """Esc closes it as well."""
        self.close()

    @property
    def _next(self) -> QWidget | None:
        """What one most likely does now; None: nothing more than anything else."""
        return None


def inner_width(width: int) -> int:
    """What a window of this width leaves for what is in it."""
    return width - 2 * _SIDE
