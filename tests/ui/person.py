"""What a person at the screen does and sees: press by the words, read what is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from tests.ui import samples
from uis_desktop.core.cards import CardView
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.popup import Popup
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.from_number import FromNumber

FAR_AWAY = QPoint(-1000, -1000)


class Screen:
    """A stack of cards; the test moves clock and pointer."""

    def __init__(self, theme: Theme) -> None:
        self.now: datetime = samples.NOW
        self.seconds = 1000.0
        self.pointer = FAR_AWAY
        self.theme = theme
        self.stack = Stack(
            theme,
            now=lambda: self.now,
            clock=lambda: self.seconds,
            pointer=lambda: self.pointer,
        )

    def pass_time(self, seconds: float) -> None:
        """Let time go by."""
        self.seconds += seconds
        self.now += timedelta(seconds=seconds)

    def card(self, view: CardView) -> Card:
        """A card on its own, long enough on the screen to be clicked."""
        card = Card(view, self.theme, now=lambda: self.now, clock=lambda: self.seconds)
        card.appear(card.geometry())
        self.pass_time(1)
        return card

    def shown(self, key: str) -> Card:
        """The card of the stack with this key."""
        for popup in self.stack.shown():
            if isinstance(popup, Card) and popup.view.key == key:
                return popup
        raise AssertionError(f"no card {key} on the screen")

    def keys(self) -> list[str]:
        """The keys of the cards on the screen, nearest the corner first."""
        return [popup.view.key for popup in self.stack.shown() if isinstance(popup, Card)]


class Browser(QObject):
    """What the system opens links with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def from_nowhere() -> FromNumber:
    """Our numbers, of which none is known."""
    return FromNumber(Tasks(lambda error: None))


def button(widget: QWidget, words: str) -> QPushButton:
    """The visible button with these words on it."""
    found = [
        one
        for one in widget.findChildren(QPushButton)
        if words in (one.text(), one.accessibleName()) and not one.isHidden()
    ]
    assert found, f"no button {words!r}; there are {buttons(widget)}"
    return found[0]


def buttons(widget: QWidget) -> list[str]:
    """The words on the visible buttons, as read."""
    return [one.text() for one in widget.findChildren(QPushButton) if not one.isHidden()]


def press(widget: QWidget, words: str) -> None:
    """Click the button with these words, as a mouse does: a disabled one does nothing."""
    QTest.mouseClick(button(widget, words), Qt.MouseButton.LeftButton)


def words_on(widget: QWidget) -> list[str]:
    """Every visible line of text, from top to bottom."""
    labels = [one for one in widget.findChildren(QLabel) if not one.isHidden() and one.text()]
    return [one.text() for one in labels]


def field(widget: QWidget, name: str) -> QLineEdit:
    """The input with this accessible name."""
    for one in widget.findChildren(QLineEdit):
        if one.accessibleName() == name:
            return one
    raise AssertionError(f"no field {name!r}")


def is_whole(popup: Popup) -> bool:
    """Nothing on it is wider or higher than its place."""
    inner = popup.rect()
    visible = [one for one in popup.findChildren(QWidget) if not one.isHidden()]
    return all(inner.contains(one.geometry()) for one in visible)
