"""The field a note is typed into."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit

from uis_desktop.core.notes import LONGEST_NOTE


class NoteEdit(QPlainTextEdit):
    """Of what is pasted or dropped it takes one character more than a note can have.

    So whoever reads it sees that it was too long, and nothing stands still: Qt takes
    seconds to lay out one line of 200,000 letters.
    """

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop, as text."""
        cut = QMimeData()
        cut.setText(source.text()[: LONGEST_NOTE + 1])
        super().insertFromMimeData(cut)
