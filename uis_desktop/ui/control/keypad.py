"""The keys of a phone, for a contact who asks to press some."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from uis_desktop.core.call_control import SYMBOLS
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel

_COLUMNS = 3


class Keypad(QWidget):
    """Each press is one symbol; with the focus here the keyboard's digits press, too."""

    pressed = Signal(str)

    def __init__(self, width: int) -> None:
        super().__init__()
        self._sent = PlainLabel("hint", width=width)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for number, symbol in enumerate(SYMBOLS):
            button = QPushButton(symbol)
            button.setAutoDefault(False)
            button.setAccessibleName(translate("Control", "Key {symbol}").format(symbol=symbol))
            button.clicked.connect(lambda *_, symbol=symbol: self.pressed.emit(symbol))
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        grid.addWidget(self._sent, len(SYMBOLS) // _COLUMNS, 0, 1, _COLUMNS)
        self._symbols = ""

    def sent(self, symbol: str) -> None:
        """UIS has sent it."""
        self._symbols = (self._symbols + symbol)[-30:]
        words = translate("Control", "Sent: {symbols}").format(symbols=self._symbols)
        self._sent.show_text(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit of the keyboard is a press, held down or not only one."""
        symbol = event.text()
        if len(symbol) == 1 and symbol in SYMBOLS:
            if not event.isAutoRepeat():
                self.pressed.emit(symbol)
        else:
            super().keyPressEvent(event)
