"""A card made ahead of its call is a card like any other, only sooner there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import samples
from uis_desktop.core.cards import CardView
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.cards.spare import SpareCard
from uis_desktop.ui.theme import Theme

STATES = samples.every_card()


@dataclass
class Workshop:
    """Makes cards, and remembers for which calls."""

    theme: Theme
    made: list[str] = field(default_factory=list)

    def make(self, view: CardView, in_crm: bool = False) -> Card:
        self.made.append(view.key)
        return Card(view, self.theme, now=lambda: samples.NOW, in_crm=in_crm)


@pytest.fixture
def workshop(theme: Theme) -> Workshop:
    return Workshop(theme)


@pytest.fixture
def spare(workshop: Workshop, quiet_qt: None) -> Iterator[SpareCard]:
    owner = QObject()
    spare = SpareCard(workshop.make, owner, later_ms=0)
    yield spare
    spare.close()


def test_next_call_takes_the_card_made_ahead_and_another_is_made(
    spare: SpareCard, workshop: Workshop, qtbot: QtBot
) -> None:
    spare.keep()
    qtbot.waitUntil(lambda: workshop.made == [""])
    card = spare.take(samples.ringing("1"), in_crm=False)
    assert (card.view.key, workshop.made) == ("1", [""])
    qtbot.waitUntil(lambda: workshop.made == ["", ""])


def test_second_call_at_once_gets_a_card_too(
    spare: SpareCard, workshop: Workshop, qtbot: QtBot
) -> None:
    spare.keep()
    qtbot.waitUntil(lambda: workshop.made == [""])
    cards = [spare.take(samples.ringing(key), in_crm=False) for key in "12"]
    assert [card.view.key for card in cards] == ["1", "2"]


def test_nothing_is_made_ahead_while_no_calls_can_come(
    spare: SpareCard, workshop: Workshop
) -> None:
    spare.take(samples.ringing("1"), in_crm=False)
    QApplication.processEvents()
    assert workshop.made == ["1"]


@pytest.mark.parametrize("in_crm", [False, True])
@pytest.mark.parametrize("name", STATES)
def test_card_made_ahead_looks_and_speaks_like_a_new_one(
    name: str, in_crm: bool, spare: SpareCard, workshop: Workshop, qtbot: QtBot
) -> None:
    spare.keep()
    qtbot.waitUntil(lambda: workshop.made == [""])
    ahead = spare.take(STATES[name], in_crm=in_crm)
    new = workshop.make(STATES[name], in_crm)
    assert _looks(ahead) == _looks(new)
    assert _speaks(ahead) == _speaks(new)


def _looks(card: Card) -> QImage:
    card.resize(QSize(card.wanted_size()))
    return card.grab().toImage()


def _speaks(card: Card) -> tuple[str, str, str, list[str]]:
    told = card.telling("key")
    words = [button.text() for button in card.buttons if not button.isHidden()]
    return card.windowTitle(), card.accessibleDescription(), told.notification.body, words
