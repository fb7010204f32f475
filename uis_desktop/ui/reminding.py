"""Reminders to call back, on the screen: asked for on a call, shown when they are due."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number, Phone, dialled
from uis_desktop.core.reminders import Reminder
from uis_desktop.ui.cards.announcement import Announcement
from uis_desktop.ui.cards.looks import Look
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.icons import Glyph, Ground
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from uis_desktop.session.reminders import Reminders

_LOOK = Look("accent", Glyph.OUT, Ground.DISC)
_LATER = timedelta(minutes=15)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ReminderNotice(Announcement):
    """Whom to call back; it stays until the person has said what is to be done."""

    call_wanted = Signal()
    later_wanted = Signal()
    done_wanted = Signal()

    def __init__(self, reminder: Reminder, theme: Theme, clock: Callable[[], float]) -> None:
        super().__init__(theme, clock)
        number = shown_number(reminder.phone_number)
        name = plain(reminder.name or "")
        when = translate("Reminder", "for {time}").format(time=moment_here(reminder.due))
        buttons = []
        for words, wish, role in (
            (translate("Reminder", "Call"), self.call_wanted, "primary"),
            (translate("Reminder", "In 15 minutes"), self.later_wanted, ""),
            (translate("Reminder", "Done"), self.done_wanted, ""),
        ):
            button = self.button(wish.emit, role)
            button.setText(words)
            buttons.append(button)
        self._fill(
            _LOOK,
            translate("Reminder", "Call back: {name}").format(name=name or number),
            " · ".join(filter(None, (number if name else "", when))),
            below_lines=1,
            buttons=buttons,
        )


class Reminding(QObject):
    """Sets reminders for the person, and shows each that is due once."""

    call_wanted = Signal(Phone)

    def __init__(
        self,
        stack: Stack,
        theme: Theme,
        tasks: Tasks,
        *,
        now: Callable[[], datetime] = _utc_now,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._theme = theme
        self._tasks = tasks
        self._now = now
        self._clock = clock
        self._reminders: Reminders | None = None
        self._told: dict[Number, Reminder] = {}

    def use(self, reminders: Reminders | None) -> None:
        """Set reminders here; None while nobody is signed in."""
        self._reminders = reminders
        if reminders is None:
            self._told.clear()

    def show(self, due: Sequence[Reminder]) -> None:
        """These are to be called back now; what is not among them any more goes."""
        now_due = {one.phone_number: one for one in due}
        for number, told in list(self._told.items()):
            if now_due.get(number) != told:
                del self._told[number]
                self._stack.drop(_key(told))
        for number, one in now_due.items():
            if number not in self._told:
                self._told[number] = one
                self._stack.show_popup(_key(one), self._notice(one), None)

    def ask(self, call: HistoryRow, due: datetime | None) -> None:
        """Remind at ``due`` to call back; None: not any more."""
        if self._reminders is None:
            return
        if due is not None:
            self._tasks.start(self._reminders.remind(call, due))
        elif call.contact_phone_number:
            self._tasks.start(self._reminders.drop(call.contact_phone_number))

    def _notice(self, reminder: Reminder) -> ReminderNotice:
        notice = ReminderNotice(reminder, self._theme, self._clock)
        notice.call_wanted.connect(lambda: self._on_call(reminder))
        notice.later_wanted.connect(lambda: self._on_later(reminder))
        notice.done_wanted.connect(lambda: self._on_done(reminder))
        return notice

    def _on_call(self, reminder: Reminder) -> None:
        """It is done only when somebody has talked: until then the window still lists it."""
        self._stack.drop(_key(reminder))
        self.call_wanted.emit(dialled(reminder.phone_number))

    def _on_later(self, reminder: Reminder) -> None:
        if self._reminders is not None:
            self._tasks.start(self._reminders.put_off(reminder, self._now() + _LATER))

    def _on_done(self, reminder: Reminder) -> None:
        if self._reminders is not None:
            self._tasks.start(self._reminders.drop(reminder.phone_number))


def _key(reminder: Reminder) -> str:
    return f"reminder:{reminder.phone_number}"
