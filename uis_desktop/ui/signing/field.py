"""A question of the sign-in, with room for what is wrong with the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from uis_desktop.ui.plain_text import PlainLabel

#: Of everything in the form, in logical pixels.
INNER = 400


class Field(QWidget):
    """A question, its input, and room below for what is wrong with the answer."""

    def __init__(self, question: str, edit: QLineEdit | QComboBox, hint: str = "") -> None:
        super().__init__()
        self.edit = edit
        title = QLabel(question)
        title.setBuddy(edit)
        edit.setAccessibleName(question)
        edit.setAccessibleDescription(hint)
        self._complaint = PlainLabel("complaint", lines=4, width=INNER)
        self._hint = PlainLabel("hint", lines=2, width=INNER)
        self._hint.show_text(hint, 200)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (title, edit, self._hint, self._complaint):
            column.addWidget(widget)
        self.complain("")

    def hint(self, words: str) -> None:
        """What to know of the answer; no words take the hint away."""
        self._hint.show_text(words, 200)
        self.complain("")

    def complain(self, words: str) -> None:
        """Say what is wrong here, or nothing."""
        self._complaint.show_text(words, 300)
        self._hint.setHidden(bool(words) or not self._hint.whole_text)
        self.edit.setProperty("wrong", bool(words))
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        self.edit.setAccessibleDescription(words or self._hint.whole_text)
