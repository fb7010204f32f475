"""The note on a card: two lines, kept at each keystroke, and the card stays while it is written."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from uis_desktop.core.notes import LONGEST_NOTE, kept_text
from uis_desktop.ui.language import translate
from uis_desktop.ui.note_edit import NoteEdit

_LINES = 2
#: Border, padding and the document's own margin, above and below.
_AROUND = 18


class CardNote(NoteEdit):
    """One call's note.

    ``keyboard_wanted``: somebody clicked into it, and its window does not have the keyboard.
    It is ``being_written`` while it has the keyboard, and until what was typed is on disk.
    """

    typed = Signal(str)
    keyboard_wanted = Signal()
    being_written = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._unwritten: str | None = None
        self._told = False
        self._focused = False
        self.setObjectName("cardNote")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(translate("Note", "Note: kept as you type"))
        self.setAccessibleName(translate("Note", "Note on this call"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ensurePolished()
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + _AROUND)
        self.textChanged.connect(self._on_typed)

    def show_note(self, text: str) -> None:
        """Show the note as it was written elsewhere, unless it is being written here."""
        shown = text[:LONGEST_NOTE]
        if not self._writing and shown != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(shown)

    def written(self, text: str) -> None:
        """This is on disk."""
        if text == self._unwritten:
            self._unwritten = None
            self._tell()
        else:
            self.show_note(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is the wish to type."""
        if not self.isActiveWindow():
            self.keyboard_wanted.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter: it is done."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The card stays from now on; who comes by Tab goes on writing at the end."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._focused = True
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It may go; a menu of its own takes the keyboard only for a moment."""
        super().focusOutEvent(event)
        self._focused = event.reason() is Qt.FocusReason.PopupFocusReason
        self._tell()

    @property
    def _writing(self) -> bool:
        return self._focused or self._unwritten is not None

    def _tell(self) -> None:
        if self._writing != self._told:
            self._told = self._writing
            self.being_written.emit(self._told)

    def _on_typed(self) -> None:
        text = self.toPlainText()
        kept = kept_text(text)
        if kept != text:
            with QSignalBlocker(self):
                self.setPlainText(kept)
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._unwritten = kept
        self._tell()
        self.typed.emit(kept)
