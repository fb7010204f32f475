"""A popup that tells something: a sign, a title, a few words, and what can be done about it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from uis_desktop.ui.cards.looks import Look
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.icons import pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme

_ICON = 26
_SIDE = _ICON + 24 + 2 * 8


class Announcement(Popup):
    """Filled once, by whoever has something to tell."""

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._theme = theme

    def _fill(
        self,
        look: Look,
        title: str,
        below: str,
        *,
        below_lines: int = 2,
        buttons: Sequence[QPushButton] = (),
    ) -> None:
        """Put it together; empty words below take no room."""
        heading = PlainLabel("title", lines=2, width=INNER_WIDTH - _SIDE)
        heading.show_text(title, 300)
        words = PlainLabel("context", lines=below_lines, width=INNER_WIDTH)
        words.show_text(below, 400)
        close = self.close_button(translate("Notice", "Hide this message"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._sign(look), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(heading, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(top)
        self._layout.addWidget(words)
        if buttons:
            self._layout.addLayout(_row(buttons))
        for before, after in pairwise((*buttons, close)):
            self.setTabOrder(before, after)
        self.setWindowTitle(heading.whole_text)
        self.setAccessibleName(heading.whole_text)
        self.setAccessibleDescription(words.whole_text)

    def _sign(self, look: Look) -> QLabel:
        icon = QLabel(self)
        icon.setFixedSize(_ICON, _ICON)
        colour, ink = self._theme.colour(look.name), self._theme.colour("surface")
        ratio = self.devicePixelRatioF()
        icon.setPixmap(pixmap(look.glyph, look.ground, colour, ink, _ICON, ratio))
        return icon


def _row(buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 8, 0, 0)
    row.setSpacing(6)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
