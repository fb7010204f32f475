"""A small popup that offers to call a copied number."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from uis_desktop.core.phone import Phone
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.shown_numbers import shown_phone

_CROSS = 32


class Chip(Popup):
    """One button: call this number; ``call_wanted`` at most once.

    Attributes:
        number: the number.
    """

    call_wanted = Signal()

    def __init__(self, number: Phone, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.number = number
        about = PlainLabel("context", width=INNER_WIDTH - _CROSS)
        about.show_text(translate("Copied", "A number was copied"))
        self._call = self.button(self._on_call, "primary")
        words = translate("Copied", "Call {number}").format(number=shown_phone(number))
        self._call.setText(words)
        close = self.close_button(translate("Notice", "Hide this message"))
        top = QHBoxLayout()
        top.addWidget(about, 1)
        top.addWidget(close)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self._call)
        row.addStretch(1)
        self._layout.addLayout(top)
        self._layout.addLayout(row)
        self.setWindowTitle(about.whole_text)
        self.setAccessibleName(words)
        self.setAccessibleDescription(about.whole_text)

    def _on_call(self) -> None:
        """The second click of a double click finds nothing to press."""
        self._call.setEnabled(False)
        self.call_wanted.emit()

    def telling(self, key: str) -> Telling:
        """An offer, which may go by unseen."""
        return self._told_as(
            key, self.windowTitle(), shown_phone(self.number), [self._call], urgent=False
        )
