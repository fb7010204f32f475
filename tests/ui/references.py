"""Small pictures of cards to compare with: ``python -m tests.ui.references``.

The pictures in ``tests/ui/reference_pictures`` were looked at and found good.  They are a
quarter of the size and compared by :func:`difference`, which does not mind another
machine's fonts, so they hold layout and colours, not letters.  Make them anew when
a card is meant to look otherwise, and look at them before they are committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui import samples
from tests.ui.person import FAR_AWAY
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.application import make_qt_application
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.full_screen import NobodyFills
from uis_desktop.ui.language import speak
from uis_desktop.ui.settings.cards_section import Monitor
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.theme import Theme

FOLDER = Path(__file__).parent / "reference_pictures"
_KINDS = (
    "ringing_me", "ringing_colleague", "calling_my_phone", "talking", "taken", "ended", "lost",
    "refused", "unknown", "silent", "long", "no_name", "hidden", "many_parameters", "past",
)  # fmt: skip
_SMALLER = 4
_STACKS = QSize(420, 780)
_FONT = "font"
#: Squares a picture is divided into for the comparison.
_ACROSS, _DOWN = 24, 16
#: Mean difference of the squares' colours, 0 to 255, that another scale may make, and another
#: font (tried with four families on one machine: 9.6 at most).
SAME_FONT, OTHER_FONT = 1.5, 10.0
#: A card with another font may be so much higher or lower.
_STRETCH = 1.2


def difference(one: QImage, other: QImage) -> float:
    """How different two pictures look: 0 the same, 255 black and white, infinite another shape."""
    if (
        not 1 / _STRETCH
        < (one.height() / one.width()) / (other.height() / other.width())
        < _STRETCH
    ):
        return float("inf")
    pairs = zip(_squares(one), _squares(other), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (_ACROSS * _DOWN * 3)


def tolerated(folder: Path) -> float:
    """How different pictures in ``folder`` may be from the references."""
    same = (folder / _FONT).read_text() == (FOLDER / _FONT).read_text()
    return SAME_FONT if same else OTHER_FONT


def _squares(image: QImage) -> Iterator[int]:
    mode = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(_ACROSS, _DOWN, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    for y in range(_DOWN):
        for x in range(_ACROSS):
            colour = small.pixelColor(x, y)
            yield from (colour.red(), colour.green(), colour.blue())


def paint_all(folder: Path) -> None:
    """Paint every picture; the dark ones after a change of the theme while the cards are up."""
    qt = make_qt_application()
    speak(qt, "ru")
    theme = Theme(qt)
    theme.choose(Qt.ColorScheme.Light)
    every = samples.every_card()
    cards = {kind: Card(every[kind], theme, now=lambda: samples.NOW) for kind in _KINDS}
    settings = SettingsDialog(Preferences(), sound_possible=True)
    settings.show_monitors([Monitor("DP-1", 1920, 1080)])
    settings.show()
    # On a lower screen the settings are scrolled, and not every card has room.
    roomy = QGuiApplication.primaryScreen().availableGeometry().height() >= _STACKS.height()
    folder.mkdir(parents=True, exist_ok=True)
    for name, scheme in (("light", Qt.ColorScheme.Light), ("dark", Qt.ColorScheme.Dark)):
        theme.choose(scheme)
        for kind, card in cards.items():
            card.adjustSize()
            _save(card.grab().toImage(), folder / f"{kind}-{name}.png")
        if roomy:
            settings.adjustSize()
            _save(settings.grab().toImage(), folder / f"settings-{name}.png")
    theme.choose(Qt.ColorScheme.Light)
    (folder / _FONT).write_text(QFontInfo(qt.font()).family())
    if roomy:
        for number in range(1, 7):
            _save(_stack(theme, number), folder / f"stack-{number}.png")


def _stack(theme: Theme, number: int) -> QImage:
    """The lower right part of the screen with so many calls at once."""
    stack = Stack(theme, now=lambda: samples.NOW, pointer=lambda: FAR_AWAY, filled=NobodyFills())
    for key in range(number):
        stack.show_card(samples.ringing(str(key)))
    area = QGuiApplication.primaryScreen().availableGeometry()
    part = QRect(QPoint(0, 0), _STACKS)
    part.moveBottomRight(area.bottomRight())
    image = QImage(part.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("raised_pressed"))
    painter = QPainter(image)
    popups = [*stack.shown(), stack.more] if stack.without_room else stack.shown()
    for popup in popups:
        painter.drawPixmap(popup.place.topLeft() - part.topLeft(), popup.grab())
    painter.end()
    stack.close()
    QApplication.processEvents()
    return image


def _save(image: QImage, path: Path) -> None:
    """A quarter of the logical size, whatever the scale of the screen."""
    size = (image.deviceIndependentSize() / _SMALLER).toSize()
    mode = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    small.setDevicePixelRatio(1)
    small.convertToFormat(QImage.Format.Format_RGB32).save(str(path))


if __name__ == "__main__":
    paint_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
