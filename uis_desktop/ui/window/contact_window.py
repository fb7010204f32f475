"""The contact window: find somebody or type a number, press Enter, and it dials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.cards import CardView
from uis_desktop.core.link import LinkView
from uis_desktop.core.phone import Number, Phone
from uis_desktop.ui.contacts.menu_button import ContactsButton
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.icons import program_icon
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.playing.strip import PlayerStrip
from uis_desktop.ui.playing.view import PlayerView, heard_link
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window import details, finder
from uis_desktop.ui.window.call_strip import CallStrip
from uis_desktop.ui.window.details import Details
from uis_desktop.ui.window.finder import Finder
from uis_desktop.ui.window.from_number import Choices, FromNumber
from uis_desktop.ui.window.link_banner import LinkBanner
from uis_desktop.ui.window.lookup import Lookup
from uis_desktop.ui.window.program_button import ProgramButton
from uis_desktop.ui.window.row import Row
from uis_desktop.ui.wording import link_state_words, name_of

#: A narrower window has room for the list alone.
_TWO_HALVES = finder.MIN_WIDTH + details.MIN_WIDTH


class ContactWindow(QMainWindow):
    """One field to search and dial, and the list of contacts and calls.

    Closing hides it, or makes it small where no tray could bring it back.  It never
    dials by itself: ``dial_wanted`` is a wish, with the number of ours that was shown
    for it, or None; ``play_wanted`` names a recording's link and whose it is; ``closed``
    when the person has put it away.
    """

    dial_wanted = Signal(Phone, object)
    missed_seen = Signal()
    settings_wanted = Signal()
    check_wanted = Signal()
    explain_wanted = Signal(object)
    note_typed = Signal(str, str)
    remind_wanted = Signal(object, object)
    play_wanted = Signal(str, str)
    erase_wanted = Signal(str)
    export_wanted = Signal(str, bool)
    card_wanted = Signal(str)
    control_wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("contactWindow")
        self.resize(820, 620)
        self.setMinimumSize(360, 360)
        self._theme = theme
        self._missed = 0
        self._busy = False
        self._impossible = False
        self._from = FromNumber(tasks, self)
        self._finder = Finder(theme, tasks, self._from)
        self.wishes = ContactWishes(self)
        self._details = Details(theme, tasks, self._from, self.wishes)
        self._link = PlainLabel("link")
        self._strip = CallStrip()
        self._banner = LinkBanner()
        self.player = PlayerStrip(theme)
        self._without_tray = False
        self.contacts = ContactsButton()
        self._export = QPushButton()
        self.program = ProgramButton()
        self._settings = QPushButton()
        self._check = QPushButton()
        self._lay_out()
        self._connect()
        self._write()
        self.show_missed(0)

    def use(self, lookup: Lookup | None, lines: Choices | None = None) -> None:
        """Ask here for contacts, calls and our numbers; None while nobody is signed in."""
        self._from.use(lines)
        self._details.use(lookup)
        if lookup is not None:
            self._details.call_page.note.say_again()
        self._finder.use(lookup)

    def refresh(self) -> None:
        """What is listed may be out of date; asked anew only while it is seen."""
        self._finder.refresh()
        self._from.ask_again()

    def open(self) -> None:
        """Show it, bring it to the front and put the cursor into the field."""
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self._finder.take_focus()

    def open_missed(self) -> None:
        """Show the missed calls."""
        self._finder.list_missed()
        self.open()

    def prefill(self, text: str) -> None:
        """Put a number into the field and show it; dialling is the person's to do."""
        self._finder.prefill(text)
        self.open()

    def set_busy(self, busy: bool) -> None:
        """A call is being placed: nothing more can be dialled until that is over."""
        self._busy = busy
        self._details.set_busy(busy or self._impossible)
        self._finder.set_busy(busy)

    def show_impossible(self, words: str) -> None:
        """Why no call can be placed at all: no button offers one; empty: they do."""
        self._impossible = bool(words)
        self._finder.show_impossible(words)
        self.set_busy(self._busy)

    def show_link(self, link: LinkView | None) -> None:
        """Say how the connection is, and when it last brought something."""
        self._link.show_text(_standing(link), 200)
        self._banner.show_link(link)

    def show_missed(self, count: int) -> None:
        """So many missed calls nobody has looked at: on the tab, in title and icon."""
        self._missed = count
        self._finder.show_missed(count)
        title = translate("Window", "Contacts and calls")
        missed = translate("Window", "missed: {count}").format(count=count)
        self.setWindowTitle(f"{title} · {missed}" if count else title)
        self.setWindowIcon(program_icon(self._theme, count))

    def show_calls(self, calls: Sequence[CardView] | None) -> None:
        """These go on, and only this window can show them; None: something else does."""
        self._strip.show_calls(calls)

    def show_controllable(self, calls: frozenset[str]) -> None:
        """In these talks something can be done, by their call session ids."""
        self._details.call_page.show_controllable(calls)

    def show_player(self, view: PlayerView | None) -> None:
        """This recording is heard; None: none is."""
        self.player.show_view(view)
        self._details.show_player(view)
        self._finder.show_heard(heard_link(view))

    def attract(self) -> None:
        """Something happens here: come up without the keyboard, or ask for a look."""
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        QApplication.alert(self)

    def stay_in_taskbar(self, stays: bool) -> None:
        """There is no tray to bring it back: it is made small instead of hidden."""
        self._without_tray = stays
        self.program.setVisible(stays)

    def show_small(self) -> None:
        """Be found in the taskbar; one that is open already stays as it is."""
        if not self.isVisible():
            self.showMinimized()

    def note_written(self, call: str, text: str) -> None:
        """This note is on disk."""
        self._details.call_page.note.written(call, text)

    def show_problem(self, words: str) -> None:
        """Say below the field why nothing was dialled."""
        self._finder.show_problem(words)

    @property
    def rows_shown(self) -> Sequence[str]:
        """The titles that are listed, for a look from outside."""
        return self._finder.rows_shown

    @property
    def nothing_listed(self) -> str:
        """Why the list is empty; empty while a search is on."""
        return self._finder.nothing_listed

    def showEvent(self, event: QShowEvent) -> None:
        """What was listed before may be out of date."""
        super().showEvent(event)
        self._finder.search_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the list alone."""
        super().resizeEvent(event)
        self._details.setVisible(event.size().width() >= _TWO_HALVES)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing puts it away; the program goes on."""
        event.ignore()
        self._put_away()

    def _put_away(self) -> None:
        self.closed.emit()
        if self._without_tray:
            self.showMinimized()
        else:
            self.hide()

    def _lay_out(self) -> None:
        body = QSplitter()
        body.setObjectName("body")
        body.setChildrenCollapsible(False)
        body.addWidget(self._finder)
        body.addWidget(self._details)
        body.setStretchFactor(1, 1)
        body.setSizes([finder.MIN_WIDTH + 80, details.MIN_WIDTH + 80])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._strip)
        column.addWidget(body, 1)
        column.addWidget(self.player)
        self.setCentralWidget(whole)
        self.statusBar().addWidget(self._link, 1)
        for button in (self.contacts, self._export, self._check, self._settings, self.program):
            button.setProperty("role", "quiet")
            self.statusBar().addPermanentWidget(button)
        self.program.hide()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(10, 0, 10, 4)

    def _connect(self) -> None:
        self._finder.dial_wanted.connect(self._on_dial)
        self._finder.missed_seen.connect(self.missed_seen)
        self._finder.chosen.connect(self._on_chosen)
        self._finder.offered.connect(self._on_offered)
        self._finder.left.connect(self._put_away)
        self._strip.card_wanted.connect(self.card_wanted)
        self._details.dial_wanted.connect(self._on_dial_from)
        self._details.note_typed.connect(self.note_typed)
        self._details.play_wanted.connect(self.play_wanted)
        self._finder.play_wanted.connect(self._details.play_call)
        self._details.erase_wanted.connect(self.erase_wanted)
        self._details.remind_wanted.connect(self.remind_wanted)
        self._export.clicked.connect(self._on_export)
        self._settings.clicked.connect(self.settings_wanted)
        self._check.clicked.connect(self.check_wanted)
        self._banner.check_wanted.connect(self.check_wanted)
        self._details.call_page.control_wanted.connect(self.control_wanted)
        self._details.call_page.explain_wanted.connect(self.explain_wanted)
        self._theme.changed.connect(self._on_theme)
        for keys, act in (
            ("Ctrl+F", self.open),
            ("Ctrl+L", self.open),
            ("Ctrl+R", self._on_play),
            ("Ctrl+E", self._export.click),
            ("Ctrl+,", self._settings.click),
            ("Ctrl+K", self._check.click),
            ("F10", self.program.open_menu),
            ("Ctrl+1", self._finder.list_all),
            ("Ctrl+2", self._finder.list_missed),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _write(self) -> None:
        self._export.setText(translate("Window", "Export…"))
        self._export.setToolTip("Ctrl+E")
        self._settings.setText(translate("Window", "Settings…"))
        self._settings.setToolTip("Ctrl+,")
        self._check.setText(translate("Window", "Connection check…"))
        self._check.setToolTip("Ctrl+K")

    def _on_theme(self) -> None:
        """A method, not a lambda: it is forgotten when the window is deleted."""
        self.show_missed(self._missed)

    def _on_export(self) -> None:
        self.export_wanted.emit(self._finder.searched, self._finder.missed_only)

    def _on_chosen(self, row: Row | None) -> None:
        self._from.ask_for(None if row is None else row.number)
        self._details.show_row(row)

    def _on_offered(self, row: Row | None) -> None:
        self._from.ask_for(None if row is None else row.number)
        self._details.show_soon(row)

    def _on_dial(self, number: Phone) -> None:
        self._on_dial_from(number, self._from.number_for(number))

    def _on_dial_from(self, number: Phone, from_number: Number | None) -> None:
        if not self._busy:
            self.dial_wanted.emit(number, from_number)

    def _on_play(self) -> None:
        """Play the first record of the call that is shown."""
        self._details.play()


def _standing(link: LinkView | None) -> str:
    """The connection and its last event, then whose it is: what is cut off is his own name.

    Why it is down stands at the top of the window.
    """
    parts = [link_state_words(link)]
    if link is not None:
        if link.last_event_at is not None:
            read = moment_reader(QDate.currentDate())
            event = translate("Window", "event {time}")
            parts.append(event.format(time=read(link.last_event_at)))
        parts.append(name_of(link))
    return " · ".join(filter(None, parts))
