"""The right half of the contact window: what is known of whom is chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Phone
from uis_desktop.core.records import first_record
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.language import translate
from uis_desktop.ui.playing.view import PlayerView, heard_link
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_page import ContactPage
from uis_desktop.ui.window.from_number import FromNumber
from uis_desktop.ui.window.lookup import Lookup
from uis_desktop.ui.window.number_page import NumberPage
from uis_desktop.ui.window.record_buttons import title_of
from uis_desktop.ui.window.row import Row

MIN_WIDTH = 320
#: Shorter than the eye needs, longer than a search takes.
_SOON_S = 0.03


class Page(Protocol):
    """What the details ask of a page."""

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        ...

    def show_from(self, called: Phone | None) -> None:
        """Show which of our numbers this is called from."""
        ...


class Details(QStackedWidget):
    """One page for a contact, one for a call; an empty one while nobody is chosen.

    A call of the contact's is shown in his place, with a way back to him.

    ``dial_wanted`` tells the number of ours that stands beside the button, too: while
    the details have not followed a new choice yet, that of the new one is not theirs.
    """

    dial_wanted = Signal(Phone, object)
    note_typed = Signal(str, str)
    remind_wanted = Signal(object, object)
    play_wanted = Signal(str, str)
    erase_wanted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        from_number: FromNumber,
        wishes: ContactWishes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setMinimumWidth(MIN_WIDTH)
        self._tasks = tasks
        self._from = from_number
        self._called: Phone | None = None
        self._lookup: Lookup | None = None
        self._asking: asyncio.Task[None] | None = None
        self._row = ""
        self._waiting: asyncio.Task[None] | None = None
        self._opened: str | None = None
        self._empty = QLabel(translate("Window", "Choose a contact or a call"))
        self._empty.setObjectName("nobody")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.contact_page = ContactPage(theme, from_number, wishes)
        self.contact_page.call_chosen.connect(self._open_call)
        self.call_page = CallPage(from_number, wishes)
        self.call_page.records.play_wanted.connect(self.play_wanted)
        self.contact_page.calls.list.play_wanted.connect(self.play_call)
        self.call_page.erase_wanted.connect(self.erase_wanted)
        self.call_page.note.typed.connect(self.note_typed)
        self.call_page.remind_wanted.connect(self.remind_wanted)
        self._back = QPushButton(translate("Window", "Back to the contact"))
        self._back.setObjectName("back")
        self._back.setProperty("role", "quiet")
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self._on_back)
        self._number_page = NumberPage(wishes)
        self._number_page.setObjectName("page")
        self._contact_place = _scrolling(self.contact_page)
        self._call_place = _below(self._back, _scrolling(self.call_page))
        for keys in ("Esc", "Alt+Left"):
            shortcut = QShortcut(QKeySequence(keys), self._call_place, self._on_back)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for widget in (self._empty, self._contact_place, self._call_place, self._number_page):
            self.addWidget(widget)
        for page in (self.contact_page, self.call_page):
            page.dial_wanted.connect(self._on_dial)

    def use(self, lookup: Lookup | None) -> None:
        """Ask here for a contact's calls; None while nobody is signed in."""
        self._lookup = lookup

    def show_soon(self, row: Row | None) -> None:
        """As :meth:`show_row`, once the list beside it has been painted.

        While somebody types another is chosen at each letter, and none but the last
        is looked at.
        """
        self._stop_waiting()
        self._waiting = self._tasks.start(self._show_later(row))

    def show_row(self, row: Row | None) -> None:
        """Show what the row is about; a call that was opened stays while its row does."""
        self._stop_waiting()
        key = "" if row is None else row.key
        if key != self._row:
            self._row, self._opened = key, None
        self._show_from(None if row is None else row.number)
        self._stop_asking()
        match None if row is None else row.subject:
            case Contact() as contact:
                self.contact_page.show_contact(contact)
                self._ask(contact)
                if self._opened is None:
                    self.setCurrentWidget(self._contact_place)
            case HistoryRow() as call:
                self._back.hide()
                self.call_page.show_call(call)
                self.setCurrentWidget(self._call_place)
            case _ if row is not None and row.nobodys and row.number:
                self._number_page.show_number(row.number)
                self.setCurrentWidget(self._number_page)
            case _:
                self.setCurrentWidget(self._empty)

    def play_call(self, call: HistoryRow) -> None:
        """Play the first record of a call, if it has one."""
        link = first_record(call.record_links)
        if link is not None:
            self.play_wanted.emit(link, title_of(call))

    def show_player(self, view: PlayerView | None) -> None:
        """This recording is heard; None: none is."""
        self.call_page.records.show_player(view)
        self.contact_page.calls.list.show_heard(heard_link(view))

    def play(self) -> None:
        """Play the first record of the call that is shown, if it has one."""
        if self.currentWidget() is self._call_place:
            self.call_page.records.play_first()

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        for page in self._pages:
            page.set_busy(busy)

    @property
    def _pages(self) -> tuple[Page, ...]:
        return self.contact_page, self.call_page

    def _show_from(self, called: Phone | None) -> None:
        self._called = called
        for page in self._pages:
            page.show_from(called)

    def _on_dial(self, number: Phone) -> None:
        self.dial_wanted.emit(number, self._from.number_for(self._called))

    async def _show_later(self, row: Row | None) -> None:
        await asyncio.sleep(_SOON_S)
        self._waiting = None
        self.show_row(row)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self, contact: Contact) -> None:
        if self._lookup is None:
            self._show_calls(())
        else:
            self._asking = self._tasks.start(self._fetch_calls(self._lookup, contact))

    async def _fetch_calls(self, lookup: Lookup, contact: Contact) -> None:
        try:
            calls = await lookup.calls_with(contact)
        except HistoryUnreadable:
            # Without a history he can still be called.
            self._show_calls(())
            raise
        self._show_calls(calls)

    def _show_calls(self, calls: Sequence[HistoryRow]) -> None:
        self.contact_page.show_calls(calls)
        for call in calls:
            if call.key == self._opened:
                self.call_page.show_call(call)

    def _open_call(self, call: HistoryRow) -> None:
        """In the contact's place; what is typed next is for the call."""
        self._opened = call.key
        self._back.show()
        self.call_page.show_call(call)
        self.setCurrentWidget(self._call_place)
        self._back.setFocus()

    def _on_back(self) -> None:
        if self._opened is None:
            return
        self._opened = None
        self.setCurrentWidget(self._contact_place)
        self.contact_page.calls.setFocus()


def _below(button: QPushButton, frame: QScrollArea) -> QWidget:
    """The frame with the button above it."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(frame, 1)
    return place


def _scrolling(page: QWidget) -> QScrollArea:
    """The page in a frame that scrolls when it is too high."""
    page.setObjectName("page")
    frame = QScrollArea()
    frame.setAccessibleName(translate("Window", "Details"))
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setWidgetResizable(True)
    frame.setWidget(page)
    return frame
