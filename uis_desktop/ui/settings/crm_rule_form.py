"""One rule for the CRM: its fields, what is wrong with it, and what it would open."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from uis_desktop.core.crm_filling import Fault, preview, problem_of
from uis_desktop.core.crm_rules import CrmRule, Moment, Way, line_of
from uis_desktop.core.crm_sample import SAMPLE_NUMBER, sample_call
from uis_desktop.core.events import Direction
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, menu_text
from uis_desktop.ui.settings.crm_words import (
    DIRECTIONS,
    MOMENTS,
    VALUES,
    WAYS,
    opening_words,
    problem_words,
)
from uis_desktop.ui.settings.questions import ask, choice, mark_wrong
from uis_desktop.ui.shown_numbers import shown_number

_TARGET_HEIGHT = 104


class _TargetField(QPlainTextEdit):
    """Plain text over a few lines; Tab goes on to the next field."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_TARGET_HEIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is finished."""
        super().focusOutEvent(event)
        self.left.emit()


class CrmRuleForm(QWidget):
    """``changed`` tells each keystroke; ``finished`` that a field was left or chosen."""

    changed = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._moment = choice(MOMENTS, "Crm")
        self._direction = choice(DIRECTIONS, "Crm")
        self._line = QLineEdit()
        self._line.setPlaceholderText(translate("Crm", "All lines"))
        self._line_complaint = PlainLabel("complaint", lines=2)
        self._way = choice(WAYS, "Crm")
        self._target = _TargetField()
        self._values = QMenu(self)
        self._insert = QPushButton(translate("Crm", "Insert a value"))
        self._insert.setAutoDefault(False)
        self._insert.setMenu(self._values)
        self._complaint = PlainLabel("complaint", lines=3)
        self._preview = PlainLabel("hint", lines=5)
        self._lay_out()
        self._connect()

    @property
    def rule(self) -> CrmRule:
        """As it is filled in now."""
        direction = self._direction.currentData()
        return CrmRule(
            moment=Moment(self._moment.currentData()),
            direction=Direction(direction) if direction else None,
            line=line_of(self._line.text()),
            way=Way(self._way.currentData()),
            target=self._target.toPlainText(),
        )

    def show_rule(self, rule: CrmRule | None) -> None:
        """Fill in this rule; None: there is none, and nothing can be filled in."""
        self.setEnabled(rule is not None)
        shown = rule or CrmRule()
        for combo, value in (
            (self._moment, shown.moment.value),
            (self._direction, shown.direction.value if shown.direction else ""),
            (self._way, shown.way.value),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(value))
        with QSignalBlocker(self._line):
            self._line.setText(shown.line)
        with QSignalBlocker(self._target):
            self._target.setPlainText(shown.target)
        self._judge(shown if rule is not None else None)

    def begin(self) -> None:
        """Have the person write what is to be opened."""
        self._target.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        ask(form, translate("Crm", "When"), self._moment)
        ask(form, translate("Crm", "Which calls"), self._direction)
        ask(form, translate("Crm", "Over our line"), self._line)
        form.addRow("", self._line_complaint)
        ask(form, translate("Crm", "Open"), self._way)
        ask(form, translate("Crm", "Address or program"), self._target)
        form.addRow("", self._complaint)
        form.addRow("", self._insert)
        form.addRow(self._preview)
        for name, words in VALUES.items():
            entry = self._values.addAction(menu_text(translate("Crm", words)))
            entry.triggered.connect(lambda *_, name=name: self._on_insert(f"{{{name}}}"))
        parameter = self._values.addAction(translate("Crm", "Additional parameter, by its label"))
        parameter.triggered.connect(
            lambda: self._on_insert(f"{{parameter:{translate('Crm', 'label')}}}")
        )

    def _connect(self) -> None:
        for combo in (self._moment, self._direction, self._way):
            combo.currentIndexChanged.connect(self._on_changed)
            combo.currentIndexChanged.connect(self.finished)
        self._line.textChanged.connect(self._on_changed)
        self._line.editingFinished.connect(self.finished)
        self._target.textChanged.connect(self._on_changed)
        self._target.left.connect(self.finished)

    def _on_changed(self) -> None:
        self._judge(self.rule)
        self.changed.emit()

    def _on_insert(self, value: str) -> None:
        self._target.insertPlainText(value)
        self._target.setFocus()

    def _judge(self, rule: CrmRule | None) -> None:
        """Say what is wrong beside the field, or what would be opened."""
        problem = problem_of(rule) if rule is not None else None
        words = problem_words(problem) if problem is not None else ""
        at_line = problem is not None and problem.fault is Fault.LINE
        self._line_complaint.show_text(words if at_line else "", 200)
        self._complaint.show_text("" if at_line else words, 300)
        mark_wrong(self._line, words if at_line else "")
        mark_wrong(self._target, "" if at_line else words)
        self._name_target()
        self._preview.show_text(_preview_words(rule) if rule and problem is None else "", 800)

    def _name_target(self) -> None:
        by_program = self._way.currentData() == Way.PROGRAM
        address = translate("Crm", "Address")
        program = translate("Crm", "Program, and each argument in a line of its own")
        self._target.setAccessibleName(program if by_program else address)
        self._target.setPlaceholderText(
            translate("Crm", "The program\nIts first argument\nIts second argument")
            if by_program
            else "https://crm.example/?q={number}"
        )


def _preview_words(rule: CrmRule) -> str:
    """What the rule would open for a made-up call."""
    call = sample_call(
        rule,
        contact=translate("Crm", "Anna Ivanova"),
        company=translate("Crm", "Camomile Ltd"),
    )
    opening = preview(rule, call).opening
    if opening is None:
        return ""
    pattern = translate("Crm", "For a call with {number} this opens: {opening}")
    return pattern.format(number=shown_number(SAMPLE_NUMBER), opening=opening_words(opening))
