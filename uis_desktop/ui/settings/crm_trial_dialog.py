"""Past calls, and what the rules for the CRM would have opened in them, or why nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from uis_desktop.core.crm_trial import Trial, WhyNot
from uis_desktop.core.history import HistoryRow
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel, plain, tip_text
from uis_desktop.ui.settings.crm_words import MOMENTS, opening_words
from uis_desktop.ui.settings.questions import choice
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.rows import outcome_words

#: Words by the days to go back, of the first day and of the last.
PERIODS: Mapping[str, str] = {
    "1-1": QT_TRANSLATE_NOOP("CrmTrial", "Yesterday"),
    "0-0": QT_TRANSLATE_NOOP("CrmTrial", "Today"),
    "6-0": QT_TRANSLATE_NOOP("CrmTrial", "The last seven days"),
}
_WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.NOT_MINE: QT_TRANSLATE_NOOP(
        "CrmTrial", "Nothing: it did not ring at your phone, or a click became no call"
    ),
    WhyNot.NO_RULE: QT_TRANSLATE_NOOP("CrmTrial", "Nothing: no rule is for such calls"),
    WhyNot.WRONG_RULE: QT_TRANSLATE_NOOP("CrmTrial", "Nothing: the rule is not right yet"),
    WhyNot.MISSING: QT_TRANSLATE_NOOP("CrmTrial", "Nothing: the call does not tell {name}"),
}


class CrmTrialDialog(QDialog):
    """``period_wanted`` asks for the calls from so many days ago until so many days ago."""

    period_wanted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("crm")
        self.setWindowTitle(translate("CrmTrial", "What would have been opened"))
        self._period = choice(PERIODS, "CrmTrial")
        self._period.setAccessibleName(translate("CrmTrial", "Calls of which days"))
        self._hint = PlainLabel("hint", lines=3)
        self._hint.show_text(
            translate("CrmTrial", "Your rules, tried on calls that are over. Nothing is opened."),
            200,
        )
        self._list = QListWidget()
        self._list.setObjectName("crmTrial")
        self._list.setAccessibleName(translate("CrmTrial", "Calls and what would be opened"))
        self._none = PlainLabel("hint", lines=2)
        self._close = QPushButton(translate("Settings", "Close"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.accept)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        for widget in (self._hint, self._period):
            column.addWidget(widget)
        column.addWidget(self._list, 1)
        column.addWidget(self._none)
        column.addLayout(end)
        # A long address goes on in the next line instead of behind the edge; the tip has it whole.
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(560, 380)
        self._period.currentIndexChanged.connect(self.ask)

    def ask(self) -> None:
        """Ask for the calls of the chosen days."""
        first, _, last = str(self._period.currentData()).partition("-")
        self.period_wanted.emit(int(first), int(last))

    def show_trials(self, tried: Sequence[Trial]) -> None:
        """Show these, the newest first."""
        self._list.clear()
        read = moment_reader(QDate.currentDate())
        for trial in tried:
            words = _result_words(trial)
            who = f"{read(trial.row.started_at)} · {_call_words(trial.row)}"
            item = QListWidgetItem(f"{who}\n{words}")
            item.setToolTip(tip_text(words))
            self._list.addItem(item)
        none = translate("CrmTrial", "There were no calls on these days.")
        self._none.show_text("" if tried else none)
        if tried:
            self._list.setCurrentRow(0)


def _call_words(row: HistoryRow) -> str:
    number = shown_number(row.contact_phone_number)
    name = plain(row.contact_full_name or "", 60)
    who = " · ".join(filter(None, (name, number))) or translate("Card", "Hidden number")
    return f"{who} · {outcome_words(row)}"


def _result_words(trial: Trial) -> str:
    if trial.opening is not None and trial.moment is not None:
        return f"{translate('Crm', MOMENTS[trial.moment])} → {opening_words(trial.opening)}"
    why = translate("CrmTrial", _WHY_NOT[trial.why_not or WhyNot.NO_RULE])
    return why.format(name=f"{{{plain(trial.missing, 60)}}}")
