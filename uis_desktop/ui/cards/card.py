"""One caller card."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.notifications import CLICKED
from uis_desktop.core.phone import Phone, dialled
from uis_desktop.ui.cards import lines
from uis_desktop.ui.cards.card_note import CardNote
from uis_desktop.ui.cards.looks import LOOKS
from uis_desktop.ui.cards.popup import INNER_WIDTH, Popup
from uis_desktop.ui.cards.telling import Telling
from uis_desktop.ui.icons import pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme

_ICON = 26
_CLOSE = 24
_GAP = 8

_CALL_BACK = {
    CardState.ENDED,
    CardState.NOT_ANSWERED,
    CardState.LOST,
    CardState.REFUSED,
    CardState.UNKNOWN,
    CardState.SILENT,
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Card(Popup):
    """Who calls or is called, how it stands, and what can be done about it."""

    call_back_wanted = Signal(Phone)
    end_wanted = Signal(str)
    open_wanted = Signal(str)
    crm_wanted = Signal(str)
    transfer_wanted = Signal(str)
    control_wanted = Signal(str)
    tags_wanted = Signal(str)
    note_typed = Signal(str, str)
    numbers_wanted = Signal(Phone, QPoint)

    def __init__(
        self,
        view: CardView,
        theme: Theme,
        *,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
        in_crm: bool = False,
        may_tag: Callable[[CardView], bool] = lambda _view: False,
    ) -> None:
        """``in_crm``: offer to open the customer there; the same for the call's whole life.

        ``may_tag``: offer to tag this call, as it stands.
        """
        super().__init__(clock)
        self._view = view
        self._theme = theme
        self._now = now
        self._busy = False
        self._icon = QLabel(self)
        self._icon.setFixedSize(_ICON, _ICON)
        self._state = PlainLabel("state", lines=2, width=INNER_WIDTH - _ICON - _CLOSE - 2 * _GAP)
        self._name = PlainLabel("name", lines=2, width=INNER_WIDTH)
        self._company = PlainLabel("company", width=INNER_WIDTH)
        self._number = PlainLabel("number", width=INNER_WIDTH)
        self._our_side = PlainLabel("ourSide", width=INNER_WIDTH)
        self._others = PlainLabel("others", lines=2, width=INNER_WIDTH)
        self._past = PlainLabel("past", width=INNER_WIDTH)
        self._note = PlainLabel("lastNote", lines=2, width=INNER_WIDTH)
        self._parameters = [
            PlainLabel("parameter", width=INNER_WIDTH) for _ in range(lines.MOST_PARAMETERS)
        ]
        self._context = PlainLabel("context", lines=3, width=INNER_WIDTH)
        self._call_back = self.button(self._on_call_back, "primary")
        self._call_back.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._call_back.customContextMenuRequested.connect(self._on_numbers)
        self._open = self.button(self._on_open)
        self._copy = self.button(self._on_copy)
        self._in_crm = in_crm
        self._crm = self.button(self._on_crm)
        self._end = self.button(self._on_end, "danger")
        self._transfer = self.button(self._on_transfer)
        self._control = self.button(lambda: self.control_wanted.emit(self._view.key))
        self._may_tag = may_tag
        self._tags = self.button(lambda: self.tags_wanted.emit(self._view.key))
        self._close = self.close_button(translate("Card", "Hide this card"))
        # Made when there is a talk: a ring must not wait for it.
        self._written: CardNote | None = None
        self._actions = QHBoxLayout()
        self._actions_on_top = False
        self._lay_out()
        theme.changed.connect(self._dress)
        self.update_view(view)

    @property
    def view(self) -> CardView:
        """What it shows."""
        return self._view

    def begin(self, view: CardView, *, in_crm: bool) -> None:
        """Become the card of this call, having been made ahead of it."""
        self._in_crm = in_crm
        self.update_view(view)

    def update_view(self, view: CardView) -> None:
        """Show the call as it stands now."""
        before = [button.isHidden() for button in self._buttons]
        if view.state is not self._view.state:
            self._busy = False
        self._view = view
        self._write()
        self._choose_buttons()
        self._dress()
        if before != [button.isHidden() for button in self._buttons]:
            self.arm_guard()
        self._layout.activate()

    def grow_from(self, *, top: bool) -> None:
        """The buttons stand at the edge that stands still."""
        if top != self._actions_on_top:
            self._actions_on_top = top
            self._layout.removeItem(self._actions)
            self._put_actions()
            self._layout.activate()

    def show_note(self, text: str) -> None:
        """This is the note of the call; it can be written on here as long as there is a talk."""
        if self._written is None and self._view.takes_note:
            self._written = self._made_note()
            self.arm_guard()
        if self._written is not None:
            self._written.show_note(text)
        self._layout.activate()

    def note_written(self, text: str) -> None:
        """This note is on disk."""
        if self._written is not None:
            self._written.written(text)

    def _made_note(self) -> CardNote:
        """Below the text, where it moves no button; a screen reader reads it before them."""
        note = CardNote(self)
        note.typed.connect(lambda text: self.note_typed.emit(self._view.call_session_id, text))
        note.keyboard_wanted.connect(self.guarded(lambda: self.take_focus(note)))
        note.being_written.connect(self.pin)
        self._layout.insertWidget(self._layout.indexOf(self._context) + 1, note)
        QWidget.setTabOrder(self._buttons[-1], note)
        QWidget.setTabOrder(note, self._close)
        for button in self.buttons:
            button.raise_()
        note.show()
        return note

    def tick(self) -> None:
        """Count the running seconds on."""
        self._state.show_text(lines.state_line(self._view, self._now()))

    def set_busy(self, busy: bool) -> None:
        """A request of this card is out: no second one until it has come back."""
        self._busy = busy
        self._choose_buttons()

    def telling(self, key: str) -> Telling:
        """The call, line by line; without seconds, or it would change with each of them."""
        view = self._view
        told = self._told_as(
            key,
            lines.title(view),
            "\n".join(filter(None, (lines.standing_line(view), *self._spoken()))),
            self._buttons,
            urgent=view.state.running,
        )
        acts = {**told.acts, CLICKED: self._on_open}
        lost = view.state is CardState.LOST and view.concerns_me
        return replace(told, acts=acts, missed=lost)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the number, whether or not there is room for a button."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._on_copy()
        else:
            super().keyPressEvent(event)

    @property
    def buttons(self) -> list[QPushButton]:
        """From left to right, then the cross."""
        return [*self._buttons, self._close]

    @property
    def _buttons(self) -> list[QPushButton]:
        first = [self._call_back, self._end, self._transfer, self._control]
        return [*first, self._tags, self._open, self._crm, self._copy]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(_GAP)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._state, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(top)
        for label in (self._name, self._company, self._number, self._our_side, self._others):
            self._layout.addWidget(label)
        for label in (self._past, self._note, *self._parameters, self._context):
            self._layout.addWidget(label)
        self._actions.setSpacing(6)
        for button in self._buttons:
            self._actions.addWidget(button)
        self._actions.addStretch(1)
        self._put_actions()
        for one, other in pairwise(self.buttons):
            QWidget.setTabOrder(one, other)

    def _put_actions(self) -> None:
        """Behind the text, or behind the state line of a card that grows downwards."""
        top = self._actions_on_top
        self._actions.setContentsMargins(0, 4 if top else 8, 0, 4 if top else 0)
        self._layout.insertLayout(1 if top else self._layout.count(), self._actions)

    def _write(self) -> None:
        view = self._view
        self.tick()
        self._name.show_text(lines.name_line(view))
        self._company.show_text(lines.company_line(view))
        self._number.show_text(lines.number_line(view))
        self._our_side.show_text(lines.our_side_line(view))
        self._others.show_text(lines.others_line(view), 300)
        self._past.show_text(lines.past_line(view), 200)
        self._note.show_text(lines.note_line(view), 400)
        parameters = lines.parameter_lines(view)
        for number, label in enumerate(self._parameters):
            label.show_text(parameters[number] if number < len(parameters) else "", 200)
        self._context.show_text(lines.context_line(view), 300)
        title = lines.title(view)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(filter(None, self._spoken())))

    def _spoken(self) -> list[str]:
        view = self._view
        return [
            lines.company_line(view),
            lines.number_line(view),
            lines.our_side_line(view),
            lines.others_line(view),
            lines.past_line(view),
            lines.note_line(view),
            *lines.parameter_lines(view),
            lines.context_line(view),
        ]

    def _choose_buttons(self) -> None:
        view = self._view
        number = view.contact_phone_number
        again = view.state in {CardState.REFUSED, CardState.UNKNOWN, CardState.NOT_ANSWERED}
        self._call_back.setText(
            translate("Card", "Call again") if again else translate("Card", "Call back")
        )
        other = translate("Card", "From another number: the right button, or Shift+F10")
        self._call_back.setToolTip(other)
        self._call_back.setAccessibleDescription(other)
        self._open.setText(translate("Card", "History"))
        self._copy.setText(translate("Card", "Copy number"))
        self._crm.setText(translate("Card", "CRM"))
        self._crm.setAccessibleName(translate("Card", "Open the customer in the CRM"))
        self._end.setText(translate("Card", "End call"))
        may_call = view.can_call and view.state in _CALL_BACK
        self._call_back.setVisible(may_call and number is not None)
        self._end.setVisible(view.can_end and view.state.running)
        self._transfer.setText(translate("Card", "Transfer…"))
        self._transfer.setVisible(view.can_transfer)
        self._control.setText(translate("Card", "More…"))
        self._control.setAccessibleName(translate("Card", "More: record, tag, keys, block"))
        self._control.setVisible(bool(view.controls))
        self._tags.setText(translate("Card", "Tags…"))
        self._tags.setAccessibleName(translate("Card", "Tags of this call"))
        may_tag = self._may_tag(view)
        self._tags.setVisible(may_tag)
        # There is room for four; the window has the history, and copies the number too.
        full = bool(view.controls) or (self._in_crm and (view.can_transfer or may_tag))
        self._open.setVisible(number is not None and not full)
        self._crm.setVisible(number is not None and self._in_crm)
        less = self._in_crm or view.can_transfer or may_tag
        self._copy.setVisible(number is not None and not less)
        self._call_back.setEnabled(not self._busy)
        self._end.setEnabled(not self._busy)

    def _dress(self) -> None:
        look = LOOKS[self._view.state]
        self._icon.setPixmap(
            pixmap(
                look.glyph,
                look.ground,
                self._theme.colour(look.name),
                self._theme.colour("surface"),
                _ICON,
                self.devicePixelRatioF(),
            )
        )
        if self.property("look") != look.name:
            self.setProperty("look", look.name)
            self.style().unpolish(self._state)
            self.style().polish(self._state)

    def _on_call_back(self) -> None:
        number = self._view.contact_phone_number
        if number is not None and not self._busy:
            self.set_busy(True)
            self.call_back_wanted.emit(dialled(number))

    def _on_numbers(self, at: QPoint) -> None:
        """The right button, or the menu's key of the keyboard."""
        number = self._view.contact_phone_number
        if number is not None and not self._busy:
            called, there = dialled(number), self._call_back.mapToGlobal(at)
            self.guarded(lambda: self.numbers_wanted.emit(called, there))()

    def _on_end(self) -> None:
        if not self._busy:
            self.set_busy(True)
            self.end_wanted.emit(self._view.key)

    def _on_transfer(self) -> None:
        self.transfer_wanted.emit(self._view.key)

    def _on_open(self) -> None:
        self.open_wanted.emit(self._view.contact_phone_number or "")

    def _on_crm(self) -> None:
        self.crm_wanted.emit(self._view.key)

    def _on_copy(self) -> None:
        if self._view.contact_phone_number is None:
            return
        QGuiApplication.clipboard().setText(lines.number_words(self._view))
        self._copy.setText(translate("Card", "Copied"))
