"""Brings files of contacts to the session: asks for one, shows it, imports, undoes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from uis_desktop.contact_files.rows import FileRefused
from uis_desktop.core.own_contacts import Fate, PastImport
from uis_desktop.errors import UisError
from uis_desktop.ui.contacts.collecting import many_objects_come
from uis_desktop.ui.folders import documents_folder
from uis_desktop.ui.language import translate
from uis_desktop.ui.later import later
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.question import Question
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.contact_imports import ContactImports, Preview
    from uis_desktop.ui.contacts.import_dialog import ImportDialog


class ContactImporting(QObject):
    """One file at a time; ``last_changed`` tells the import that can be undone, or None."""

    last_changed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._imports: ContactImports | None = None
        self._dialog: ImportDialog | None = None
        self._question = Question()
        self._work: asyncio.Task[None] | None = None
        self._preview: Preview | None = None
        self.last: PastImport | None = None

    def use(self, imports: ContactImports | None) -> None:
        """Import here; None while nobody is signed in."""
        self._imports = imports
        if self._work is not None:
            # What it has written is taken back when the journal is opened again.
            self._work.cancel()
            self._work = None
        self._close_dialog()
        self._question.close()
        self._tell_last(None)
        if imports is not None:
            self._tasks.start(self._ask_last(imports))

    def ask(self, window: QWidget) -> None:
        """Ask for a file, and show what is in it."""
        if self._imports is None or self._dialog is not None:
            return
        title = translate("Import", "Import contacts")
        dialog = QFileDialog(window, title, documents_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        contacts = translate("Import", "Contacts (*.csv *.txt *.vcf *.vcard)")
        dialog.setNameFilters([contacts, translate("Import", "All files (*)")])
        dialog.fileSelected.connect(lambda path: self._begin(window, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_to_undo(self, window: QWidget) -> None:
        """Ask whether to undo the last import."""
        if self._imports is None or self.last is None or self._question.is_open:
            return
        past, imports = self.last, self._imports
        asked = translate("Import", "Undo the import of {file} ({time})? Contacts: {count}")
        self._question.ask(
            translate("Import", "Undo import"),
            asked.format(file=plain(past.title, 80), time=moment_here(past.at), count=past.count),
            translate("Import", "What you have changed by hand since then stays."),
            yes=translate("Import", "Undo"),
            no=translate("Import", "Keep"),
            on_yes=lambda: self._tasks.start(self._undo_quietly(imports, past)),
            window=window,
        )

    async def _undo_quietly(self, imports: ContactImports, past: PastImport) -> None:
        await imports.undo(past)
        await self._ask_last(imports)

    def _begin(self, window: QWidget, path: str) -> None:
        if self._imports is None or self._dialog is not None:
            return
        imports = self._imports
        dialog: ImportDialog = later("contacts.import_dialog").ImportDialog(
            path.rpartition("/")[2], window
        )
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.open()
        self._start(dialog, self._look(imports, dialog, path))

    def _start(self, dialog: ImportDialog, work: Coroutine[Any, Any, None]) -> None:
        self._work = self._tasks.start(self._told(dialog, work))

    async def _told(self, dialog: ImportDialog, work: Coroutine[Any, Any, None]) -> None:
        """Do it; what goes wrong is told where the person looks."""
        try:
            await work
        except FileRefused as error:
            dialog.show_refused(error)
        except UisError as error:
            dialog.show_trouble(error_words(error))

    async def _look(self, imports: ContactImports, dialog: ImportDialog, path: str) -> None:
        with many_objects_come():
            self._preview = await imports.look_into(path)
        dialog.show_preview(self._preview)
        dialog.import_wanted.connect(lambda: self._carry_out(imports, dialog))

    def _carry_out(self, imports: ContactImports, dialog: ImportDialog) -> None:
        preview = self._preview
        if preview is None:
            return
        wanted = sum(preview.plan.counts[fate] for fate in (Fate.NEW, Fate.CHANGED))
        # At once: a second click must find nothing to press.
        dialog.show_written(0, wanted)
        self._start(dialog, self._write(imports, dialog, preview, wanted))

    async def _write(
        self, imports: ContactImports, dialog: ImportDialog, preview: Preview, wanted: int
    ) -> None:
        def go_on(written: int) -> bool:
            if not dialog.stopped:
                dialog.show_written(written, wanted)
            return not dialog.stopped

        if not await imports.carry_out(preview, go_on):
            dialog.show_undone()
            return
        await self._ask_last(imports)
        dialog.show_done(wanted)
        past = self.last
        if past is not None:
            dialog.undo_wanted.connect(lambda: self._undo(imports, dialog, past))

    def _undo(self, imports: ContactImports, dialog: ImportDialog, past: PastImport) -> None:
        dialog.show_taking_back()
        self._start(dialog, self._take_back(imports, dialog, past))

    async def _take_back(
        self, imports: ContactImports, dialog: ImportDialog, past: PastImport
    ) -> None:
        await self._undo_quietly(imports, past)
        dialog.show_undone()

    async def _ask_last(self, imports: ContactImports) -> None:
        last = await imports.last()
        if imports is self._imports:
            self._tell_last(last)

    def _tell_last(self, last: PastImport | None) -> None:
        self.last = last
        self.last_changed.emit(last)

    def _on_closed(self) -> None:
        """Nobody wants to know any more what is in the file."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        self._close_dialog()

    def _close_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
            self._dialog = self._preview = None
