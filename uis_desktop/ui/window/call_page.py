"""A call of the history, whole."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Phone, dialled
from uis_desktop.ui.cards.lines import parameter_line
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.crm_button import CrmButton
from uis_desktop.ui.window.from_number import FromButton, FromNumber
from uis_desktop.ui.window.note_field import NoteField
from uis_desktop.ui.window.record_buttons import RecordButtons
from uis_desktop.ui.window.remind_button import RemindButton
from uis_desktop.ui.window.rows import name_words, outcome_words, reason_words, reminder_words
from uis_desktop.ui.window.tag_chips import TagChips


class CallPage(QWidget):
    """Who it was, how it went, over which line, a note, and the way to call back."""

    dial_wanted = Signal(Phone)
    remind_wanted = Signal(object, object)
    erase_wanted = Signal(str)
    explain_wanted = Signal(object)
    control_wanted = Signal(str)

    def __init__(self, from_number: FromNumber, wishes: ContactWishes) -> None:
        super().__init__()
        self._call: HistoryRow | None = None
        self._busy = False
        self._name = PlainLabel("heading", lines=3)
        self._number = PlainLabel("number")
        self._outcome = PlainLabel("outcome", lines=2)
        self._reason = PlainLabel("hint", lines=3)
        self._our_side = PlainLabel("hint", lines=2)
        self._told = PlainLabel("hint", lines=8)
        self._call_back = QPushButton()
        self._call_back.setProperty("role", "primary")
        self._call_back.setText(translate("Window", "Call back"))
        self._call_back.setAutoDefault(False)
        self._call_back.clicked.connect(self._on_call_back)
        self._controllable: frozenset[str] = frozenset()
        self._control = QPushButton(translate("Window", "During the call…"))
        self._control.setAutoDefault(False)
        self._control.clicked.connect(self._on_control)
        self._from = FromButton(from_number)
        self._wishes = wishes
        self._add = QPushButton(translate("Window", "Add to contacts…"))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._on_add)
        self._crm = CrmButton(wishes)
        self._reminder = PlainLabel("reminder")
        self._remind = RemindButton()
        self._remind.chosen.connect(lambda due: self.remind_wanted.emit(self._call, due))
        self._erase = QPushButton(translate("Window", "Delete the history of this number…"))
        self._erase.setProperty("role", "danger")
        self._erase.setAutoDefault(False)
        self._erase.clicked.connect(self._on_erase)
        self._explain = QPushButton(translate("Window", "Why did I (not) see it?"))
        self._explain.setProperty("role", "quiet")
        self._explain.setAutoDefault(False)
        self._explain.clicked.connect(lambda: self.explain_wanted.emit(self._call))
        self.records = RecordButtons()
        self.tags = TagChips()
        self.tags.wanted.connect(wishes.tag)
        self.note = NoteField()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for widget in (
            self._name, self._number, self._outcome, self._reason, self._our_side, self._told,
            self._control, self._call_back, self._from, self._add, self._crm, self._reminder,
            self._remind,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addWidget(self.records)
        column.addWidget(self.tags)
        column.addWidget(self.note)
        column.addStretch(1)
        column.addWidget(self._explain, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._erase)

    def show_call(self, call: HistoryRow) -> None:
        """Show this call."""
        self._call = call
        number = call.contact_phone_number
        shown = shown_number(number)
        name = name_words(call)
        self._name.show_text(name or shown or translate("Card", "Hidden number"), 300)
        company = plain(call.company or "", 80)
        self._number.show_text(" · ".join(filter(None, (shown if name else "", company))))
        when = moment_reader(QDate.currentDate())(call.started_at)
        self._outcome.show_text(f"{when} · {outcome_words(call)}", 200)
        self._reason.show_text(reason_words(call), 300)
        line = shown_number(call.virtual_phone_number)
        self._our_side.show_text(" · ".join(filter(None, (line, call.scenario_name))), 200)
        self._told.show_text(" · ".join(map(parameter_line, call.parameters)), 600)
        self._call_back.setVisible(number is not None)
        self._remind.setVisible(number is not None)
        self._erase.setVisible(number is not None)
        self._add.setVisible(number is not None and not name)
        self._control.setVisible(call.key in self._controllable)
        self._crm.show_for(call)
        self._remind.show_set(call.remind_at is not None)
        self._reminder.show_text(reminder_words(call))
        self.records.show_records(call)
        self.tags.show_tags(call.key, self._wishes.marks_on(call))
        self.note.show_note(call.key, call.note)
        self.set_busy(self._busy)

    def show_from(self, called: Phone | None) -> None:
        """Show which of our numbers this is called from."""
        self._from.show_for(called)

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        self._busy = busy
        self._call_back.setEnabled(not busy)

    def show_controllable(self, calls: frozenset[str]) -> None:
        """In these talks something can be done, by their call session ids."""
        self._controllable = calls
        self._control.setVisible(self._call is not None and self._call.key in calls)

    def _on_control(self) -> None:
        if self._call is not None:
            self.control_wanted.emit(self._call.key)

    def _on_add(self) -> None:
        if self._call is not None and self._call.contact_phone_number:
            self._wishes.add.emit(shown_number(self._call.contact_phone_number), "")

    def _on_erase(self) -> None:
        if self._call is not None and self._call.contact_phone_number:
            self.erase_wanted.emit(self._call.contact_phone_number)

    def _on_call_back(self) -> None:
        if self._call is not None and self._call.contact_phone_number:
            self.dial_wanted.emit(dialled(self._call.contact_phone_number))
