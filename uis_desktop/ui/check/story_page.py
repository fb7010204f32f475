"""Why did I (not) see it: the newest calls, and the way of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.story import Hops, Story
from uis_desktop.ui.check import words
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import call_row

_LIST_WIDTH = 280
_COLUMNS = 5


class StoryPage(QWidget):
    """A list of calls; ``chosen`` tells the one whose way is wanted."""

    chosen = Signal(HistoryRow)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: str | None = None
        self._list = RowList(theme, self)
        self._list.setAccessibleName(translate("Check", "Newest calls"))
        self._list.say_when_empty(translate("Check", "No calls yet"))
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._answer = PlainLabel("heading", lines=6)
        self._silent = PlainLabel("hint", lines=2)
        self._table = _table()
        self._elsewhere = PlainLabel("hint", lines=3)
        self._elsewhere.show_text(
            translate(
                "Check",
                "Not in the list? Then the server did not send it to this computer: "
                "it rang at other people's phones, or on lines that are not yours.",
            ),
            300,
        )
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._answer)
        column.addWidget(self._silent)
        column.addWidget(self._table, 1)
        column.addWidget(self._elsewhere)
        body = QSplitter()
        body.setChildrenCollapsible(False)
        body.addWidget(self._list)
        body.addWidget(right)
        body.setStretchFactor(1, 1)
        body.setSizes([_LIST_WIDTH, 2 * _LIST_WIDTH])
        whole = QVBoxLayout(self)
        whole.addWidget(body)
        self._clear()

    def show_calls(self, calls: Sequence[HistoryRow]) -> None:
        """These are the newest."""
        read = moment_reader(QDate.currentDate())
        rows = [call_row(call, read) for call in calls]
        self._list.show_rows(rows, keep=self._shown is not None, choose_first=True)

    def choose(self, call: HistoryRow) -> None:
        """Tell of this call, if it is in the list."""
        self._list.choose(call_row(call, moment_reader(QDate.currentDate())).key)

    def show_story(self, call: HistoryRow, story: Story) -> None:
        """This is how it came here."""
        self._shown = call.key
        self._answer.show_text(words.answer_words(story), 400)
        self._silent.show_text(words.fate_words(Fate.NO_SOUND) if story.silent else "", 200)
        lines = [(_heard(hops), _cells(hops)) for hops in story.events]
        lines += [(note.at, _fate_cells(note)) for note in story.fates]
        self._fill([cells for _, cells in sorted(lines, key=lambda line: line[0])])

    def _clear(self) -> None:
        self._shown = None
        self._answer.show_text(translate("Check", "Choose a call"))
        self._silent.show_text("")
        self._fill(())

    def _fill(self, lines: Sequence[Sequence[str]]) -> None:
        self._table.clearSpans()
        self._table.setRowCount(len(lines))
        for row, cells in enumerate(lines):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._table.setItem(row, column, item)
            if not cells[1]:
                # What became of the card has one time: its words may be as wide as the table.
                self._table.setSpan(row, 0, 1, _COLUMNS - 1)
        self._table.resizeRowsToContents()

    def _on_current(self) -> None:
        row = self._list.chosen
        if row is not None and isinstance(row.subject, HistoryRow):
            self.chosen.emit(row.subject)
        else:
            self._clear()


def _table() -> QTableWidget:
    table = QTableWidget(0, _COLUMNS)
    table.setObjectName("hops")
    table.setAccessibleName(translate("Check", "Events of the call, with the times of each hop"))
    table.setHorizontalHeaderLabels(
        [
            translate("Check", "Event"),
            translate("Check", "At UIS"),
            translate("Check", "At the server"),
            translate("Check", "Sent"),
            translate("Check", "Here"),
        ]
    )
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _heard(hops: Hops) -> datetime:
    """When it was here; what an older version kept has only the relay's time."""
    return hops.heard_at or hops.received_at


def _cells(hops: Hops) -> Sequence[str]:
    event = words.kind_words(hops.kind)
    if hops.repeat:
        event = translate("Check", "{event} (came again: nothing new)").format(event=event)
    relay = (words.clock(hops.received_at), _moment(hops.sent_at))
    return event, words.clock(hops.happened_at), *relay, _moment(hops.heard_at)


def _fate_cells(note: FateNote) -> Sequence[str]:
    return words.fate_words(note.fate), "", "", "", words.clock(note.at)


def _moment(at: datetime | None) -> str:
    return "—" if at is None else words.clock(at)
