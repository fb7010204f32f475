"""The one place where an error appears: a small window among the cards."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from uis_desktop.errors import UisError
from uis_desktop.ui.cards.announcement import Announcement
from uis_desktop.ui.cards.looks import Look
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.icons import Glyph, Ground
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.wording import error_words

logger = logging.getLogger(__name__)

SHOWN_S = 15.0
_GOOD = Look("live", Glyph.DONE, Ground.DISC)
_TROUBLE = Look("problem", Glyph.PROBLEM, Ground.TRIANGLE)


class Notice(Announcement):
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
        super().__init__(theme, clock)
        self._fill(_GOOD if good else _TROUBLE, words.title, words.advice, below_lines=4)


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
