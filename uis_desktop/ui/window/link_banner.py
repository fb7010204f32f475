"""The line at the top of the window while nothing new comes in, and the way to find out why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from uis_desktop.core.lights import Lamp, link_lamp
from uis_desktop.core.link import LinkView
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.wording import link_words


class LinkBanner(QFrame):
    """Seen only while the connection is down."""

    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("linkBanner")
        self._words = PlainLabel("complaint", lines=2)
        self._check = QPushButton(translate("Window", "Connection check…"))
        self._check.setAutoDefault(False)
        self._check.clicked.connect(self.check_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._words, 1)
        row.addWidget(self._check)
        self.hide()

    def show_link(self, link: LinkView | None) -> None:
        """The connection has changed."""
        down = link_lamp(link) is Lamp.BAD
        if down:
            self._words.show_text(link_words(link), 200)
        self.setVisible(down)
