"""The left half of the contact window: a field to search and dial, and what it finds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabBar, QVBoxLayout, QWidget

from uis_desktop.core import phone
from uis_desktop.core.phone import Number, Phone
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.session.lists import Found
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.from_number import FromButton, FromNumber
from uis_desktop.ui.window.lookup import Lookup
from uis_desktop.ui.window.row import Row, RowKind
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import rows_for
from uis_desktop.ui.window.typed_rows import dial_rows
from uis_desktop.ui.wording import not_a_number_words

MIN_WIDTH = 340

_NOTHING = Found(contacts=(), recent=())
_ALL_TAB, _MISSED_TAB = 0, 1
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class Finder(QWidget):
    """Searches at every keystroke; Enter is a wish to dial what is chosen.

    ``chosen`` tells the row that is chosen now, or None; ``offered`` the same of the
    first row of a new list; ``left`` that Esc was pressed with nothing typed.
    """

    dial_wanted = Signal(Phone)
    chosen = Signal(object)
    offered = Signal(object)
    play_wanted = Signal(object)
    missed_seen = Signal()
    left = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, from_number: FromNumber) -> None:
        super().__init__()
        self.setMinimumWidth(MIN_WIDTH)
        self._tasks = tasks
        self._lookup: Lookup | None = None
        self._searching: asyncio.Task[None] | None = None
        self._before = ""
        self._found_for: tuple[str, bool] | None = None
        self._found = _NOTHING
        self._busy = False
        self._impossible = ""
        self._listing = False
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setMaxLength(120)
        self._search.setClearButtonEnabled(True)
        self._call = QPushButton()
        self._call.setProperty("role", "primary")
        self._from_number = from_number
        self._from = FromButton(from_number, stays=True)
        self._hint = PlainLabel("hint", lines=3)
        self._tabs = QTabBar()
        self._list = RowList(theme, self)
        self._lay_out()
        self._connect()
        self._write()

    def use(self, lookup: Lookup | None) -> None:
        """Ask here for contacts and calls; None while nobody is signed in."""
        self._lookup = lookup
        self._found_for = None
        self.refresh()

    def refresh(self) -> None:
        """What is listed may be out of date; asked anew only while it is seen."""
        if self.isVisible():
            self.search_anew()
        else:
            self._found_for = None

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def list_all(self) -> None:
        """List contacts and calls."""
        self._tabs.setCurrentIndex(_ALL_TAB)

    def list_missed(self) -> None:
        """List the missed calls."""
        self._tabs.setCurrentIndex(_MISSED_TAB)

    def prefill(self, text: str) -> None:
        """Put a number into the field."""
        self.list_all()
        self._search.setText(text)

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: Enter does nothing until that is over."""
        self._busy = busy
        self._allow_call()
        self._hint.show_text(
            translate("Window", "Placing the call…") if busy else self._impossible, 300
        )

    def show_impossible(self, words: str) -> None:
        """Why no call can be placed from here at all; empty: calls can be."""
        self._impossible = words
        self.set_busy(self._busy)

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at."""
        tab = translate("Window", "Missed")
        self._tabs.setTabText(_MISSED_TAB, f"{tab} ({count})" if count else tab)

    def show_problem(self, words: str) -> None:
        """Say below the field why nothing was dialled."""
        self._hint.show_text(words, 300)

    @property
    def rows_shown(self) -> Sequence[str]:
        """The titles that are listed, for a look from outside."""
        return [row.title for row in self._list.rows]

    @property
    def nothing_listed(self) -> str:
        """Why the list is empty; empty while a search is on."""
        return self._why_empty()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field and of the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _ENTER:
                if not event.isAutoRepeat():
                    self._on_enter()
                return True
            if key == Qt.Key.Key_Escape:
                self._on_escape()
                return True
            if watched is self._search and key in _MOVES:
                self._list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    @property
    def _typed(self) -> str:
        return self._search.text().strip()

    @property
    def searched(self) -> str:
        """What the list is for: what was typed, or what was meant by it."""
        fresh = self._found_for == (self._typed, self.missed_only)
        return self._found.meant or self._typed if fresh else self._typed

    @property
    def missed_only(self) -> bool:
        """Only missed calls are listed."""
        return self._tabs.currentIndex() == _MISSED_TAB

    @property
    def _chosen(self) -> Row | None:
        """The row Enter dials; none that answers an older question."""
        row = self._list.chosen
        fresh = self._found_for == (self._typed, self.missed_only)
        return row if row is not None and (fresh or row.kind is RowKind.DIAL) else None

    @property
    def _home(self) -> Number | None:
        """A number of ours: in its city people leave the area code out."""
        return self._from_number.own

    @property
    def _number(self) -> Phone | None:
        row = self._chosen
        return row.number if row is not None else None

    def _lay_out(self) -> None:
        self._tabs.addTab(translate("Window", "All"))
        self._tabs.addTab("")
        self._tabs.setExpanding(False)
        field = QHBoxLayout()
        field.addWidget(self._search, 1)
        field.addWidget(self._call)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(6)
        column.addLayout(field)
        column.addWidget(self._from, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._hint)
        column.addWidget(self._tabs)
        column.addWidget(self._list, 1)
        self._hint.hide()

    def _connect(self) -> None:
        self._search.installEventFilter(self)
        self._list.installEventFilter(self)
        self._search.textChanged.connect(self._on_typed)
        self._tabs.currentChanged.connect(self._on_tab)
        self._call.clicked.connect(self._on_enter)
        self._list.doubleClicked.connect(self._on_double_click)
        self._list.play_wanted.connect(self.play_wanted)
        self._list.selectionModel().currentChanged.connect(self._on_moved)

    def _write(self) -> None:
        self._search.setPlaceholderText(translate("Window", "Name, number or note"))
        self._search.setAccessibleName(translate("Window", "Search or dial: name or number"))
        self._call.setText(translate("Window", "Call"))
        self._list.setAccessibleName(translate("Window", "Contacts and calls"))
        self._tabs.setAccessibleName(translate("Window", "Which calls are listed"))

    def _on_typed(self) -> None:
        self._hint.show_text(self._impossible, 300)
        # A blank at the end asks for nothing else.
        if self._typed != self._before:
            self._before = self._typed
            self._show_rows(keep=False)
            self.search_anew()
            if self._searching is not None:
                self._list.hold_still()

    def _on_tab(self) -> None:
        self._show_rows(keep=False)
        self.search_anew()

    def search_anew(self) -> None:
        """Ask again for what is typed."""
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None
        if self._lookup is None:
            self._found, self._found_for = _NOTHING, None
            self._show_rows(keep=True)
        else:
            search = self._ask(self._lookup, self._typed, self.missed_only)
            self._searching = self._tasks.start(search)

    async def _ask(self, lookup: Lookup, typed: str, missed_only: bool) -> None:
        found = await lookup.find(typed, missed_only=missed_only)
        keep = self._found_for == (typed, missed_only)
        self._found, self._found_for = found, (typed, missed_only)
        self._show_rows(keep=keep)
        if missed_only and self.isVisible():
            self.missed_seen.emit()

    def _show_rows(self, *, keep: bool) -> None:
        if self._found_for == (self._typed, self.missed_only):
            self._list.let_go()
            read = moment_reader(QDate.currentDate())
            missed_only = self.missed_only
            rows: Sequence[Row] = rows_for(
                self._typed, self._found, missed_only=missed_only, read=read, home=self._home
            )
        else:
            # The old list does not answer what is typed now; only the number itself does.
            rows = dial_rows(self._typed, home=self._home)
        # With nothing typed nobody is meant yet: Enter must not dial who happens to be first.
        self._listing = True
        self._list.show_rows(rows, keep=keep, choose_first=bool(self._typed))
        self._listing = False
        self._allow_call()
        (self.chosen if keep else self.offered).emit(self._list.chosen)
        self._list.say_when_empty(self._why_empty())

    def _why_empty(self) -> str:
        if self._found_for is None:
            return ""
        if self._typed:
            return translate("Window", "Nothing found")
        missed, calls = translate("Window", "No missed calls"), translate("Window", "No calls yet")
        return missed if self.missed_only else calls

    def _on_moved(self) -> None:
        # While rows are listed the choice comes and goes: it is told once they all are.
        if not self._listing:
            self._allow_call()
            self.chosen.emit(self._list.chosen)

    def show_heard(self, link: str | None) -> None:
        """This recording is heard now."""
        self._list.show_heard(link)

    @property
    def _may_call(self) -> bool:
        return not self._busy and not self._impossible

    def _allow_call(self) -> None:
        self._call.setEnabled(self._number is not None and self._may_call)

    def _on_double_click(self, index: QModelIndex) -> None:
        row = self._list.row_at(index)
        if row is not None and row.number is not None and self._may_call:
            self.dial_wanted.emit(row.number)

    def _on_enter(self) -> None:
        if not self._may_call:
            return
        number = self._number
        if number is not None:
            self.dial_wanted.emit(number)
        elif self._found_for is not None or self._lookup is None:
            self._say_why_not()

    def _say_why_not(self) -> None:
        """Nothing is chosen: say what is wrong with what was typed."""
        try:
            phone.parse(self._typed)
        except NotAPhoneNumber as error:
            self.show_problem(not_a_number_words(error.reason))

    def _on_escape(self) -> None:
        if self._search.text():
            self._search.clear()
            self._search.setFocus()
        else:
            self.left.emit()
