"""Some settings under one heading: each is a row that is filled, changed and found by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLayout,
    QLineEdit,
    QWidget,
)

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import BY_KEY
from uis_desktop.ui.language import translate
from uis_desktop.ui.locks import LockLine
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.questions import ask, choice

#: So wide is a hint that goes over the whole row.
HINT_WIDTH = 400

#: The choices with one of them made anew.
Change = Callable[[Preferences], Preferences]


@dataclass(slots=True)
class _Row:
    """What stands in the form for one setting.

    Attributes:
        line: what the form calls its row.
        control: what the person chooses with.
        lock: the line that says why nothing can be chosen.
        hints: lines below it, each away while it is empty.
    """

    line: QWidget | QLayout
    control: QWidget
    lock: LockLine = field(default_factory=lambda: LockLine(HINT_WIDTH))
    hints: list[PlainLabel] = field(default_factory=list)

    def show_lock(self, why: str) -> None:
        """Nothing can be chosen, and that is why; empty words: it can."""
        named = (self.control, *self.control.findChildren(QLineEdit))
        before = self.lock.whole_text
        for part in named:
            name = part.accessibleName().removesuffix(f". {before}" if before else "")
            part.setAccessibleName(f"{name}. {why}" if why else name)
        self.lock.show_text(why, 200)
        if before or why:
            self.control.setEnabled(not why)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where a setting is chosen that is not chosen here; the words of a lock take their place."""

    label: PlainLabel
    words: str


class Section(QGroupBox):
    """``wished`` gives a :data:`Change` as soon as something is chosen."""

    wished = Signal(object)

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self._form = QFormLayout(self)
        self._rows: dict[str, _Row] = {}
        self._elsewhere: dict[str, _Elsewhere] = {}
        self._locked: Mapping[str, str] = {}
        self._showing: list[Callable[[Preferences], None]] = []

    def show_preferences(self, preferences: Preferences) -> None:
        """These choices are in force now."""
        for key, row in self._rows.items():
            row.show_lock(self._locked.get(key, ""))
        for show in self._showing:
            show(preferences)
        for key in self._locked.keys() & self._rows.keys():
            self._rows[key].control.setEnabled(False)
        for key, there in self._elsewhere.items():
            hidden = there.label.isHidden()
            there.label.show_text(self._locked.get(key, there.words), 200)
            there.label.setHidden(hidden)

    def locked(self, key: str) -> bool:
        """It cannot be chosen."""
        return key in self._locked

    def lock(self, reasons: Mapping[str, str]) -> None:
        """These cannot be chosen, and why; it shows with the next choices."""
        self._locked = reasons

    @property
    def words(self) -> Mapping[str, str]:
        """What each setting is found by: its name, other words for it, and what is read there."""
        return {
            key: " ".join((_title(key), translate("Settings", BY_KEY[key].also), *_read(row)))
            for key, row in self._rows.items()
        } | {
            key: " ".join((there.label.whole_text, translate("Settings", BY_KEY[key].also)))
            for key, there in self._elsewhere.items()
        }

    def show_only(self, keys: Set[str] | None) -> QWidget | None:
        """Leave these rows; None: all.  The first control that is left and can be used."""
        first = None
        for key, row in self._rows.items():
            left = keys is None or key in keys
            self._form.setRowVisible(row.line, left)
            for hint in row.hints:
                hint.setVisible(left and bool(hint.whole_text))
            if left and first is None and row.control.isEnabled():
                first = row.control
        for key, there in self._elsewhere.items():
            there.label.setVisible(keys is not None and key in keys)
        found = keys is None or not keys.isdisjoint(self._rows.keys() | self._elsewhere.keys())
        self.setVisible(found)
        return first

    def choice(
        self,
        key: str,
        words: Mapping[str, str],
        value: type[StrEnum] | type[str] = str,
        context: str = "Settings",
    ) -> QComboBox:
        """One of these; to be put into a row."""
        combo = choice(words, context)
        combo.currentIndexChanged.connect(lambda: self.wish(key, value(combo.currentData())))
        self.on_show(lambda p: self._pick(combo, str(getattr(p, key))))
        return combo

    def switch(self, key: str) -> QCheckBox:
        """A row to be ticked or not."""
        box = QCheckBox(_title(key))
        box.setAccessibleName(_title(key))
        box.toggled.connect(lambda on: self.wish(key, on))
        self.on_show(lambda p: self._tick(box, on=getattr(p, key)))
        self.line(key, box)
        return box

    def row(
        self, key: str, control: QWidget, *, beside: QLayout | None = None, question: str = ""
    ) -> None:
        """A question with its answer; ``beside`` holds the answer and what belongs to it."""
        ask(self._form, question or _title(key), control, beside)
        self._keep(key, _Row(beside or control, control))

    def line(self, key: str, control: QWidget) -> None:
        """A row that says itself what it is."""
        self._form.addRow(control)
        self._keep(key, _Row(control, control))

    def _keep(self, key: str, row: _Row) -> None:
        self._form.addRow(row.lock)
        row.hints.append(row.lock)
        self._rows[key] = row

    def hint(self, key: str, label: PlainLabel) -> None:
        """A line below the row of this setting."""
        self._form.addRow(label)
        self._rows[key].hints.append(label)

    def elsewhere(self, key: str, words: str) -> None:
        """A setting that is not chosen here: only whoever looks for it is told where it is."""
        label = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        label.show_text(words, 200)
        label.hide()
        self._form.addRow(label)
        self._elsewhere[key] = _Elsewhere(label, words)

    def on_show(self, show: Callable[[Preferences], None]) -> None:
        """Have the choices in force told to ``show``."""
        self._showing.append(show)

    def wish(self, key: str, value: object) -> None:
        """The person has chosen."""
        change: dict[str, Any] = {key: value}
        self.wished.emit(lambda preferences: replace(preferences, **change))

    @staticmethod
    def _pick(combo: QComboBox, value: str) -> None:
        with QSignalBlocker(combo):
            combo.setCurrentIndex(max(0, combo.findData(value)))

    @staticmethod
    def _tick(box: QCheckBox, *, on: bool) -> None:
        with QSignalBlocker(box):
            box.setChecked(on)


def _title(key: str) -> str:
    return translate("Settings", BY_KEY[key].title)


def _read(row: _Row) -> list[str]:
    answers: list[str] = []
    if isinstance(row.control, QComboBox):
        answers = [row.control.itemText(index) for index in range(row.control.count())]
    return [*answers, *(hint.whole_text for hint in row.hints)]
