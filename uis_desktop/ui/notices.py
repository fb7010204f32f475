"""The one place where an error appears: a small window among the cards."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from uis_desktop.errors import UisError
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.wording import error_words

logger = logging.getLogger(__name__)

SHOWN_S = 15.0
_ICON = 26
_SIDE = _ICON + 24 + 2 * 8


class Notice(Popup):
    """What happened and what to do, without asking for the keyboard."""

    def __init__(
        self,
        words: Words,
        theme: Theme,
        *,
        good: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``good``: it went as it was to go."""
        super().__init__(clock)
        icon = QLabel(self)
        icon.setFixedSize(_ICON, _ICON)
        icon.setPixmap(
            pixmap(
                Glyph.DONE if good else Glyph.PROBLEM,
                Ground.DISC if good else Ground.TRIANGLE,
                theme.colour("live" if good else "problem"),
                theme.colour("surface"),
                _ICON,
                self.devicePixelRatioF(),
            )
        )
        title = PlainLabel("title", lines=2, width=INNER_WIDTH - _SIDE)
        title.show_text(words.title)
        advice = PlainLabel("context", lines=4, width=INNER_WIDTH)
        advice.show_text(words.advice, 400)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(title, 1)
        close = self.close_button(translate("Notice", "Hide this message"))
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(top)
        self._layout.addWidget(advice)
        self.setWindowTitle(words.title)
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.advice)


class Notices:
    """Tells the person about failures that have no card of their own."""

    def __init__(self, stack: Stack, theme: Theme) -> None:
        self._stack = stack
        self._theme = theme

    def complain(self, error: UisError) -> None:
        """Say what went wrong and what to do; the same trouble only once at a time."""
        logger.info("told the person: %s: %s", type(error).__name__, error.detail)
        self.tell(error_words(error))

    def tell(self, words: Words, *, good: bool = False) -> None:
        """Show these words for a while; ``good``: it went as it was to go."""
        notice = Notice(words, self._theme, good=good)
        self._stack.show_popup(f"notice:{words.title}", notice, SHOWN_S)
