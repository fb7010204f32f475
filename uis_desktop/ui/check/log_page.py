"""The program's own log: filtered, copied, and packed for whoever helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.log_lines import LogLine, fitting
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel

# What Qt lays out without a stall; the newest count.
_MOST_LINES = 2000


class LogPage(QWidget):
    """Shows the lines it is given; ``pack_wanted`` asks for the archive."""

    pack_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[LogLine] = ()
        self._level = QComboBox()
        self._level.setAccessibleName(translate("Log", "Least importance"))
        for level, words in (
            ("DEBUG", translate("Log", "Everything")),
            ("WARNING", translate("Log", "Warnings and errors")),
            ("ERROR", translate("Log", "Errors")),
        ):
            self._level.addItem(words, level)
        self._typed = QLineEdit()
        self._typed.setPlaceholderText(translate("Log", "Words to look for"))
        self._typed.setAccessibleName(translate("Log", "Words to look for"))
        self._copy = QPushButton(translate("Log", "Copy"))
        self._text = QPlainTextEdit()
        self._text.setObjectName("log")
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(translate("Log", "Log of the program"))
        self._about = PlainLabel("hint", lines=3)
        self._about.show_text(
            translate(
                "Log",
                "The archive has this log, the state of the connection and the last calls. "
                "Phone numbers are shortened; passwords and names are not in it.",
            ),
            300,
        )
        self._pack = QPushButton(translate("Log", "Archive for support…"))
        self._lay_out()
        self._level.currentIndexChanged.connect(self._write)
        self._typed.textChanged.connect(self._write)
        self._copy.clicked.connect(self._on_copy)
        self._pack.clicked.connect(self.pack_wanted)

    def show_log(self, lines: Sequence[LogLine]) -> None:
        """These are the newest lines, the oldest of them first.

        What a person reads or marks stays where it is.
        """
        if lines == self._lines or self._text.textCursor().hasSelection():
            return
        self._lines = lines
        bar = self._text.verticalScrollBar()
        place, at_end = bar.value(), bar.value() == bar.maximum()
        self._write()
        if not at_end:
            bar.setValue(place)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._level)
        top.addWidget(self._typed, 1)
        top.addWidget(self._copy)
        bottom = QHBoxLayout()
        bottom.addWidget(self._about, 1)
        bottom.addWidget(self._pack)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._text, 1)
        column.addLayout(bottom)
        for button in (self._copy, self._pack):
            button.setAutoDefault(False)

    def _write(self) -> None:
        least = str(self._level.currentData())
        found = fitting(self._lines, least=least, typed=self._typed.text())[-_MOST_LINES:]
        self._text.setPlainText("\n".join(line.text for line in found))
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._copy.setText(translate("Log", "Copy"))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copy.setText(translate("Card", "Copied"))
