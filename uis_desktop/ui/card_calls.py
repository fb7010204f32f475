"""What the buttons of a card do to calls: call back, and end."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

from uis_desktop.core.phone import Phone
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.dialling import Dialling
from uis_desktop.ui.tasks import Tasks

End = Callable[[str], Coroutine[Any, Any, None]]


class CardCalls(QObject):
    """Carries out what is wished for on a card; no button stays grey for ever."""

    def __init__(
        self, stack: Stack, dialling: Dialling, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._dialling = dialling
        self._tasks = tasks
        self._end: End | None = None
        stack.card_maker.call_back_wanted.connect(self._on_call_back)
        stack.card_maker.end_wanted.connect(self._on_end)

    def use(self, end: End | None) -> None:
        """End calls this way from now on; None while nobody is signed in."""
        self._end = end

    def _on_call_back(self, number: Phone) -> None:
        if not self._dialling.call(number):
            self._stack.set_all_busy(busy=self._dialling.busy)

    def _on_end(self, key: str) -> None:
        if self._end is None:
            self._stack.set_busy(key, busy=False)
        else:
            self._tasks.start(self._end_call(self._end, key))

    async def _end_call(self, end: End, key: str) -> None:
        try:
            await end(key)
        finally:
            self._stack.set_busy(key, busy=False)
