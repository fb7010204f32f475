"""The right half of the contact window: what is known of whom is chosen."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.ui.language import translate
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_page import ContactPage
from uis_desktop.ui.window.rows import Row

MIN_WIDTH = 320


class Page(Protocol):
    """What the details ask of a page."""

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        ...


class Details(QStackedWidget):
    """One page for a contact, one for a call; an empty one while nobody is chosen."""

    dial_wanted = Signal(str)
    note_typed = Signal(str, str)
    remind_wanted = Signal(object, object)
    play_wanted = Signal(str)
    erase_wanted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details")
        self.setMinimumWidth(MIN_WIDTH)
        self._tasks = tasks
        self._empty = QLabel(translate("Window", "Choose a contact or a call"))
        self._empty.setObjectName("nobody")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.contact_page = ContactPage()
        self.call_page = CallPage()
        self.call_page.records.play_wanted.connect(self.play_wanted)
        self.call_page.erase_wanted.connect(self.erase_wanted)
        self.call_page.note.typed.connect(self.note_typed)
        self.call_page.remind_wanted.connect(self.remind_wanted)
        self._frames = {page: _scrolling(page) for page in (self.contact_page, self.call_page)}
        self.addWidget(self._empty)
        for page, frame in self._frames.items():
            page.dial_wanted.connect(self.dial_wanted)
            self.addWidget(frame)

    def show_row(self, row: Row | None) -> None:
        """Show what the row is about."""
        match None if row is None else row.subject:
            case Contact() as contact:
                self.contact_page.show_contact(contact)
                self.setCurrentWidget(self._frames[self.contact_page])
            case HistoryRow() as call:
                self.call_page.show_call(call)
                self.setCurrentWidget(self._frames[self.call_page])
            case _:
                self.setCurrentWidget(self._empty)

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled."""
        pages: tuple[Page, ...] = (self.contact_page, self.call_page)
        for page in pages:
            page.set_busy(busy)


def _scrolling(page: QWidget) -> QScrollArea:
    """The page in a frame that scrolls when it is too high."""
    page.setObjectName("page")
    frame = QScrollArea()
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setWidgetResizable(True)
    frame.setWidget(page)
    return frame
