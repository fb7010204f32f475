"""Brings notes from the window to the session, keystroke by keystroke."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from uis_desktop.ui.tasks import Tasks

#: ``write(call, text)`` returns when the note is on disk.
Write = Callable[[str, str], Awaitable[None]]


class Noting(QObject):
    """``written`` tells what is on disk."""

    written = Signal(str, str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._write: Write | None = None

    def use(self, write: Write | None) -> None:
        """Write notes here; None while nobody is signed in."""
        self._write = write

    def write(self, call: str, text: str) -> None:
        """Keep this as the call's note."""
        if self._write is not None:
            self._tasks.start(self._keep(self._write, call, text))

    async def _keep(self, write: Write, call: str, text: str) -> None:
        await write(call, text)
        self.written.emit(call, text)
