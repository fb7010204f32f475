"""The contact window with 100,000 contacts and 50,000 calls: how fast it finds while one types.

The window is the product's, over a real journal, in Qt's loop, on the platform without
a screen: a keystroke is over when the list has been painted anew with what fits.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from tests.benchmarks.figures import percentile
from tests.benchmarks.report import Figure
from tests.end_to_end.stage.home import Home
from tests.fakes.screen import PaperScreen
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.core import number_library
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.phone import Number
from uis_desktop.session.lists import Found, Lists
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_window import ContactWindow

CONTACTS, CALLS, _PAGE = 100_000, 50_000, 1000
_TYPED_AIM_MS, _IMPORT_AIM_S, _STALL_AIM_MS = 30.0, 10.0, 50.0
_ANSWER_S = 5.0
_FIRST = ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Ирина", "Кирилл")
_LAST = ("Иванова", "Петров", "Сидорова", "Кузнецов", "Смирнова", "Попов", "Соколова", "Лебедев")
_WORDS = ("иванова", "петров ан", "ооо ромашка", "7900123", "кирилл лебедев", "bdfyjdf", "495 100")

T = TypeVar("T")


def measure(home: Home, tell: Callable[[str], None], *, rounds: int) -> list[Figure]:
    """Import the contacts, then type words, letter by letter, so many times."""
    application = make_qt_application()
    loop = qasync.QEventLoop(application)
    with loop:
        figures: list[Figure] = loop.run_until_complete(
            _measure(home.path, tell, Theme(application), rounds)
        )
    return figures


async def _measure(
    folder: Path, tell: Callable[[str], None], theme: Theme, rounds: int
) -> list[Figure]:
    async with SqliteJournal(folder / "finder.sqlite3") as journal:
        lists = Lists(journal=journal, screen=PaperScreen(), changed=asyncio.Event())
        with Typist(lists, theme) as typist:
            as_the_program_starts()
            tell(f"finder: importing {CONTACTS} contacts")
            took, stall = await with_stalls(_import_contacts(journal))
            tell(f"finder: writing {CALLS} calls")
            await write_calls(journal)
            tell("finder: typing")
            await typist.type(_WORDS[0])
            delays = [
                ms for _ in range(rounds) for word in _WORDS for ms in await typist.type(word)
            ]
    return [
        Figure("finder", f"{CONTACTS} contacts imported", took, "s", _IMPORT_AIM_S),
        Figure("finder", "longest stall of the window meanwhile", stall, "ms", _STALL_AIM_MS),
        Figure("finder", "keystroke to list painted, p50", percentile(delays, 0.5), "ms"),
        Figure("finder", "keystroke to list painted, p99", percentile(delays, 0.99), "ms",
               _TYPED_AIM_MS),
    ]  # fmt: skip


def as_the_program_starts() -> None:
    """What was loaded is set aside for good, and numbers can be read: see ``desktop.py``."""
    number_library.library()
    gc.collect()
    gc.freeze()


async def with_stalls(work: Coroutine[Any, Any, None]) -> tuple[float, float]:
    """Seconds it took, and the longest time in ms that Qt's loop did not come round."""
    longest, started = 0.0, time.perf_counter()
    task = asyncio.ensure_future(work)
    while not task.done():
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - before - 0.001)
    task.result()
    return time.perf_counter() - started, longest * 1e3


async def _import_contacts(journal: SqliteJournal) -> None:
    chance = random.Random(1)
    for first in range(0, CONTACTS, _PAGE):
        page = [
            Contact(
                id=f"c{number}",
                full_name=f"{chance.choice(_LAST)} {chance.choice(_FIRST)} {number}",
                company=f"ООО «Ромашка {number % 997}»",
                phone_numbers=(Number(f"+7900{number:07}"), Number(f"+7495{number:07}")),
            )
            for number in range(first, first + _PAGE)
        ]
        await journal.keep_contacts(page, (), DirectoryPlace(first + _PAGE, "e"), reset=False)


async def write_calls(journal: SqliteJournal) -> None:
    """Fill the history."""
    began = datetime.now(UTC) - timedelta(days=300)
    for first in range(0, CALLS, _PAGE):
        rows = [
            HistoryRow(
                key=str(900_000 + number),
                direction=Direction.IN,
                outcome=Outcome.LOST if number % 10 == 0 else Outcome.TALKED,
                started_at=began + timedelta(minutes=number * 8),
                concerns_me=True,
                contact_phone_number=Number(f"+7900{number * 7 % CONTACTS:07}"),
                contact_full_name=f"Клиент {number}",
            )
            for number in range(first, first + _PAGE)
        ]
        await journal.keep((), rows)


class Typist(QObject):
    """Types into the window's field and waits for the list to be painted with the answer."""

    def __init__(self, lists: Lists, theme: Theme) -> None:
        super().__init__()
        self._window = ContactWindow(theme, Tasks(self._fail))
        self._lists = lists
        self._answered = False
        self._painted = asyncio.Event()

    def __enter__(self) -> Typist:
        field = self._window.findChild(QLineEdit)
        listed = self._window.findChild(QListView, "calls")
        assert isinstance(field, QLineEdit)
        assert isinstance(listed, QListView)
        self._field = field
        listed.viewport().installEventFilter(self)
        self._window.use(self)
        self._window.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._window.use(None)
        self._window.hide()

    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        """As the session finds; the window lists it before anything else happens."""
        found = await self._lists.find(search, missed_only=missed_only)
        self._answered = search == self._field.text().strip()
        return found

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        """As the session tells."""
        return await self._lists.calls_with(contact)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The list is about to be painted."""
        if event.type() == QEvent.Type.Paint and self._answered:
            asyncio.get_running_loop().call_soon(self._painted.set)
        return False

    async def type(self, word: str) -> list[float]:
        """Milliseconds from each key to the painted list; a blank alone asks for nothing."""
        if self._field.text():
            await self._listed(self._field.clear)
        delays = []
        for letter in word:
            if letter == " ":
                self._press(letter)
            else:
                delays.append(await self._listed(partial(self._press, letter)))
        return delays

    async def _listed(self, change: Callable[[], None]) -> float:
        self._answered = False
        self._painted.clear()
        started = time.perf_counter()
        change()
        async with asyncio.timeout(_ANSWER_S):
            await self._painted.wait()
        return (time.perf_counter() - started) * 1e3

    def _press(self, letter: str) -> None:
        # QTest knows Latin keys only.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self._field, key)

    def _fail(self, error: Exception) -> None:
        raise error
