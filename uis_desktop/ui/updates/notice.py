"""The notice that there is a newer version."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal

from uis_desktop.core.updates import Update
from uis_desktop.ui.cards.announcement import Announcement
from uis_desktop.ui.cards.looks import Look
from uis_desktop.ui.icons import Glyph, Ground
from uis_desktop.ui.language import translate
from uis_desktop.ui.theme import Theme

_LOOK = Look("accent", Glyph.IN, Ground.DISC)


class UpdateNotice(Announcement):
    """Which version there is and which one runs; nothing is installed from here."""

    news_wanted = Signal()
    page_wanted = Signal()
    waits_for_quiet_to_end = True

    def __init__(
        self, update: Update, theme: Theme, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(theme, clock)
        news = self.button(self.news_wanted.emit)
        news.setText(translate("Updates", "What is new"))
        page = self.button(self.page_wanted.emit, "primary")
        page.setText(translate("Updates", "Download page"))
        self._fill(_LOOK, title_words(update), below_words(update), buttons=[news, page])


def title_words(update: Update) -> str:
    """There is this version."""
    words = translate("Updates", "UIS Desktop {version} is out")
    return words.format(version=update.release.version)


def below_words(update: Update) -> str:
    """Which one runs, and that nothing happens by itself."""
    words = translate("Updates", "You have {version}. Nothing is installed by itself.")
    return words.format(version=update.running)
