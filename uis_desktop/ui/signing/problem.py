"""What is wrong with no single answer, and buttons for the way on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from uis_desktop.errors import UisError
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.signing.field import INNER
from uis_desktop.ui.signing.problem_words import for_administrator, page_host, problem_words


class ProblemPanel(QWidget):
    """Takes no room while there is no problem; ``page_wanted`` names a host."""

    page_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._host = self._message = ""
        self._complaint = PlainLabel("complaint", lines=2, width=INNER)
        self._advice = PlainLabel("advice", lines=6, width=INNER)
        self._browse = self._button(translate("SignIn", "Open the browser"))
        self._copy = self._button(translate("SignIn", "Copy for the administrator"))
        self._browse.clicked.connect(lambda: self.page_wanted.emit(self._host))
        self._copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(self._browse)
        row.addWidget(self._copy)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._complaint)
        column.addWidget(self._advice)
        column.addLayout(row)
        self.show_nothing()

    def show_nothing(self) -> None:
        """All is well, or about to be tried again."""
        self._complaint.show_text("")
        self._advice.show_text("")
        self.hide()

    def show_problem(self, error: UisError) -> None:
        """Say what went wrong, and offer what helps."""
        words = problem_words(error)
        self._host, self._message = page_host(error), for_administrator(error)
        self._complaint.show_text(words.title, 200)
        self._advice.show_text(words.advice, 400)
        self._browse.setHidden(not self._host)
        self._copy.setHidden(not self._message)
        self._copy.setText(translate("SignIn", "Copy for the administrator"))
        self.show()

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        return button

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._message)
        self._copy.setText(translate("SignIn", "Copied"))
