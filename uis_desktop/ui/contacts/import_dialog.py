"""Before contacts are imported: what a file holds, and what would become of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from uis_desktop.contact_files.rows import FileRefused
from uis_desktop.core.own_contacts import Fate
from uis_desktop.session.contact_imports import Preview
from uis_desktop.ui.contacts.import_rows import (
    FIRST_ROWS,
    bad_list,
    contact_table,
    fill_list,
    fill_table,
)
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.refusals import Words

_SIZE = (720, 540)


class ImportDialog(QDialog):
    """One file: read, looked at, imported, perhaps undone.

    While the import is written it cannot be closed; who tries has it taken back.

    Attributes:
        stopped: the person wants no more of it written.
    """

    import_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle(translate("Import", "Import contacts"))
        self.resize(*_SIZE)
        self.stopped = False
        self._writing = False
        self._title = PlainLabel("heading", lines=2)
        self._title.show_text(title, 200)
        self._state = PlainLabel("importState", lines=3)
        self._hint = PlainLabel("hint", lines=3)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(translate("Import", "Progress"))
        self._table = contact_table()
        self._bad_title = PlainLabel("fieldTitle", lines=2)
        self._bad = bad_list()
        self._undo = QPushButton(translate("Import", "Undo this import"))
        self._import = QPushButton()
        self._import.setProperty("role", "primary")
        self._close = QPushButton()
        self._lay_out()
        self._import.clicked.connect(self.import_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._close.clicked.connect(self.reject)
        self._show(translate("Import", "Reading the file…"), close=translate("Import", "Cancel"))
        self._progress.setRange(0, 0)
        self._progress.show()

    def show_preview(self, preview: Preview) -> None:
        """This is in the file."""
        plan = preview.plan
        counts = [
            translate("Import", "New: {count}").format(count=plan.counts[Fate.NEW]),
            translate("Import", "Changed: {count}").format(count=plan.counts[Fate.CHANGED]),
            translate("Import", "Already there: {count}").format(count=plan.counts[Fate.THERE]),
            translate("Import", "Lines with errors: {count}").format(count=len(preview.bad)),
        ]
        wanted = plan.counts[Fate.NEW] + plan.counts[Fate.CHANGED]
        nothing = translate("Import", "There is nothing new in this file.")
        beside = translate(
            "Import",
            "They become your own contacts, on this computer only; the company's contacts stay "
            "as they are.",
        )
        self._show(
            " · ".join(counts),
            hint=beside if wanted else nothing,
            close=translate("Import", "Cancel") if wanted else translate("Import", "Close"),
        )
        encoding = translate("Import", "Encoding: {name}").format(name=preview.encoding)
        self._title.show_text(f"{preview.title} · {encoding}", 240)
        fill_table(self._table, preview.first(FIRST_ROWS))
        self._table.show()
        if preview.bad:
            self._bad_title.show_text(
                translate("Import", "These lines are left out. Mend them and import the file anew:")
            )
            fill_list(self._bad, preview.bad)
            self._bad.show()
        if wanted:
            text = translate("Import", "Import contacts: {count}").format(count=wanted)
            self._import.setText(text)
            self._import.show()
            self._import.setFocus()

    def show_refused(self, error: FileRefused) -> None:
        """Nothing in the file can be used."""
        self._show(
            translate("Import", "Nothing can be imported from this file"),
            close=translate("Import", "Close"),
        )
        fill_list(self._bad, error.lines, error.more)
        self._bad.show()

    def show_trouble(self, words: Words) -> None:
        """It went wrong."""
        self._show(words.title, hint=words.advice, close=translate("Import", "Close"))

    def show_written(self, count: int, total: int) -> None:
        """So many contacts are written."""
        if not self._writing:
            self._show(
                translate("Import", "Importing…"), close=translate("Import", "Stop and take back")
            )
            self._progress.show()
        self._writing = True
        self._progress.setRange(0, total)
        self._progress.setValue(count)

    def show_done(self, count: int) -> None:
        """All is written."""
        self._show(
            translate("Import", "Contacts imported: {count}").format(count=count),
            close=translate("Import", "Close"),
        )
        self._undo.show()
        self._close.setFocus()

    def show_undone(self) -> None:
        """All is as it was before."""
        undone = translate("Import", "The import is undone: the contacts are as they were before.")
        self._show(undone, close=translate("Import", "Close"))

    def show_taking_back(self) -> None:
        """It is being undone, and cannot be closed before that is over."""
        self._show("", close=translate("Import", "Close"))
        self._writing = True
        self._progress.setRange(0, 0)
        self._progress.show()
        self._taking_back()

    def _taking_back(self) -> None:
        self._close.setEnabled(False)
        self._state.show_text(translate("Import", "Taking back…"))

    def reject(self) -> None:
        """Close it; while contacts are written, have them taken back first."""
        if not self._writing:
            super().reject()
            return
        self.stopped = True
        self._taking_back()

    def _show(self, state: str, *, hint: str = "", close: str) -> None:
        """A new page: only these words and this button are left."""
        self._writing = self.stopped = False
        self._state.show_text(state, 300)
        self._hint.show_text(hint, 300)
        self._bad_title.show_text("")
        for widget in (self._progress, self._table, self._bad, self._undo, self._import):
            widget.hide()
        self._close.setText(close)
        self._close.setEnabled(True)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._undo)
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (self._title, self._state, self._hint, self._progress):
            column.addWidget(widget)
        column.addWidget(self._table, 3)
        column.addWidget(self._bad_title)
        column.addWidget(self._bad, 2)
        column.addStretch(0)
        column.addLayout(buttons)
