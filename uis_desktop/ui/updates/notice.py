"""The notice that there is a newer version."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from uis_desktop.core.updates import Update
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme

_ICON = 26
_SIDE = _ICON + 24 + 2 * 8


class UpdateNotice(Popup):
    """Which version there is and which one runs; nothing is installed from here."""

    news_wanted = Signal()
    page_wanted = Signal()
    waits_for_quiet_to_end = True

    def __init__(
        self, update: Update, theme: Theme, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(clock)
        icon = QLabel(self)
        icon.setFixedSize(_ICON, _ICON)
        accent, ink = theme.colour("accent"), theme.colour("surface")
        ratio = self.devicePixelRatioF()
        icon.setPixmap(pixmap(Glyph.IN, Ground.DISC, accent, ink, _ICON, ratio))
        title = PlainLabel("title", lines=2, width=INNER_WIDTH - _SIDE)
        title.show_text(title_words(update))
        below = PlainLabel("context", lines=3, width=INNER_WIDTH)
        below.show_text(below_words(update), 200)
        news = self.button(self.news_wanted.emit)
        news.setText(translate("Updates", "What is new"))
        page = self.button(self.page_wanted.emit, "primary")
        page.setText(translate("Updates", "Download page"))
        close = self.close_button(translate("Notice", "Hide this message"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(title, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(6)
        row.addWidget(news)
        row.addWidget(page)
        row.addStretch(1)
        self._layout.addLayout(top)
        self._layout.addWidget(below)
        self._layout.addLayout(row)
        self.setTabOrder(news, page)
        self.setTabOrder(page, close)
        self.setWindowTitle(title.whole_text)
        self.setAccessibleName(title.whole_text)
        self.setAccessibleDescription(below.whole_text)


def title_words(update: Update) -> str:
    """There is this version."""
    words = translate("Updates", "UIS Desktop {version} is out")
    return words.format(version=update.release.version)


def below_words(update: Update) -> str:
    """Which one runs, and that nothing happens by itself."""
    words = translate("Updates", "You have {version}. Nothing is installed by itself.")
    return words.format(version=update.running)
