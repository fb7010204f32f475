"""Inputs for the numbers of a contact: always one more than there are numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from uis_desktop.core.contact_draft import HAS_EXTENSION, MOST_NUMBERS, SHORT_NUMBER
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.wording import not_a_number_words

_LONGEST = 64


class NumberFields(QWidget):
    """A number in each input; an empty one at the end for the next."""

    changed = Signal()

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """``width``: pixels for what is wrong with a number."""
        super().__init__(parent)
        self._width = width
        self._edits: list[QLineEdit] = []
        self._complaints: list[PlainLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add("")

    @property
    def numbers(self) -> tuple[str, ...]:
        """What was typed, place by place."""
        return tuple(edit.text() for edit in self._edits)

    def show_numbers(self, numbers: Sequence[str]) -> None:
        """Have these in the inputs."""
        for place, number in enumerate(numbers[:MOST_NUMBERS]):
            if place == len(self._edits):
                self._add("")
            self._edits[place].setText(number)
        self._make_room()

    def complain(self, reasons: Mapping[int, str], otherwise: str = "") -> None:
        """Say what is wrong with which; ``otherwise`` below the first one."""
        for place, (edit, complaint) in enumerate(zip(self._edits, self._complaints, strict=True)):
            words = _words(reasons[place]) if place in reasons else ""
            if not place:
                words = words or otherwise
            complaint.show_text(words, 300)
            edit.setAccessibleDescription(words)
            edit.setProperty("wrong", bool(words))
            edit.style().unpolish(edit)
            edit.style().polish(edit)

    def take_focus(self, place: int) -> None:
        """Put the cursor into this one."""
        self._edits[place].setFocus()

    def _add(self, number: str) -> None:
        edit = QLineEdit()
        edit.setMaxLength(_LONGEST)
        edit.setText(number)
        place = len(self._edits) + 1
        edit.setAccessibleName(translate("Contact", "Phone number {place}").format(place=place))
        edit.setPlaceholderText(translate("Contact", "One more number") if self._edits else "")
        complaint = PlainLabel("complaint", lines=2, width=self._width)
        complaint.hide()
        before = self._edits[-1] if self._edits else None
        self._edits.append(edit)
        self._complaints.append(complaint)
        self._column.addWidget(edit)
        self._column.addWidget(complaint)
        if before is not None:
            # What is made late would come last by Tab.
            self.setTabOrder(before, edit)
        edit.textChanged.connect(self._on_typed)

    def _on_typed(self) -> None:
        self._make_room()
        self.changed.emit()

    def _make_room(self) -> None:
        if self._edits[-1].text().strip() and len(self._edits) < MOST_NUMBERS:
            self._add("")


def _words(reason: str) -> str:
    if reason == HAS_EXTENSION:
        return translate("Contact", "Write the extension into the note, not behind the number.")
    if reason == SHORT_NUMBER:
        return translate("Contact", "UIS keeps whole numbers only, no short ones.")
    return not_a_number_words(reason)
