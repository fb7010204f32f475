"""The page of the log in the connection check, and the archive that is asked for there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject
from PySide6.QtWidgets import QFileDialog

from uis_desktop.session.support import Support
from uis_desktop.ui.folders import documents_folder
from uis_desktop.ui.language import translate
from uis_desktop.ui.later import later
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.ui.check.check_window import CheckWindow
    from uis_desktop.ui.check.log_page import LogPage

Pack = Callable[[Support, str], Awaitable[None]]


class Supporting(QObject):
    """Fills the page whenever the window is looked at, and asks where the archive goes."""

    def __init__(
        self, support: Support, tasks: Tasks, tell: Callable[[Words], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._support = support
        self._tasks = tasks
        self._tell = tell

    def serve(self, window: CheckWindow, pack: Pack) -> None:
        """Add the page to this window; ``pack`` writes the archive."""
        page: LogPage = later("check.log_page").LogPage()
        window.add_page(page, translate("Log", "Log"))
        window.look_wanted.connect(lambda: self._tasks.start(self._show(page)))
        page.pack_wanted.connect(lambda: self._ask(window, pack))

    async def _show(self, page: LogPage) -> None:
        page.show_log(await self._support.log())

    def _ask(self, window: CheckWindow, pack: Pack) -> None:
        dialog = QFileDialog(window, translate("Log", "Archive for support"), documents_folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate("Log", "Archive (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"uis-desktop-{QDate.currentDate().toString('yyyy-MM-dd')}.zip")
        dialog.fileSelected.connect(lambda path: self._tasks.start(self._pack(pack, path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _pack(self, pack: Pack, path: str) -> None:
        await pack(self._support, path)
        self._tell(Words(translate("Log", "The archive is saved. Send it to support."), path))
