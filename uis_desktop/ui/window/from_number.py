"""Which of our numbers the contact sees: offered by the rules, changed for one call."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number, Phone
from uis_desktop.session.our_lines import Choice
from uis_desktop.ui.from_menu import add_lines
from uis_desktop.ui.language import translate
from uis_desktop.ui.menus import empty
from uis_desktop.ui.plain_text import menu_text, plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.tasks import Tasks

_SEVERAL = 2


class Choices(Protocol):
    """Our numbers, as the window sees them."""

    @property
    def own(self) -> Number:
        """The number of the sign-in."""
        ...

    @property
    def active(self) -> Sequence[Line]:
        """All of them; empty if nobody has told us yet."""
        ...

    async def choice(self, called: Phone) -> Choice | None:
        """What this can be called from; may raise ``HistoryUnreadable``."""
        ...


class FromNumber(QObject):
    """The choice for whoever is chosen in the window; with somebody else it begins anew."""

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._choices: Choices | None = None
        self._asking: asyncio.Task[None] | None = None
        self._called: Phone | None = None
        self._choice: Choice | None = None
        self._picked: Number | None = None

    def use(self, choices: Choices | None) -> None:
        """Ask here; None while nobody is signed in."""
        self._choices = choices
        self._picked = None
        self.ask_again()

    def ask_for(self, called: Phone | None) -> None:
        """This number would be called now, or none."""
        if called != self._called:
            self._called, self._picked, self._choice = called, None, None
            self.ask_again()

    def ask_again(self) -> None:
        """Calls or our numbers have changed."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        if self._choices is None or self._called is None:
            self._show(None)
        else:
            self._asking = self._tasks.start(self._ask(self._choices, self._called))

    def pick(self, number: Number) -> None:
        """Call from this one, this time."""
        self._picked = number
        self.changed.emit()

    @property
    def own(self) -> Number | None:
        """The number of the sign-in; None while nobody is signed in."""
        return None if self._choices is None else self._choices.own

    @property
    def several(self) -> bool:
        """There is something to choose from."""
        return self._choices is not None and len(self._choices.active) >= _SEVERAL

    @property
    def lines(self) -> Sequence[Line]:
        """What can be chosen for who would be called now."""
        return () if self._choice is None else self._choice.lines

    @property
    def number(self) -> Number | None:
        """What is shown: it is called from; None: nothing is shown."""
        return None if self._choice is None else self._picked or self._choice.first

    def number_for(self, called: Phone | None) -> Number | None:
        """As :attr:`number` while it is this that would be called; else None.

        Whoever shows another than the one asked for, because he has not followed yet,
        must not take the number meant for that one.
        """
        return self.number if called == self._called else None

    async def _ask(self, choices: Choices, called: Phone) -> None:
        self._show(await choices.choice(called))

    def _show(self, choice: Choice | None) -> None:
        ours = () if choice is None else [line.phone_number for line in choice.lines]
        if self._picked not in ours:
            self._picked = None
        self._choice = choice
        self.changed.emit()


class FromButton(QPushButton):
    """Says which of our numbers is called from, and opens a menu of all of them.

    It stands beside what is chosen; on a page it must be told whom that shows.
    """

    def __init__(
        self, from_number: FromNumber, *, stays: bool = False, parent: QWidget | None = None
    ) -> None:
        """``stays``: it keeps its place while nobody is chosen, and follows every choice."""
        super().__init__(parent)
        self._from = from_number
        self._stays = stays
        self._called: Phone | None = None
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self.setToolTip(translate("From", "The contact sees this number"))
        menu = QMenu(self)
        self._one_of_them = QActionGroup(menu)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        from_number.changed.connect(self._show)
        self._show()

    def show_for(self, called: Phone | None) -> None:
        """The page shows whoever has this number now."""
        self._called = called
        self._show()

    def _show(self) -> None:
        number = self._from.number if self._stays else self._from.number_for(self._called)
        self.setVisible(self._from.several and (self._stays or number is not None))
        self.setEnabled(number is not None)
        if number is None:
            words = translate("From", "From which number")
        else:
            words = translate("From", "From {number}").format(number=shown_number(number))
        self.setText(menu_text(words))
        name = next((one.name for one in self._from.lines if one.phone_number == number), None)
        self.setAccessibleName(", ".join(filter(None, (words, plain(name or "", 60)))))

    def _fill(self) -> None:
        """The nearest at once; the rest of a company with hundreds of them in a second menu."""
        menu = self.menu()
        empty(menu)
        for line, action in add_lines(menu, self._from.lines):
            action.setCheckable(True)
            action.setChecked(line.phone_number == self._from.number)
            action.triggered.connect(lambda *_, number=line.phone_number: self._from.pick(number))
            self._one_of_them.addAction(action)
