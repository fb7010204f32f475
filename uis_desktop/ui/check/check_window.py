"""The window of the connection check: a page for the connection, one for calls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.ui.check.lights import Lights
from uis_desktop.ui.check.ring_panel import RingPanel
from uis_desktop.ui.check.story_page import StoryPage
from uis_desktop.ui.language import translate
from uis_desktop.ui.theme import Theme

# The server is asked so often while somebody looks.
_LOOK_EVERY_MS = 30_000


class CheckWindow(QDialog):
    """Shows what it is told; ``look_wanted`` while it is seen, ``try_wanted`` by its button."""

    look_wanted = Signal()
    try_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("check")
        self.setWindowTitle(translate("Check", "Connection check"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.resize(940, 640)
        self.lights = Lights(theme)
        self.ring = RingPanel(theme)
        self.story = StoryPage(theme)
        self._try = QPushButton(translate("Check", "Check now"))
        self._close = QPushButton(translate("Settings", "Close"))
        self._pages = QTabWidget()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._lay_out()
        self._connect()

    def open_connection(self) -> None:
        """Show the lights."""
        self._open(0)

    def open_story(self) -> None:
        """Show the calls."""
        self._open(1)

    def add_page(self, page: QWidget, title: str) -> None:
        """One more."""
        self._pages.addTab(page, title)

    def set_trying(self, trying: bool) -> None:
        """A check is under way: no second one meanwhile."""
        self._try.setEnabled(not trying)

    def showEvent(self, event: QShowEvent) -> None:
        """What was shown before may be out of date."""
        super().showEvent(event)
        self._timer.start()
        self.look_wanted.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus and no other."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.type() is (
            QEvent.Type.KeyPress
        ):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)

    def _open(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.show()
        self.raise_()
        self.activateWindow()

    def _lay_out(self) -> None:
        connection = QWidget()
        connection.setObjectName("page")
        column = QVBoxLayout(connection)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(14)
        column.addWidget(self.lights)
        column.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.ring)
        column.addStretch(1)
        frame = QScrollArea()
        frame.setWidgetResizable(True)
        frame.setFrameShape(QScrollArea.Shape.NoFrame)
        frame.setAccessibleName(translate("Check", "Connection"))
        frame.setWidget(connection)
        self._pages.addTab(frame, translate("Check", "Connection"))
        self._pages.addTab(self.story, translate("Check", "Why did I (not) see it?"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 12)
        whole.addWidget(self._pages, 1)
        whole.addLayout(buttons)
        for button in (self._try, self._close):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.look_wanted)
        self._try.clicked.connect(self.try_wanted)
        self._close.clicked.connect(self.close)
