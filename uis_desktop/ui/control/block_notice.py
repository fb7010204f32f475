"""A number is about to be blocked, and need not be."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from uis_desktop.core.call_control import UNDO_S
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, plain


class BlockNotice(Popup):
    """Says what will happen and when, and takes it back."""

    undo_wanted = Signal()

    def __init__(self, who: str, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        words = translate("Control", "{who} will be blocked in {count} s").format(
            who=plain(who, 80), count=UNDO_S
        )
        advice = translate(
            "Control",
            "Or sooner, if you end the call or quit the program.",
        )
        title = PlainLabel("title", lines=2, width=INNER_WIDTH)
        title.show_text(words, 200)
        told = PlainLabel("context", lines=3, width=INNER_WIDTH)
        told.show_text(advice, 300)
        undo = self.button(self.undo_wanted.emit, "primary")
        undo.setText(translate("Control", "Do not block"))
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 6, 0, 0)
        acts.addWidget(undo)
        acts.addStretch(1)
        self._layout.addWidget(title)
        self._layout.addWidget(told)
        self._layout.addLayout(acts)
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(advice)
