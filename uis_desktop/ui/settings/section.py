"""Some settings under one heading: each is a row that is filled, changed and found by its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLayout, QWidget

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import BY_KEY
from uis_desktop.ui.language import translate
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
        hints: lines below it, each away while it is empty.
    """

    line: QWidget | QLayout
    control: QWidget
    hints: list[PlainLabel] = field(default_factory=list)


class Section(QGroupBox):
    """``wished`` gives a :data:`Change` as soon as something is chosen."""

    wished = Signal(object)

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self._form = QFormLayout(self)
        self._rows: dict[str, _Row] = {}
        self._elsewhere: dict[str, PlainLabel] = {}
        self._showing: list[Callable[[Preferences], None]] = []

    def show_preferences(self, preferences: Preferences) -> None:
        """These choices are in force now."""
        for show in self._showing:
            show(preferences)

    @property
    def words(self) -> Mapping[str, str]:
        """What each setting is found by: its name, other words for it, and what is read there."""
        return {
            key: " ".join((_title(key), translate("Settings", BY_KEY[key].also), *_read(row)))
            for key, row in self._rows.items()
        } | {
            key: " ".join((label.whole_text, translate("Settings", BY_KEY[key].also)))
            for key, label in self._elsewhere.items()
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
        for key, label in self._elsewhere.items():
            label.setVisible(keys is not None and key in keys)
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
        self._rows[key] = _Row(beside or control, control)

    def line(self, key: str, control: QWidget) -> None:
        """A row that says itself what it is."""
        self._form.addRow(control)
        self._rows[key] = _Row(control, control)

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
        self._elsewhere[key] = label

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
