"""The calls that go on, at the top of the window where nothing else can show them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from uis_desktop.core.cards import CardView
from uis_desktop.ui.cards import lines
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, menu_text

_MOST = 3


class CallStrip(QFrame):
    """A button for each call; pressed, it opens the call's card."""

    card_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("callStrip")
        self._keys: list[str] = []
        self._why = PlainLabel("hint", lines=3)
        self._why.show_text(
            translate(
                "CallStrip",
                "Calls are shown here: this desktop shows neither cards nor notifications.",
            ),
            200,
        )
        self._buttons = [QPushButton() for _ in range(_MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 4)
        for number, button in enumerate(self._buttons):
            button.setProperty("role", "primary")
            button.clicked.connect(lambda *_, number=number: self._on_pressed(number))
            column.addWidget(button)
        column.addWidget(self._why)
        self.show_calls(None)

    def show_calls(self, calls: Sequence[CardView] | None) -> None:
        """These go on; None: something else shows them."""
        self.setHidden(calls is None)
        shown = list(calls or ())[:_MOST]
        self._keys = [card.key for card in shown]
        for number, button in enumerate(self._buttons):
            button.setHidden(number >= len(shown))
            words = lines.title(shown[number]) if number < len(shown) else ""
            button.setText(menu_text(words, 90))
            button.setAccessibleName(words)

    def _on_pressed(self, number: int) -> None:
        self.card_wanted.emit(self._keys[number])
