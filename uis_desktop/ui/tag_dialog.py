"""The little window with the tags of a call that is over."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from uis_desktop.core.aftercall import TagMark
from uis_desktop.ui.call_dialog import CallDialog, inner_width
from uis_desktop.ui.language import translate
from uis_desktop.ui.window.tag_chips import TagChips

_WIDTH = 400


class TagDialog(CallDialog):
    """``wanted`` tells call, tag, and whether it is to be on, as the page of a call does."""

    wanted = Signal(str, object, bool)

    def __init__(self, who: str) -> None:
        """``who`` was talked with."""
        super().__init__("tags", translate("Tags", "Tags"), who, width=_WIDTH)
        self._chips = TagChips(inner_width(_WIDTH))
        self._chips.wanted.connect(self.wanted)
        self._column.addWidget(self._chips)
        self._column.addStretch(1)
        self._column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)

    def show_tags(self, call: str, marks: Sequence[TagMark]) -> None:
        """These are on, or could be; what waits for UIS says so."""
        self._chips.show_tags(call, marks)
        # The chips go over as many rows as they need in this width.
        self.setFixedHeight(self._column.totalHeightForWidth(_WIDTH))

    @property
    def _next(self) -> QWidget:
        return self._chips.first
