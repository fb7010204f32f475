"""When a finished card goes away, and what keeps it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

#: After the pointer has left, a finished card stays at least this long.
GRACE_MS = 2000


class Folding(QObject):
    """Counts down for one card; stands still while a person holds the card."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self._left_ms: int | None = None
        self._held = False

    @property
    def counting(self) -> bool:
        """The card is to go, even if a person holds it now."""
        return self._left_ms is not None

    def start(self, after_ms: int) -> None:
        """Let the card go after ``after_ms``."""
        self._left_ms = max(0, after_ms)
        self._run()

    def stop(self) -> None:
        """The card stays after all."""
        self._left_ms = None
        self._timer.stop()

    def hold(self, held: bool) -> None:
        """The pointer has come, or gone."""
        if self._timer.isActive():
            self._left_ms = self._timer.remainingTime()
        self._held = held
        if self._left_ms is not None and not held:
            self._left_ms = max(self._left_ms, GRACE_MS)
        self._run()

    def _run(self) -> None:
        if self._left_ms is None or self._held:
            self._timer.stop()
        else:
            self._timer.start(self._left_ms)

    def _on_timeout(self) -> None:
        self._left_ms = None
        self.due.emit()
