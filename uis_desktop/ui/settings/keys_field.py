"""Where a person presses the keys that are to work in every program."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit

from uis_desktop.core.hotkeys import read_hotkey
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel

_PORTABLE = QKeySequence.SequenceFormat.PortableText
#: Who wants no keys presses one of these.
_NONE = {"Backspace", "Del"}


class KeysField(QKeySequenceEdit):
    """``chosen`` tells keys that can be used, as settings write them, or empty for none.

    Attributes:
        hint: what the keys do, or why those that were pressed cannot be used.
    """

    chosen = Signal(str)

    def __init__(self, width: int, *, selection: bool) -> None:
        """``width`` is that of the hint; without ``selection`` a number has to be copied."""
        super().__init__()
        self._selection = selection
        self.hint = PlainLabel("hint", lines=2, width=width)
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.keySequenceChanged.connect(self._on_keys)
        self._explain()

    def name(self, name: str) -> None:
        """The name of the field, and of the line Qt made in it."""
        for part in (self, *self.findChildren(QLineEdit)):
            part.setAccessibleName(name)

    def show_keys(self, keys: str) -> None:
        """These are in force; empty: none."""
        with QSignalBlocker(self):
            self.setKeySequence(QKeySequence.fromString(keys, _PORTABLE))
        self._explain()

    def _on_keys(self, sequence: QKeySequence) -> None:
        typed = sequence.toString(_PORTABLE)
        if typed in _NONE:
            typed = ""
        hotkey = read_hotkey(typed)
        if typed and hotkey is None:
            self._say_why_not(sequence)
            return
        # A letter of the Russian layout has become the key it is on.
        self.show_keys(str(hotkey or ""))
        self.chosen.emit(str(hotkey or ""))

    def _say_why_not(self, sequence: QKeySequence) -> None:
        words = translate(
            "Settings",
            "{keys}: other programs need it. Press two of Ctrl, Alt, Shift together with a letter, "
            "a digit or F1–F12.",
        )
        keys = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        self.hint.show_text(words.format(keys=keys), 200)

    def _explain(self) -> None:
        words = translate(
            "Settings",
            "Copy a number in any program and press them: it is in the field to dial. "
            "Backspace: no keys.",
        )
        if self._selection:
            words = translate(
                "Settings",
                "Select a number in any program and press them: it is in the field to dial. "
                "Backspace: no keys.",
            )
        self.hint.show_text(words, 200)
