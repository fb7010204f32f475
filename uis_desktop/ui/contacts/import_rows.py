"""What a preview shows of a file: its first contacts, and its bad lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
)

from uis_desktop.contact_files.rows import MOST_BAD_LINES, BadLine
from uis_desktop.core.own_contacts import Fate, Judged
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.shown_numbers import shown_number

FIRST_ROWS = 20
_LONGEST_CELL = 80

_FATES: Mapping[Fate, str] = {
    Fate.NEW: QT_TRANSLATE_NOOP("Import", "new"),
    Fate.CHANGED: QT_TRANSLATE_NOOP("Import", "changes"),
    Fate.THERE: QT_TRANSLATE_NOOP("Import", "is there"),
}


def contact_table() -> QTableWidget:
    """An empty table for the first contacts."""
    headings = [
        translate("Import", "Name"),
        translate("Import", "Company"),
        translate("Import", "Numbers"),
        translate("Import", "Responsible"),
        "",
    ]
    table = QTableWidget(0, len(headings))
    table.setObjectName("importRows")
    table.setAccessibleName(translate("Import", "First contacts of the file"))
    table.setHorizontalHeaderLabels(headings)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.ResizeToContents)
    return table


def fill_table(table: QTableWidget, judged: Sequence[Judged]) -> None:
    """Show these contacts, and what becomes of each."""
    table.setRowCount(len(judged))
    for row, one in enumerate(judged):
        contact = one.contact
        numbers = ", ".join(shown_number(number) for number in contact.phone_numbers)
        cells = (
            contact.full_name,
            contact.company or "",
            numbers,
            contact.employee_name or "",
            translate("Import", _FATES[one.fate]),
        )
        for column, text in enumerate(cells):
            item = QTableWidgetItem(plain(text, _LONGEST_CELL))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            table.setItem(row, column, item)


def bad_list() -> QListWidget:
    """An empty list for the bad lines."""
    listed = QListWidget()
    listed.setObjectName("badLines")
    listed.setAccessibleName(translate("Import", "Lines with errors"))
    listed.setWordWrap(True)
    return listed


def fill_list(listed: QListWidget, bad: Sequence[BadLine], more: int = 0) -> None:
    """Show the first bad lines, and how many there are beside them and ``more``."""
    language = QLocale().name()[:2]
    line = translate("Import", "Line {number}: {problem}")
    shown = bad[:MOST_BAD_LINES]
    listed.clear()
    listed.addItems(
        [plain(line.format(number=one.line, problem=one.words(language)), 300) for one in shown]
    )
    hidden = len(bad) - len(shown) + more
    if hidden:
        listed.addItem(translate("Import", "…and lines beside these: {count}").format(count=hidden))
