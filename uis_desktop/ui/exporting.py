"""Writes the listed calls into a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QIODevice, QObject, QSaveFile
from PySide6.QtWidgets import QFileDialog, QWidget

from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Number
from uis_desktop.core.table_file import MARK, table_bytes
from uis_desktop.ui.cards.lines import duration, parameter_line
from uis_desktop.ui.folders import documents_folder
from uis_desktop.ui.language import translate
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.window.rows import outcome_words

Pages = AsyncIterator[Sequence[HistoryRow]]
# ``listed(typed, missed_only)``: all calls that fit, page by page.
Listed = Callable[[str, bool], Pages]

_WRITE = QIODevice.OpenModeFlag.WriteOnly


class Exporting(QObject):
    """Asks where to, and writes all or nothing."""

    def __init__(
        self, tasks: Tasks, tell: Callable[[Words], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._tell = tell
        self._listed: Listed | None = None

    def use(self, listed: Listed | None) -> None:
        """Export what is found here; None while nobody is signed in."""
        self._listed = listed

    def ask(self, window: QWidget, typed: str, missed_only: bool) -> None:
        """Ask for a file, and write the calls that fit what is typed."""
        if self._listed is None:
            return
        listed = self._listed
        title = translate("Export", "Export calls")
        dialog = QFileDialog(window, title, documents_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate("Export", "Spreadsheet (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(translate("Export", "calls") + ".csv")
        dialog.fileSelected.connect(
            lambda path: self._tasks.start(self._write(path, listed(typed, missed_only)))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _write(self, path: str, pages: Pages) -> None:
        file = QSaveFile(path)
        count = await _written(file, pages) if file.open(_WRITE) else None
        if count is not None and file.commit():
            done = translate("Export", "Calls in the file: {count}")
            self._tell(Words(done.format(count=count), path))
        else:
            file.cancelWriting()
            self._tell(Words(translate("Export", "The file was not written"), file.errorString()))


async def _written(file: QSaveFile, pages: Pages) -> int | None:
    """How many calls were written; None: there is no room for all."""
    count = 0
    if file.write(MARK + table_bytes([_headings()])) < 0:
        return None
    async for page in pages:
        if file.write(table_bytes(map(cells, page))) < 0:
            return None
        count += len(page)
    return count


def _headings() -> list[str]:
    return [
        translate("Export", "Date and time"),
        translate("Export", "Direction"),
        translate("Export", "Outcome"),
        translate("Export", "Number"),
        translate("Export", "Name"),
        translate("Export", "Company"),
        translate("Export", "Line"),
        translate("Export", "Scenario"),
        translate("Export", "Employee"),
        translate("Export", "Talk"),
        translate("Export", "Waited"),
        translate("Export", "Additional parameters"),
        translate("Export", "Note"),
    ]


def cells(call: HistoryRow) -> list[str]:
    """One call, in the order of the headings."""
    outgoing = call.direction is Direction.OUT
    return [
        _local(call.started_at),
        translate("Export", "outgoing") if outgoing else translate("Export", "incoming"),
        outcome_words(call),
        _number(call.contact_phone_number),
        call.contact_full_name or "",
        call.company or "",
        _number(call.virtual_phone_number),
        call.scenario_name or "",
        call.employee_name or "",
        _seconds(call.talk_s),
        _seconds(call.wait_s),
        " · ".join(map(parameter_line, call.parameters)),
        call.note,
    ]


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%d.%m.%Y %H:%M:%S")


def _number(number: Number | None) -> str:
    """With blanks, so that no spreadsheet rounds it; without a plus, which begins a formula."""
    return shown_number(number).removeprefix("+")


def _seconds(seconds: int | None) -> str:
    return "" if seconds is None else duration(seconds)
