"""The few newest calls the tray's menu offers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from uis_desktop.core.history import HistoryRow
from uis_desktop.ui.tasks import Tasks

#: However many events come, they are asked anew at most this often.
_PAUSE_MS = 300

Ask = Callable[[], Awaitable[Sequence[HistoryRow]]]


class RecentCalls(QObject):
    """Asked anew after a change of the history, a moment later."""

    changed = Signal()

    def __init__(self, ask: Ask, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tasks = tasks
        self._asking: asyncio.Task[None] | None = None
        self._due = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._due.timeout.connect(self._start)
        self.rows: Sequence[HistoryRow] = ()

    def refresh(self) -> None:
        """The history has changed."""
        if not self._due.isActive():
            self._due.start()

    def clear(self) -> None:
        """Nobody is signed in any more."""
        self._due.stop()
        self.rows = ()

    def _start(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._tasks.start(self._fetch())

    async def _fetch(self) -> None:
        self.rows = tuple(await self._ask())
        self.changed.emit()
