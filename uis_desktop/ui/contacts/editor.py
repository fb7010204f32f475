"""The form for a contact: name, company, numbers, who is responsible, a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contact_draft import LONGEST_NAME, ContactDraft, DraftProblems, problems
from uis_desktop.ui.contacts.number_fields import NumberFields
from uis_desktop.ui.contacts.responsible_box import ResponsibleBox
from uis_desktop.ui.language import translate
from uis_desktop.ui.note_edit import NoteEdit
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.question import Question
from uis_desktop.ui.refusals import Words

_SIZE = (440, 600)
#: Beside the margins and a bar to scroll.
_INNER = _SIZE[0] - 60
_NOTE_LINES = 4


class ContactEditor(QDialog):
    """Checks what is typed; ``save_wanted`` tells a draft without problems.

    What was typed goes only when it is kept, or the person says so.
    """

    save_wanted = Signal(ContactDraft, bool)

    def __init__(
        self,
        draft: ContactDraft,
        *,
        new: bool,
        in_uis: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``in_uis``: he is of the company's address book, which keeps no company and note."""
        super().__init__(parent)
        self._in_uis = in_uis
        self.setObjectName("contactEditor")
        adding, changing = translate("Contact", "New contact"), translate("Contact", "Contact")
        self.setWindowTitle(adding if new else changing)
        self.setMinimumWidth(_SIZE[0])
        self.resize(*_SIZE)
        self._question = Question()
        self._name = _line(translate("Contact", "Name"), draft.name)
        self._company = _line(translate("Contact", "Company"), draft.company)
        self._no_name = PlainLabel("complaint", lines=2, width=_INNER)
        self._numbers = NumberFields(_INNER)
        self._numbers.show_numbers(draft.numbers)
        self._responsible = ResponsibleBox()
        self._responsible.choose(draft.employee_id, draft.employee_name)
        self._note = NoteEdit(draft.note)
        self._note.setTabChangesFocus(True)
        self._note.setAccessibleName(translate("Contact", "Note"))
        self._note.setFixedHeight(_NOTE_LINES * self._note.fontMetrics().lineSpacing() + 20)
        self._long_note = PlainLabel("complaint", lines=2, width=_INNER)
        self._where = PlainLabel("hint", lines=2, width=_INNER)
        self._to_uis = QCheckBox(translate("Contact", "Save in the company's address book in UIS"))
        self._to_uis.setChecked(in_uis)
        self._to_uis.hide()
        self._to_uis.toggled.connect(lambda: self._say_where())
        self._say_where()
        self._trouble = PlainLabel("complaint", lines=5, width=_INNER)
        self._save = QPushButton(translate("Contact", "Save"))
        self._save.setProperty("role", "primary")
        self._save.setDefault(True)
        self._cancel = QPushButton(translate("Contact", "Cancel"))
        self._cancel.setAutoDefault(False)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self._lay_out()
        self._complain(DraftProblems())
        self._trouble.hide()
        self._before = self.draft

    @property
    def draft(self) -> ContactDraft:
        """What is in the form now."""
        employee_id, employee_name = self._responsible.chosen
        return ContactDraft(
            name=self._name.text(),
            company=self._company.text(),
            numbers=self._numbers.numbers,
            employee_id=employee_id,
            employee_name=employee_name,
            note=self._note.toPlainText(),
        )

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """These may be responsible."""
        self._responsible.show_colleagues(colleagues)

    def offer_uis(self) -> None:
        """The contact may be saved there, too."""
        self._to_uis.setVisible(not self._in_uis)

    def saved_in_uis(self) -> None:
        """There it is: not to be saved there once more."""
        self._to_uis.setChecked(False)
        self._to_uis.setEnabled(False)

    def _say_where(self) -> None:
        own = translate("Contact", "Kept among your own contacts, on this computer only.")
        both = translate(
            "Contact",
            "Everybody sees name, numbers and responsible employee. Company and note stay "
            "among your own contacts.",
        )
        uis = translate("Contact", "Kept in UIS: everybody in the company sees the change.")
        to_uis = uis if self._in_uis else both
        self._where.show_text(to_uis if self._to_uis.isChecked() else own, 300)

    def set_busy(self, busy: bool) -> None:
        """It is being saved, or nobody is there to do it."""
        self._save.setEnabled(not busy)

    def show_trouble(self, words: Words) -> None:
        """It was not saved; what was typed is all there."""
        self._trouble.show_text(words.line, 500)
        self.set_busy(False)

    def close_saved(self) -> None:
        """All of it is kept."""
        self._before = self.draft
        self.accept()

    def reject(self) -> None:
        """Close; if something was typed, ask first."""
        if self.draft == self._before:
            super().reject()
            return
        if self._question.is_open:
            return
        self._question.ask(
            self.windowTitle(),
            translate("Contact", "Close without saving?"),
            translate("Contact", "What you have typed will be lost."),
            yes=translate("Contact", "Do not save"),
            no=translate("Contact", "Go on"),
            on_yes=super().reject,
            window=self,
        )

    def _on_save(self) -> None:
        draft = self.draft
        to_uis = self._to_uis.isChecked()
        found = problems(draft, for_company=to_uis)
        self._complain(found)
        self._trouble.show_text("")
        if not found:
            self.set_busy(True)
            self.save_wanted.emit(draft, to_uis)
        elif found.no_name:
            self._name.setFocus()
        elif found.long_note:
            self._note.setFocus()
        else:
            self._numbers.take_focus(min(found.numbers, default=0))

    def _complain(self, found: DraftProblems) -> None:
        without = translate("Contact", "Fill in the name or the company.")
        self._no_name.show_text(without if found.no_name else "")
        too_long = translate("Contact", "The note is too long: shorten it.")
        self._long_note.show_text(too_long if found.long_note else "")
        no_number = translate("Contact", "Fill in a phone number.")
        self._numbers.complain(found.numbers, no_number if found.no_number else "")

    def _lay_out(self) -> None:
        form = QWidget()
        form.setObjectName("page")
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for title, widget in (
            (translate("Contact", "Name"), self._name),
            (translate("Contact", "Company"), self._company),
            ("", self._no_name),
            (translate("Contact", "Phone numbers"), self._numbers),
            (translate("Contact", "Responsible employee"), self._responsible),
            (translate("Contact", "Note"), self._note),
            ("", self._long_note),
        ):
            if title:
                label = QLabel(title)
                label.setBuddy(widget)
                column.addSpacing(4)
                column.addWidget(label)
            column.addWidget(widget)
            if self._in_uis and widget in (self._company, self._note):
                widget.hide()
                label.hide()
        column.addStretch(1)
        frame = QScrollArea()
        frame.setAccessibleName(self.windowTitle())
        frame.setFrameShape(QScrollArea.Shape.NoFrame)
        frame.setWidgetResizable(True)
        frame.setWidget(form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._save)
        buttons.addWidget(self._cancel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(frame, 1)
        whole.addWidget(self._to_uis)
        whole.addWidget(self._where)
        whole.addWidget(self._trouble)
        whole.addLayout(buttons)


def _line(name: str, text: str) -> QLineEdit:
    edit = QLineEdit()
    # First the limit: Qt lays out whatever it is given, and takes a second for a long text.
    edit.setMaxLength(LONGEST_NAME)
    edit.setText(text)
    edit.setCursorPosition(0)
    edit.setAccessibleName(name)
    return edit
