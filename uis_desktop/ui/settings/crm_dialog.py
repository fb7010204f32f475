"""The rules for the CRM: their list, and the one that is chosen to be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
)

from uis_desktop.core.crm_filling import problem_of
from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.crm_rule_form import CrmRuleForm
from uis_desktop.ui.settings.crm_templates import CrmTemplates
from uis_desktop.ui.settings.crm_words import rule_title

_WIDTH = 600


class CrmDialog(QDialog):
    """``chosen`` tells all rules whenever one of them is finished, the wrong ones too.

    A rule that is wrong opens nothing, but nothing of it is lost.
    """

    chosen = Signal(object)
    trial_wanted = Signal()

    def __init__(self, rules: Sequence[CrmRule]) -> None:
        super().__init__()
        self.setObjectName("crm")
        self.setWindowTitle(translate("Crm", "Open the customer in the CRM"))
        self._rules = list(rules)
        self._told = tuple(rules)
        self._templates = CrmTemplates()
        self._list = QListWidget()
        self._list.setObjectName("crmRules")
        self._list.setAccessibleName(translate("Crm", "Rules, the first that fits counts"))
        self._none = PlainLabel("hint", lines=2)
        self._form = CrmRuleForm()
        self._add = self._button(translate("Crm", "Add"), "Ctrl+N", self._on_add)
        self._copy = self._button(translate("Crm", "Copy"), "Ctrl+D", self._on_copy)
        self._remove = self._button(translate("Crm", "Remove"), "Ctrl+Del", self._on_remove)
        self._up = self._button(translate("Crm", "Up"), "Alt+Up", lambda: self._on_move(-1))
        self._down = self._button(translate("Crm", "Down"), "Alt+Down", lambda: self._on_move(1))
        self._try = QPushButton(translate("Crm", "Try on yesterday's calls…"))
        self._try.setAutoDefault(False)
        self._try.clicked.connect(self.trial_wanted)
        self._close = QPushButton(translate("Settings", "Close"))
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.accept)
        self._lay_out()
        self._list.currentRowChanged.connect(self._on_row)
        self._form.changed.connect(self._on_changed)
        self._form.finished.connect(self._tell)
        self._templates.wanted.connect(self._insert)
        self.finished.connect(self._tell)
        self._show_list(0)

    @property
    def rules(self) -> Sequence[CrmRule]:
        """As they are filled in now."""
        return tuple(self._rules)

    def show_rules(self, rules: Sequence[CrmRule]) -> None:
        """These are in force now; what is being typed here is kept if they are our own."""
        if tuple(rules) != self._told:
            self._rules = list(rules)
            self._told = tuple(rules)
            self._show_list(0)

    def _button(self, words: str, keys: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(act)
        QShortcut(QKeySequence(keys), self, button.click)
        return button

    def _lay_out(self) -> None:
        head = PlainLabel("hint", lines=3)
        head.show_text(
            translate(
                "Crm",
                "The first rule that fits the call and has all its values is carried out.",
            ),
            200,
        )
        order = QHBoxLayout()
        for button in (self._add, self._copy, self._remove, self._up, self._down):
            order.addWidget(button)
        order.addStretch(1)
        end = QHBoxLayout()
        end.addWidget(self._try)
        end.addStretch(1)
        end.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._templates)
        column.addWidget(head)
        column.addWidget(self._list, 1)
        column.addWidget(self._none)
        column.addLayout(order)
        column.addWidget(self._form)
        column.addLayout(end)
        self._list.setMinimumHeight(110)
        self.setMinimumWidth(_WIDTH)

    def _show_list(self, row: int) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItems([_row_words(rule) for rule in self._rules])
            self._list.setCurrentRow(min(row, len(self._rules) - 1))
        self._on_row(self._list.currentRow())

    def _on_row(self, row: int) -> None:
        chosen = 0 <= row < len(self._rules)
        self._form.show_rule(self._rules[row] if chosen else None)
        none = translate("Crm", "There is no rule yet: add a ready one above, or one of your own.")
        self._none.show_text("" if self._rules else none, 200)
        for button in (self._copy, self._remove):
            button.setEnabled(chosen)
        self._up.setEnabled(chosen and row > 0)
        self._down.setEnabled(chosen and row < len(self._rules) - 1)

    def _on_changed(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._rules):
            self._rules[row] = self._form.rule
            self._list.item(row).setText(_row_words(self._rules[row]))

    def _insert(self, rule: CrmRule) -> None:
        row = self._list.currentRow() + 1
        self._rules.insert(row, rule)
        self._show_list(row)
        self._tell()

    def _on_add(self) -> None:
        self._insert(CrmRule())
        self._form.begin()

    def _on_copy(self) -> None:
        self._insert(self._rules[self._list.currentRow()])

    def _on_remove(self) -> None:
        row = self._list.currentRow()
        del self._rules[row]
        self._show_list(row)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _on_move(self, step: int) -> None:
        row = self._list.currentRow()
        self._rules.insert(row + step, self._rules.pop(row))
        self._show_list(row + step)
        self._tell()

    def _tell(self) -> None:
        if self.rules != self._told:
            self._told = tuple(self._rules)
            self.chosen.emit(self._told)


def _row_words(rule: CrmRule) -> str:
    words = rule_title(rule)
    wrong = translate("Crm", "Not right yet: {rule}")
    return wrong.format(rule=words) if problem_of(rule) is not None else words
