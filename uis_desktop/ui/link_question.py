"""The question before a link is dialled."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Phone
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.shown_numbers import shown_phone

_WIDTH = 380
_INNER = _WIDTH - 2 * 20
#: It comes up under hands that were typing or clicking somewhere else.
DEAF_MS = 600


class LinkQuestion(QDialog):
    """Shows the number as it will be dialled; ``answered`` once, True for a call."""

    answered = Signal(bool)

    def __init__(self, number: Phone, *, may_stop_asking: bool = True) -> None:
        """``may_stop_asking``: the person may choose that there is no question any more."""
        super().__init__()
        self.setObjectName("linkQuestion")
        self.setWindowTitle(translate("Links", "Call from a link"))
        self.setFixedWidth(_WIDTH)
        self._title = PlainLabel("heading", lines=2, width=_INNER)
        self._title.show_text(
            translate("Links", "Call {number}?").format(number=shown_phone(number))
        )
        self._who = PlainLabel("context", lines=2, width=_INNER)
        self._who.hide()
        self._about = PlainLabel("hint", lines=3, width=_INNER)
        self._about.show_text(
            translate("Links", "A link in another program asks for this. Your phone rings first."),
            200,
        )
        self._never = QCheckBox(translate("Links", "Call from links without asking"))
        self._never.setAccessibleName(self._never.text())
        self._never.setVisible(may_stop_asking)
        self._call = QPushButton(translate("Links", "Call"))
        self._call.setProperty("role", "primary")
        self._cancel = QPushButton(translate("Links", "Cancel"))
        self._deaf = QTimer(self, singleShot=True, interval=DEAF_MS)
        self._deaf.timeout.connect(self._on_listening)
        self._call.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self.finished.connect(lambda code: self.answered.emit(code == QDialog.DialogCode.Accepted))
        self._lay_out()

    @property
    def never_again(self) -> bool:
        """The next link is to be dialled at once."""
        return self._never.isChecked()

    def show_name(self, who: Contact) -> None:
        """That is whose number it is."""
        self._who.show_text(" · ".join(filter(None, [who.full_name, who.company])))

    def open_up(self) -> None:
        """Come to the front, and ask for the keyboard: the person has just clicked for this."""
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        """What is pressed at once was meant for another window."""
        super().showEvent(event)
        self._call.setEnabled(False)
        self._cancel.setFocus()
        self._deaf.start()

    def _on_listening(self) -> None:
        self._call.setEnabled(True)
        self._call.setDefault(True)
        self._call.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._call)
        buttons.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for one in (self._title, self._who, self._about, self._never):
            column.addWidget(one)
        column.addSpacing(6)
        column.addLayout(buttons)
        self._cancel.setAutoDefault(False)
