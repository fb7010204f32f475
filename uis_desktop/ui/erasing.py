"""Asks before the history of a number is deleted, and says how much that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from uis_desktop.core.phone import Number
from uis_desktop.ui.language import translate
from uis_desktop.ui.question import Question
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from uis_desktop.session.erasing import Erasing


class NumberErasing(QObject):
    """One question at a time."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._erasing: Erasing | None = None
        self._question = Question()

    def use(self, erasing: Erasing | None) -> None:
        """Erase here; None while nobody is signed in."""
        self._erasing = erasing
        if erasing is None:
            self._question.close()

    def ask(self, number: Number) -> None:
        """Ask whether to delete all calls with this number."""
        if self._erasing is not None:
            self._tasks.start(self._count(self._erasing, number))

    async def _count(self, erasing: Erasing, number: Number) -> None:
        count = await erasing.count_of_number(number)
        asked = translate("Erase", "Delete the history of {number}? Calls: {count}")
        self._question.ask(
            translate("Erase", "Delete history"),
            asked.format(number=shown_number(number), count=count),
            translate("Erase", "Notes and the reminder go with them. This cannot be undone."),
            yes=translate("Erase", "Delete"),
            no=translate("Erase", "Keep"),
            on_yes=lambda: self._tasks.start(erasing.erase_number(number)),
        )
