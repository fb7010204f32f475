"""Three lights: UIS to the server, the server to here, and from here to UIS."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from uis_desktop.core.lights import (
    Arrivals,
    Lamp,
    Tried,
    arrivals_lamp,
    call_api_lamp,
    link_lamp,
)
from uis_desktop.core.link import LinkView
from uis_desktop.ui.check import words
from uis_desktop.ui.icons import Glyph, Ground, pixmap
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.theme import Theme

_ICON = 26
_LOOKS: Mapping[Lamp, tuple[Glyph, Ground, str]] = {
    Lamp.GOOD: (Glyph.DONE, Ground.DISC, "live"),
    Lamp.DOUBT: (Glyph.WAIT, Ground.SQUARE, "ringing"),
    Lamp.BAD: (Glyph.PROBLEM, Ground.TRIANGLE, "problem"),
    Lamp.UNKNOWN: (Glyph.QUESTION, Ground.OUTLINE, "offline"),
}


class Light(QWidget):
    """One part of the way: an icon of its own shape and colour, a title, and a sentence."""

    def __init__(self, title: str, theme: Theme, grid: QGridLayout) -> None:
        """It takes a row of ``grid``; a screen reader reads it as one."""
        super().__init__()
        self._theme = theme
        self._title = title
        self._lamp = Lamp.UNKNOWN
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        heading = PlainLabel("fieldTitle", lines=2)
        heading.show_text(title)
        self._words = PlainLabel("lightWords", lines=3)
        self._words.setContentsMargins(0, 0, 0, 10)
        row = grid.rowCount()
        grid.addWidget(self._icon, row, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(heading, row, 1)
        grid.addWidget(self._words, row + 1, 1)
        theme.changed.connect(self._dress)

    def shine(self, lamp: Lamp, says: str) -> None:
        """Shine like this, and say so."""
        self._lamp = lamp
        self._words.show_text(says, 400)
        self._words.setAccessibleName(f"{self._title}: {words.lamp_words(lamp)}. {says}")
        self._dress()

    @property
    def lamp(self) -> Lamp:
        """How it shines."""
        return self._lamp

    def _dress(self) -> None:
        glyph, ground, colour = _LOOKS[self._lamp]
        ratio = self._icon.devicePixelRatioF()
        ink = self._theme.colour("surface")
        self._icon.setPixmap(pixmap(glyph, ground, self._theme.colour(colour), ink, _ICON, ratio))
        self._icon.setAccessibleName(words.lamp_words(self._lamp))


class Lights(QWidget):
    """The three of them, as far as it is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.arrivals = Light(
            translate("Check", "UIS notifies the company's server of calls"), theme, grid
        )
        self.link = Light(
            translate("Check", "The server is connected with this computer"), theme, grid
        )
        self.call_api = Light(translate("Check", "UIS takes calls by a click"), theme, grid)

    def show_link(self, link: LinkView | None) -> None:
        """The server and this computer."""
        self.link.shine(link_lamp(link), words.link_light_words(link))

    def show_arrivals(self, arrivals: Arrivals | None, now: datetime) -> None:
        """UIS and the server."""
        self.arrivals.shine(arrivals_lamp(arrivals, now), words.arrivals_words(arrivals, now))

    def show_call_api(self, tried: Tried | None) -> None:
        """This computer and UIS."""
        self.call_api.shine(call_api_lamp(tried), words.call_api_words(tried))
