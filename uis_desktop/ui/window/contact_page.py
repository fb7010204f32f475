"""A contact, whole: who it is and who cares for him, every number, and his calls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from uis_desktop.core.contact_calls import LastUse, by_use, last_use
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number, Phone, dialled
from uis_desktop.ui.contacts.own_row import OwnContactRow
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_calls import ContactCalls
from uis_desktop.ui.window.crm_button import CrmButton
from uis_desktop.ui.window.from_number import FromButton, FromNumber
from uis_desktop.ui.window.number_button import NumberButton


class ContactPage(QWidget):
    """Who it is, a button for each of his numbers, and his last calls.

    The numbers stand as they did when the contact was chosen: a call that comes
    meanwhile moves the mark, never a button under the pointer.
    """

    dial_wanted = Signal(Phone)
    call_chosen = Signal(object)

    def __init__(self, theme: Theme, from_number: FromNumber, wishes: ContactWishes) -> None:
        super().__init__()
        self._busy = False
        self._contact: Contact | None = None
        self._last: LastUse | None = None
        self._buttons: list[NumberButton] = []
        self._marks: list[PlainLabel] = []
        self._name = PlainLabel("heading", lines=3)
        self._company = PlainLabel("company", lines=2)
        self._responsible = PlainLabel("hint", lines=2)
        self._no_number = PlainLabel("hint", lines=2)
        self._note = PlainLabel("contactNote", lines=6)
        self._own = OwnContactRow(wishes)
        self._crm = CrmButton(wishes)
        self._from = FromButton(from_number)
        self._numbers = QGridLayout()
        self._numbers.setSpacing(6)
        self._numbers.setColumnStretch(0, 1)
        self._numbers.setColumnStretch(1, 1)
        self.calls = ContactCalls(theme)
        self.calls.call_chosen.connect(self.call_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for label in (
            self._name, self._company, self._responsible, self._note, self._own, self._no_number,
        ):  # fmt: skip
            column.addWidget(label)
        column.addLayout(self._numbers)
        column.addWidget(self._from, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._crm, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.calls, 1)

    def show_contact(self, contact: Contact) -> None:
        """Show who it is; another contact's numbers wait for :meth:`show_calls`."""
        known = self._contact
        self._contact = contact
        self._name.show_text(contact.full_name, 300)
        self._company.show_text(contact.company or "", 300)
        who = plain(contact.employee_name or "", 80)
        responsible = translate("Window", "Responsible: {name}").format(name=who)
        self._responsible.show_text(responsible if who else "")
        self._note.show_text(contact.note, 600)
        self._own.show_contact(contact)
        self._crm.show_for(contact)
        without = translate("Window", "No phone number is known")
        self._no_number.show_text("" if contact.phone_numbers else without)
        if known is None or known.id != contact.id:
            self._last = None
            self._show_numbers(())
            self.calls.clear()
        elif self._buttons and known.phone_numbers != contact.phone_numbers:
            self._show_numbers(by_use(contact.phone_numbers, self._last))

    def show_calls(self, calls: Sequence[HistoryRow]) -> None:
        """Show his last calls, and his numbers with the one that was used last."""
        if self._contact is None:
            return
        self._last = last_use(self._contact, calls)
        if not self._buttons:
            self._show_numbers(by_use(self._contact.phone_numbers, self._last))
        self._mark()
        self.calls.show_calls(calls, keep=True)

    def show_from(self, called: Phone | None) -> None:
        """Show which of our numbers this is called from."""
        self._from.show_for(called)

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        self._busy = busy
        for button in self._buttons:
            button.setEnabled(not busy)

    def _show_numbers(self, numbers: Sequence[Number]) -> None:
        for widget in (*self._buttons, *self._marks):
            self._numbers.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._buttons = [NumberButton(number, self) for number in numbers]
        self._marks = [PlainLabel("hint", lines=2, parent=self) for _ in numbers]
        before = _reached_before(self._from)
        for row, (button, mark) in enumerate(zip(self._buttons, self._marks, strict=True)):
            button.setEnabled(not self._busy)
            button.clicked.connect(
                lambda *_, number=button.number: self.dial_wanted.emit(dialled(number))
            )
            self._numbers.addWidget(button, row, 0)
            self._numbers.addWidget(mark, row, 1)
            # What is made late would come last by Tab.
            self.setTabOrder(before, button)
            before = button
        self._mark()

    def _mark(self) -> None:
        last = self._last
        for button, mark in zip(self._buttons, self._marks, strict=True):
            is_last = last is not None and button.number == last.number
            words = translate("Window", "last used: {time}")
            mark.show_text(words.format(time=moment_here(last.at)) if last and is_last else "")
            button.add_to_name(mark.whole_text)


def _reached_before(widget: QWidget) -> QWidget:
    """What Tab reaches just before ``widget``."""
    before = widget.previousInFocusChain()
    while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    return before or widget
