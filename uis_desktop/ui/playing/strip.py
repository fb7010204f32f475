"""The player, at the foot of the contact window while there is a recording to hear."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from uis_desktop.ui.cards.lines import duration
from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.playing.position_slider import PositionSlider
from uis_desktop.ui.playing.view import Phase, PlayerView
from uis_desktop.ui.theme import Theme

_ICON = 20


class PlayerStrip(QFrame):
    """Play and pause, the position, and what is wrong; it stays while others are looked at.

    Attributes:
        seek_wanted: to this millisecond.
    """

    toggle_wanted = Signal()
    seek_wanted = Signal(int)
    elsewhere_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("player")
        self._theme = theme
        self._phase = Phase.LOADING
        self._keyboard_waits = False
        self._toggle = QPushButton()
        self._toggle.setProperty("role", "round")
        self._title = PlainLabel("playerTitle")
        self._words = PlainLabel("hint", lines=3)
        self._slider = PositionSlider()
        self._time = QLabel()
        self._time.setObjectName("playerTime")
        self._again = QPushButton(translate("Record", "Try again"))
        self._elsewhere = QPushButton(translate("Record", "Open in the system's player"))
        self._close = QPushButton("✕")
        self._close.setProperty("role", "close")
        self._close.setAccessibleName(translate("Record", "Close the recording"))
        self._close.setToolTip(translate("Record", "Close the recording"))
        self._lay_out()
        self._connect()
        self.show_view(None)

    def show_view(self, view: PlayerView | None) -> None:
        """This recording; None: there is none to hear."""
        held = self._toggle.hasFocus() or self._again.hasFocus()
        waited = self._keyboard_waits and self._close.hasFocus()
        self.setVisible(view is not None)
        if view is None:
            return
        self._phase = view.phase
        heard = view.phase in {Phase.PLAYING, Phase.PAUSED}
        self._toggle.setVisible(heard)
        self._slider.setVisible(heard)
        self._time.setVisible(heard)
        self._again.setVisible(view.again)
        self._elsewhere.setVisible(view.phase is Phase.TROUBLE)
        self._title.show_text(" · ".join(filter(None, (_state_words(view), view.title))), 200)
        self._words.show_text(view.words if view.phase is Phase.TROUBLE else "", 300)
        self._show_icon()
        if held and not heard:
            # The button with the keyboard has gone; no field is to get what is typed next.
            self._close.setFocus()
        elif waited and heard:
            self._toggle.setFocus()
        self._keyboard_waits = not heard and (held or waited)

    def show_position(self, position_ms: int, length_ms: int) -> None:
        """It is there."""
        self._slider.follow(position_ms // 1000, length_ms // 1000)
        if not self._slider.isSliderDown():
            self._show_time(position_ms // 1000)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._slider, 1)
        line.addWidget(self._time)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._again)
        ways.addWidget(self._elsewhere)
        ways.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self._title)
        middle.addWidget(self._words)
        middle.addLayout(line)
        middle.addLayout(ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._toggle)
        row.addLayout(middle, 1)
        row.addWidget(self._close)

    def _connect(self) -> None:
        self._toggle.clicked.connect(self.toggle_wanted)
        self._again.clicked.connect(self.toggle_wanted)
        self._slider.space_pressed.connect(self.toggle_wanted)
        self._slider.sliderMoved.connect(self._show_time)
        self._slider.seek_wanted.connect(lambda seconds: self.seek_wanted.emit(seconds * 1000))
        self._elsewhere.clicked.connect(self.elsewhere_wanted)
        self._close.clicked.connect(self.close_wanted)
        self._theme.changed.connect(self._show_icon)

    def _show_time(self, position_s: int) -> None:
        self._time.setText(f"{duration(position_s)} / {duration(self._slider.maximum())}")

    def _show_icon(self) -> None:
        playing = self._phase is Phase.PLAYING
        words = translate("Record", "Pause") if playing else translate("Record", "Play")
        self._toggle.setAccessibleName(words)
        self._toggle.setToolTip(words)
        colour, ink = self._theme.colour("accent"), self._theme.colour("on_accent")
        glyph = Glyph.PAUSE if playing else Glyph.PLAY
        ratio = self.devicePixelRatioF()
        self._toggle.setIcon(pixmap(glyph, Ground.NONE, ink, colour, _ICON, ratio))


def _state_words(view: PlayerView) -> str:
    if view.phase is Phase.LOADING:
        return translate("Record", "loading…")
    return view.words if view.phase is Phase.PAUSED else ""
