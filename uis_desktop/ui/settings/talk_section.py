"""Settings of what happens during a talk."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from uis_desktop.core.hold_words import LONGEST_HOLD_WORDS, USUAL_HOLD_WORDS, hold_words
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.section import HINT_WIDTH, Section


class TalkSection(Section):
    """What the caller hears while he waits."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "During a talk"))
        self._shown = ""
        self._words = QLineEdit()
        self._words.setMaxLength(LONGEST_HOLD_WORDS)
        self._words.setPlaceholderText(USUAL_HOLD_WORDS)
        hint = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        self.row("hold_words", self._words, question=translate("Settings", "Words on hold"))
        self._words.setAccessibleName(translate("Settings", "What the caller hears on hold"))
        self.hint("hold_words", hint)
        hint.show_text(translate("Settings", "UIS reads it out. Empty: the usual words."), 200)
        self._words.editingFinished.connect(self._on_typed)
        self.on_show(self._show)

    def _on_typed(self) -> None:
        """Tell it once, when it is ready."""
        words = hold_words(self._words.text())
        if words != self._shown:
            self.wish("hold_words", words)
        else:
            self._put(words)

    def _put(self, words: str) -> None:
        """Its beginning is what is seen."""
        self._words.setText(words)
        self._words.setCursorPosition(0)

    def _show(self, preferences: Preferences) -> None:
        """Not while somebody types: another choice is shown with all the others."""
        if preferences.hold_words != self._shown:
            self._shown = preferences.hold_words
            self._put(self._shown)
