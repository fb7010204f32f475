"""The test ring: a button, and how far the last one came."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.fates import SEEN, Fate
from uis_desktop.core.ring_test import RingReport, RingStep
from uis_desktop.ui.check import words
from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme

_ICON = 18
_WIDTH = 620


class RingPanel(QWidget):
    """Shows each step with its time; the last one is what became of the card.

    ``passed``: it was on the screen.
    """

    ring_wanted = Signal()
    passed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._button = QPushButton(translate("Check", "Test ring"))
        self._button.setProperty("role", "primary")
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self.ring_wanted)
        self._about = PlainLabel("hint", lines=3)
        self._verdict = PlainLabel("fieldTitle", lines=4)
        self.setMaximumWidth(_WIDTH)
        self._steps = QGridLayout()
        self._steps.setColumnStretch(1, 1)
        self._steps.setHorizontalSpacing(8)
        self._rows = [self._row(number) for number in range(len(RingStep) + 1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about)
        column.addLayout(self._steps)
        column.addWidget(self._verdict)
        self._about.show_text(
            translate(
                "Check",
                "The server notifies itself of a call to you, as UIS does. "
                "Its card comes up here, marked as a test, and goes by itself.",
            ),
            300,
        )
        self.show_nothing()

    def focus_button(self) -> None:
        """The next press of Enter or Space rings."""
        self._button.setFocus()

    def show_nothing(self) -> None:
        """Nobody has rung yet."""
        self._button.setEnabled(True)
        self._verdict.show_text("")
        self._clear()

    def show_waiting(self) -> None:
        """One is on its way: no second one meanwhile."""
        self._button.setEnabled(False)
        self._clear()
        self._verdict.show_text(translate("Check", "It is ringing…"))

    def show_failure(self, says: str) -> None:
        """It could not be asked for, or nobody knows what came of it."""
        self._button.setEnabled(True)
        self._verdict.show_text(says, 300)

    def show_report(self, report: RingReport, fate: tuple[Fate, datetime] | None) -> None:
        """So far it came; ``fate`` is what became of its card and when, if anything yet."""
        self._button.setEnabled(True)
        for number, step in enumerate(RingStep):
            at = report.steps.get(step)
            self._show(number, words.step_words(step), at, passed=at is not None)
        if report.problem is not None:
            self._verdict.show_text(words.problem_words(report.problem), 300)
        elif fate is None:
            self._verdict.show_text(translate("Check", "It is here; waiting for its card…"))
        else:
            self._show_card(*fate)

    def _show_card(self, fate: Fate, at: datetime) -> None:
        seen = fate in SEEN
        self._show(len(RingStep), words.fate_words(fate), at, passed=seen)
        self._verdict.show_text(
            translate("Check", "The whole way works.")
            if seen
            else translate("Check", "The ring has arrived, but its card was kept away."),
            200,
        )
        if seen:
            self.passed.emit()

    def _row(self, number: int) -> tuple[QLabel, PlainLabel, PlainLabel]:
        icon, what, when = QLabel(), PlainLabel("step", lines=2), PlainLabel("hint", width=100)
        icon.setFixedSize(_ICON, _ICON)
        for column, widget in enumerate((icon, what, when)):
            self._steps.addWidget(widget, number, column)
        return icon, what, when

    def _show(self, number: int, says: str, at: datetime | None, *, passed: bool) -> None:
        icon, what, when = self._rows[number]
        glyph, ground, colour = (
            (Glyph.DONE, Ground.DISC, "live")
            if passed
            else (Glyph.PROBLEM, Ground.TRIANGLE, "problem")
        )
        ink, ratio = self._theme.colour("surface"), icon.devicePixelRatioF()
        icon.setPixmap(pixmap(glyph, ground, self._theme.colour(colour), ink, _ICON, ratio))
        icon.show()
        mark = translate("Check", "done") if passed else translate("Check", "not done")
        what.show_text(says, 200)
        what.setAccessibleName(f"{says}: {mark}")
        when.show_text("" if at is None else words.clock(at))

    def _clear(self) -> None:
        for icon, what, when in self._rows:
            icon.hide()
            what.show_text("")
            when.show_text("")
