"""The second and last step of the first run: does a card come up here?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.ui.check.ring_panel import RingPanel
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.wording import link_words

_WIDTH = 440
_MARGIN = 20


class FirstRing(QDialog):
    """A test ring for somebody who has just signed in; he may go without."""

    check_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("firstRing")
        self.setWindowTitle(translate("Check", "You are signed in"))
        self.ring = RingPanel(theme)
        self.ring.passed.connect(self._on_passed)
        self._link = PlainLabel("fieldTitle", lines=3, width=_WIDTH - 2 * _MARGIN)
        self._done = QPushButton(translate("Check", "Done"))
        self._done.clicked.connect(self.hide)
        self._check = QPushButton(translate("Check", "Connection check…"))
        self._check.clicked.connect(self.check_wanted)
        self._lay_out()
        self.show_link(None)

    def show_link(self, link: LinkView | None) -> None:
        """Without a connection nothing can ring."""
        live = link is not None and link.state is LinkState.LIVE
        first = live and not self.ring.isEnabled()
        self._link.show_text(link_words(link or LinkView(state=LinkState.CONNECTING)), 200)
        self.ring.setEnabled(live)
        if first:
            self.ring.focus_button()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus and no other."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)

    def _on_passed(self) -> None:
        self._done.setFocus()

    def _lay_out(self) -> None:
        heading = QLabel(translate("Check", "You are signed in"))
        heading.setObjectName("heading")
        step = PlainLabel("hint", lines=2, width=_WIDTH - 2 * _MARGIN)
        step.show_text(
            translate("Check", "Step 3 of 3. See how a call looks: ring yourself once."), 200
        )
        for button in (self._check, self._done):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self._check)
        buttons.addStretch(1)
        buttons.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(step)
        column.addWidget(self._link)
        column.addWidget(self.ring)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
