"""Brings notes from window and cards to the session, keystroke by keystroke."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from uis_desktop.ui.tasks import Tasks

#: ``write(call, text)`` returns when the note is on disk.
Write = Callable[[str, str], Awaitable[None]]


class Noting(QObject):
    """``written`` tells what is on disk; what could not be written waits for the next session."""

    written = Signal(str, str)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._write: Write | None = None
        self._unwritten: dict[str, str] = {}

    def use(self, write: Write | None) -> None:
        """Write notes here; None while nobody is signed in."""
        self._write = write
        for call, text in list(self._unwritten.items()):
            self.write(call, text)

    def write(self, call: str, text: str) -> None:
        """Keep this as the call's note."""
        self._unwritten[call] = text
        if self._write is not None:
            self._tasks.start(self._keep(self._write, call, text))

    async def _keep(self, write: Write, call: str, text: str) -> None:
        await write(call, text)
        if self._unwritten.get(call) == text:
            del self._unwritten[call]
        self.written.emit(call, text)
