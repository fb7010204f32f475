"""The little window with the tags of a call that is over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from uis_desktop.core.aftercall import TagMark
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.window.tag_chips import TagChips

_WIDTH = 400
_SIDE = 20
_INNER = _WIDTH - 2 * _SIDE


class TagDialog(QDialog):
    """``wanted`` tells call, tag, and whether it is to be on, as the page of a call does."""

    wanted = Signal(str, object, bool)
    left = Signal()

    def __init__(self, who: str) -> None:
        """``who`` was talked with."""
        super().__init__()
        self.setObjectName("tags")
        self.setWindowTitle(translate("Tags", "Tags"))
        self.setFixedWidth(_WIDTH)
        heading = PlainLabel("heading", lines=2, width=_INNER)
        heading.show_text(who, 200)
        self._chips = TagChips(_INNER)
        self._chips.wanted.connect(self.wanted)
        self._close = QPushButton(translate("Settings", "Close"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE, 16)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self._chips)
        column.addStretch(1)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)

    def show_tags(self, call: str, marks: Sequence[TagMark]) -> None:
        """These are on, or could be; what waits for UIS says so."""
        self._chips.show_tags(call, marks)
        # The chips go over as many rows as they need in this width.
        self.setFixedHeight(self._column.totalHeightForWidth(_WIDTH))

    def open_up(self) -> None:
        """Come to the front, at the first tag; the person has just asked for it."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._chips.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """However it is left."""
        super().closeEvent(event)
        self.left.emit()

    def reject(self) -> None:
        """Esc: what was chosen stays chosen."""
        self.close()
