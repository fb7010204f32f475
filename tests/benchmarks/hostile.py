"""Five hundred hostile names on every surface: the longest the screen stands still for one.

Each name is shown and painted, on the platform without a screen.  The slowest are shown
again, so that loading a font does not count and other work on the machine less: what is
told is the worst of the names, by its number in ``tests/ui/hostile.py``.
Notes are left out: only the person himself writes them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.benchmarks.report import Figure
from tests.ui import samples
from tests.ui.hostile import NAMES
from tests.ui.person import from_nowhere
from tests.ui.test_hostile_text import card_of, contact_of, row_of
from uis_desktop.session.lists import Found
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.contacts.wishes import ContactWishes
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.call_page import CallPage
from uis_desktop.ui.window.contact_page import ContactPage
from uis_desktop.ui.window.row_list import RowList
from uis_desktop.ui.window.rows import rows_for

_AIM_MS = 100.0
#: So many of the slowest are shown again.
_AGAIN = 8
_WINDOW, _HEIGHT = 420, 640
Show = Callable[[str], None]


def measure(tell: Callable[[str], None], *, rounds: int) -> list[Figure]:
    """The worst name of each surface; each time is the least of several rounds."""
    theme = Theme(make_qt_application())
    figures = []
    for surface, (widget, show) in _surfaces(theme).items():
        tell(f"hostile: {surface}")
        widget.resize(_WINDOW, _HEIGHT)
        first = [_shown(widget, show, name) for name in NAMES]
        slow = sorted(range(len(NAMES)), key=first.__getitem__)[-_AGAIN:]
        again = {
            number: min(_shown(widget, show, NAMES[number]) for _ in range(rounds))
            for number in slow
        }
        worst = max(again, key=again.__getitem__)
        label = f"{surface}: longest stall, name {worst} of {len(NAMES)}"
        figures.append(Figure("hostile", label, again[worst], "ms", _AIM_MS))
    return figures


def _shown(widget: QWidget, show: Show, name: str) -> float:
    started = time.perf_counter()
    show(name)
    widget.grab()
    QApplication.sendPostedEvents()
    return (time.perf_counter() - started) * 1e3


def _surfaces(theme: Theme) -> dict[str, tuple[QWidget, Show]]:
    card = Card(samples.ringing(), theme, now=lambda: samples.NOW)
    contact = ContactPage(theme, from_nowhere(), ContactWishes())
    call = CallPage(from_nowhere(), ContactWishes())
    window = QWidget()
    rows = RowList(theme, window)
    QVBoxLayout(window).addWidget(rows)

    def show_contact(name: str) -> None:
        contact.show_contact(contact_of(name))
        contact.show_calls([row_of(name)])

    def show_rows(name: str) -> None:
        found = Found(contacts=(contact_of(name),) * 6, recent=(row_of(name),) * 6)
        listed = rows_for("", found, missed_only=False, read=str)
        rows.show_rows(listed, keep=False, choose_first=False)

    return {
        "card": (card, lambda name: card.update_view(card_of(name))),
        "contact page": (contact, show_contact),
        "call page": (call, lambda name: call.show_call(replace(row_of(name), note=""))),
        "list": (window, show_rows),
    }
