"""The contact window: find somebody or type a number, press Enter, and it dials."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core import phone
from uis_desktop.core.link import LinkView
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.session.session import Found
from uis_desktop.ui.icons import program_icon
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.details import MIN_WIDTH, Details
from uis_desktop.ui.window.lookup import Lookup
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import Row, RowKind, dial_row, rows_for
from uis_desktop.ui.wording import link_words, not_a_number_words

_NOTHING = Found(contacts=(), recent=())
_MISSED_TAB = 1
#: A narrower window has room for the list alone.
_LIST_WIDTH = 340
_TWO_HALVES = _LIST_WIDTH + MIN_WIDTH
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class ContactWindow(QMainWindow):
    """One field to search and dial, and the list of contacts and calls.

    Closing hides it.  It never dials by itself: ``dial_wanted`` is a wish.
    """

    dial_wanted = Signal(str)
    missed_seen = Signal()
    settings_wanted = Signal()
    note_typed = Signal(str, str)
    remind_wanted = Signal(object, object)
    play_wanted = Signal(str)
    erase_wanted = Signal(str)
    export_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("contactWindow")
        self.resize(820, 620)
        self.setMinimumSize(360, 360)
        self._theme = theme
        self._tasks = tasks
        self._lookup: Lookup | None = None
        self._searching: asyncio.Task[None] | None = None
        self._found_for: tuple[str, bool] | None = None
        self._found = _NOTHING
        self._missed = 0
        self._busy = False
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setMaxLength(120)
        self._search.setClearButtonEnabled(True)
        self._call = QPushButton()
        self._call.setProperty("role", "primary")
        self._export = QPushButton()
        self._export.setProperty("role", "quiet")
        self._settings = QPushButton()
        self._settings.setProperty("role", "quiet")
        self._hint = PlainLabel("hint", lines=2)
        self._tabs = QTabBar()
        self._list = RowList(theme, self)
        self._details = Details(theme, tasks)
        self._link = PlainLabel("link")
        self._lay_out()
        self._connect()
        self._write()
        self.show_missed(0)

    def use(self, lookup: Lookup | None) -> None:
        """Ask here for contacts and calls; None while nobody is signed in."""
        self._lookup = lookup
        self._details.use(lookup)
        self._found_for = None
        if lookup is not None:
            self._details.call_page.note.say_again()
        self.refresh()

    def refresh(self) -> None:
        """What is listed may be out of date; asked anew only while it is seen."""
        if self.isVisible():
            self._start_search()
        else:
            self._found_for = None

    def open(self) -> None:
        """Show it, bring it to the front and put the cursor into the field."""
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def open_missed(self) -> None:
        """Show the missed calls."""
        self._tabs.setCurrentIndex(_MISSED_TAB)
        self.open()

    def prefill(self, text: str) -> None:
        """Put a number into the field and show it; dialling is the person's to do."""
        self._tabs.setCurrentIndex(0)
        self._search.setText(text)
        self.open()

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: Enter does nothing until that is over."""
        self._busy = busy
        self._details.set_busy(busy)
        self._call.setEnabled(self._number is not None and not busy)
        self._hint.show_text(translate("Window", "Placing the call…") if busy else "")

    def show_link(self, link: LinkView | None) -> None:
        """Say how the connection is, and when it last brought something."""
        words = link_words(link)
        if link is not None and link.last_event_at is not None:
            read = moment_reader(QDate.currentDate())
            last = translate("Window", "last event {time}")
            words = f"{words} · {last.format(time=read(link.last_event_at))}"
        self._link.show_text(words, 200)

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at: on the tab, in title and icon."""
        self._missed = count
        tab = translate("Window", "Missed")
        self._tabs.setTabText(_MISSED_TAB, f"{tab} ({count})" if count else tab)
        title = translate("Window", "Contacts and calls")
        missed = translate("Window", "missed: {count}").format(count=count)
        self.setWindowTitle(f"{title} · {missed}" if count else title)
        self.setWindowIcon(program_icon(self._theme, count))

    def note_written(self, call: str, text: str) -> None:
        """This note is on disk."""
        self._details.call_page.note.written(call, text)

    def show_problem(self, words: str) -> None:
        """Say below the field why nothing was dialled."""
        self._hint.show_text(words, 300)

    @property
    def rows_shown(self) -> Sequence[str]:
        """The titles that are listed, for a look from outside."""
        model = self._list.model()
        return [str(model.index(n, 0).data()) for n in range(model.rowCount())]

    @property
    def nothing_listed(self) -> str:
        """Why the list is empty; empty while a search is on."""
        return self._why_empty()

    def showEvent(self, event: QShowEvent) -> None:
        """What was listed before may be out of date."""
        super().showEvent(event)
        self._start_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the list alone."""
        super().resizeEvent(event)
        self._details.setVisible(event.size().width() >= _TWO_HALVES)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing hides; the program goes on in the tray."""
        event.ignore()
        self.hide()

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
    def _searched(self) -> str:
        """What the list is for: what was typed, or what was meant by it."""
        fresh = self._found_for == (self._typed, self._missed_only)
        return self._found.meant or self._typed if fresh else self._typed

    @property
    def _missed_only(self) -> bool:
        return self._tabs.currentIndex() == _MISSED_TAB

    @property
    def _chosen(self) -> Row | None:
        """The row Enter dials; none that answers an older question."""
        row = self._list.chosen
        fresh = self._found_for == (self._typed, self._missed_only)
        return row if row is not None and (fresh or row.kind is RowKind.DIAL) else None

    @property
    def _number(self) -> str | None:
        row = self._chosen
        return row.number if row is not None else None

    def _lay_out(self) -> None:
        self._tabs.addTab(translate("Window", "All"))
        self._tabs.addTab("")
        self._tabs.setExpanding(False)
        field = QHBoxLayout()
        field.addWidget(self._search, 1)
        field.addWidget(self._call)
        left = QWidget()
        left.setMinimumWidth(_LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(6)
        column.addLayout(field)
        column.addWidget(self._hint)
        column.addWidget(self._tabs)
        column.addWidget(self._list, 1)
        body = QSplitter()
        body.setObjectName("body")
        body.setChildrenCollapsible(False)
        body.addWidget(left)
        body.addWidget(self._details)
        body.setStretchFactor(1, 1)
        body.setSizes([_LIST_WIDTH + 80, MIN_WIDTH + 80])
        self.setCentralWidget(body)
        self.statusBar().addWidget(self._link, 1)
        self.statusBar().addPermanentWidget(self._export)
        self.statusBar().addPermanentWidget(self._settings)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(10, 0, 10, 4)
        self._hint.hide()

    def _connect(self) -> None:
        self._search.installEventFilter(self)
        self._list.installEventFilter(self)
        self._search.textChanged.connect(self._on_typed)
        self._tabs.currentChanged.connect(self._on_tab)
        self._call.clicked.connect(self._on_enter)
        self._export.clicked.connect(
            lambda: self.export_wanted.emit(self._searched, self._missed_only)
        )
        self._settings.clicked.connect(self.settings_wanted)
        QShortcut(QKeySequence("Ctrl+E"), self, self._export.click)
        QShortcut(QKeySequence("Ctrl+,"), self, self._settings.click)
        self._list.doubleClicked.connect(self._on_double_click)
        self._list.selectionModel().currentChanged.connect(lambda: self._show_choice())
        self._details.dial_wanted.connect(self._on_dial)
        self._details.note_typed.connect(self.note_typed)
        self._details.play_wanted.connect(self.play_wanted)
        self._details.erase_wanted.connect(self.erase_wanted)
        self._details.remind_wanted.connect(self.remind_wanted)
        self._theme.changed.connect(lambda: self.show_missed(self._missed))
        for keys in ("Ctrl+F", "Ctrl+L"):
            QShortcut(QKeySequence(keys), self, self.open)
        QShortcut(QKeySequence("Ctrl+R"), self, self._on_play)
        QShortcut(QKeySequence("Ctrl+1"), self, lambda: self._tabs.setCurrentIndex(0))
        QShortcut(QKeySequence("Ctrl+2"), self, lambda: self._tabs.setCurrentIndex(_MISSED_TAB))

    def _write(self) -> None:
        self._search.setPlaceholderText(translate("Window", "Name, number or note"))
        self._search.setAccessibleName(translate("Window", "Search or dial: name or number"))
        self._call.setText(translate("Window", "Call"))
        self._export.setText(translate("Window", "Export…"))
        self._export.setToolTip("Ctrl+E")
        self._settings.setText(translate("Window", "Settings"))
        self._settings.setToolTip("Ctrl+,")
        self._list.setAccessibleName(translate("Window", "Contacts and calls"))
        self._tabs.setAccessibleName(translate("Window", "Which calls are listed"))

    def _on_typed(self) -> None:
        self._hint.show_text("")
        self._show_rows(keep=False)
        self._start_search()

    def _on_tab(self) -> None:
        self._show_rows(keep=False)
        self._start_search()

    def _start_search(self) -> None:
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None
        if self._lookup is None:
            self._found, self._found_for = _NOTHING, None
            self._show_rows(keep=True)
        else:
            search = self._ask(self._lookup, self._typed, self._missed_only)
            self._searching = self._tasks.start(search)

    async def _ask(self, lookup: Lookup, typed: str, missed_only: bool) -> None:
        found = await lookup.find(typed, missed_only=missed_only)
        keep = self._found_for == (typed, missed_only)
        self._found, self._found_for = found, (typed, missed_only)
        self._show_rows(keep=keep)
        if missed_only and self.isVisible():
            self.missed_seen.emit()

    def _show_rows(self, *, keep: bool) -> None:
        if self._found_for == (self._typed, self._missed_only):
            read = moment_reader(QDate.currentDate())
            missed_only = self._missed_only
            rows = rows_for(self._typed, self._found, missed_only=missed_only, read=read)
        else:
            # The old list does not answer what is typed now; only the number itself does.
            rows = [row for row in (dial_row(self._typed),) if row is not None]
        # With nothing typed nobody is meant yet: Enter must not dial who happens to be first.
        self._list.show_rows(rows, keep=keep, choose_first=bool(self._typed))
        self._show_choice()
        self._list.say_when_empty(self._why_empty())

    def _why_empty(self) -> str:
        if self._found_for is None:
            return ""
        if self._typed:
            return translate("Window", "Nothing found")
        missed, calls = translate("Window", "No missed calls"), translate("Window", "No calls yet")
        return missed if self._missed_only else calls

    def _show_choice(self) -> None:
        self._details.show_row(self._list.chosen)
        self._call.setEnabled(self._number is not None and not self._busy)

    def _on_double_click(self, index: QModelIndex) -> None:
        row = self._list.row_at(index)
        if row is not None and row.number is not None and not self._busy:
            self.dial_wanted.emit(row.number)

    def _on_dial(self, number: str) -> None:
        if not self._busy:
            self.dial_wanted.emit(number)

    def _on_play(self) -> None:
        """Play the first record of the call that is shown."""
        link = self._details.record
        if link is not None:
            self.play_wanted.emit(link)

    def _on_enter(self) -> None:
        if self._busy:
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
            self.hide()
