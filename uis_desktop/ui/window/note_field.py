"""The note on a call: what is typed is kept at each keystroke."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from uis_desktop.core.notes import LONGEST_NOTE, kept_text
from uis_desktop.ui.language import translate
from uis_desktop.ui.note_edit import NoteEdit
from uis_desktop.ui.plain_text import PlainLabel

_LINES = 5


class NoteField(QWidget):
    """One call's note.

    What the person typed counts more than what the list says, until the list
    says the same: a list that was asked for before the keystroke is late.
    """

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = ""
        self._newest: dict[str, str] = {}
        self._unwritten: dict[str, str] = {}
        title = QLabel(translate("Note", "Note"))
        title.setObjectName("fieldTitle")
        self._edit = NoteEdit()
        self._edit.setObjectName("note")
        self._edit.setTabChangesFocus(True)
        self._edit.setPlaceholderText(translate("Note", "What was agreed? Kept as you type."))
        self._edit.setAccessibleName(translate("Note", "Note on this call"))
        self._edit.setFixedHeight(_LINES * self._edit.fontMetrics().lineSpacing() + 20)
        self._edit.textChanged.connect(self._on_typed)
        self._told = PlainLabel("hint")
        self._told.hide()
        title.setBuddy(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        for widget in (title, self._edit, self._told):
            column.addWidget(widget)

    def show_note(self, call: str, text: str) -> None:
        """Show the note of this call, unless a newer one was typed here."""
        if self._newest.get(call) == text:
            del self._newest[call]
        shown = self._newest.get(call, text)[:LONGEST_NOTE]
        if call != self._call:
            self._call = call
            self._tell(call)
        elif self._edit.hasFocus():
            return
        if shown != self._edit.toPlainText():
            self._put(shown)

    def written(self, call: str, text: str) -> None:
        """This is on disk."""
        if self._unwritten.get(call) == text:
            del self._unwritten[call]
        self._tell(call)

    def say_again(self) -> None:
        """Ask once more for what could not be written."""
        for call, text in list(self._unwritten.items()):
            self.typed.emit(call, text)

    def _on_typed(self) -> None:
        text = self._edit.toPlainText()
        kept = kept_text(text)
        if kept != text:
            self._put(kept)
        self._newest[self._call] = self._unwritten[self._call] = kept
        self._tell(self._call)
        self.typed.emit(self._call, kept)

    def _put(self, text: str) -> None:
        """Show this without taking it for typed; the cursor goes to the end."""
        with QSignalBlocker(self._edit):
            self._edit.setPlainText(text)
        self._edit.moveCursor(QTextCursor.MoveOperation.End)

    def _tell(self, call: str) -> None:
        """Say whether the note is on disk; nothing as long as nothing was typed."""
        if call != self._call:
            return
        if call in self._unwritten:
            words = translate("Note", "Not saved yet…")
        elif len(self._newest.get(call, "")) == LONGEST_NOTE:
            words = translate("Note", "Saved. There is no room for more.")
        else:
            words = translate("Note", "Saved") if call in self._newest else ""
        self._told.show_text(words)
