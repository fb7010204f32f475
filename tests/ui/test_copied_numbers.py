"""A number that is copied in another program, offered for a call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard

from tests.ui.person import Screen, buttons, is_whole, press
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.cards.popup import GUARD_S
from uis_desktop.ui.clipboard.chip import Chip
from uis_desktop.ui.clipboard.copied_numbers import CopiedNumbers
from uis_desktop.ui.theme import Theme

CALL = "Позвонить +7 916 123-45-67"
WANTED = Preferences(offer_copied=True)


class PaperClipboard(QObject):
    """A clipboard other programs copy into.

    Attributes:
        reads: how often somebody looked.
    """

    dataChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0
        self._ours = False
        self._copied = QMimeData()

    def copy(self, text: str, *, ours: bool = False, mark: str = "") -> None:
        self._copied = QMimeData()
        self._copied.setText(text)
        if mark:
            self._copied.setData(mark, b"secret")
        self._ours = ours
        self.dataChanged.emit()

    def ownsClipboard(self) -> bool:
        return self._ours

    def mimeData(self) -> QMimeData:
        self.reads += 1
        return self._copied


class Desk:
    """A screen at which somebody is signed in and copies."""

    def __init__(self, theme: Theme) -> None:
        self.screen = Screen(theme)
        self.clipboard = PaperClipboard()
        self.called: list[str] = []
        self.copied = CopiedNumbers(
            self.screen.stack,
            # The part of a clipboard that is used.
            clipboard=cast(QClipboard, self.clipboard),
            now=lambda: self.screen.now,
            clock=lambda: self.screen.seconds,
        )
        self.copied.call_wanted.connect(lambda number: self.called.append(number.typed))
        self.copied.use(signed_in=True)
        self.copied.live_by(WANTED)

    def offers(self) -> list[str]:
        return [buttons(one)[-1] for one in self.screen.stack.shown()]


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    desk = Desk(theme)
    yield desk
    desk.copied.close()
    desk.screen.stack.close()


@pytest.mark.parametrize(
    "text", ["8 (916) 123-45-67", "Анна: +7 916 123 45 67\n", "tel:+79161234567"]
)
def test_copied_number_is_offered_and_one_click_calls_it_once(desk: Desk, text: str) -> None:
    desk.clipboard.copy(text)
    (chip,) = desk.screen.stack.shown()
    assert buttons(chip).count(CALL) == 1
    assert is_whole(chip)
    desk.screen.pass_time(GUARD_S)
    press(chip, CALL)
    press(chip, CALL)
    assert desk.called == ["+79161234567"]
    assert desk.screen.stack.shown() == []


def test_click_that_was_meant_for_what_was_there_before_calls_nobody(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67")
    (chip,) = desk.screen.stack.shown()
    press(chip, CALL)
    assert desk.called == []


@pytest.mark.parametrize(
    "text",
    [
        "204",
        "112",
        "12345678901",
        "40702810900000012345",
        "привет",
        "",
        "8 916 123-45-67, 8 495 123-45-67",
        "8 916 123-45-67 " + "и ещё много слов " * 20,
    ],
)
def test_what_is_no_number_to_call_is_not_offered(desk: Desk, text: str) -> None:
    desk.clipboard.copy(text)
    assert desk.screen.stack.shown() == []


def test_what_a_password_manager_copies_is_not_offered(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67", mark="x-kde-passwordManagerHint")
    assert desk.screen.stack.shown() == []


def test_what_is_copied_in_our_own_windows_is_not_offered(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67", ours=True)
    assert desk.screen.stack.shown() == []
    assert desk.clipboard.reads == 0


def test_nothing_is_looked_at_unless_it_is_wanted(desk: Desk) -> None:
    assert not Preferences().offer_copied
    desk.copied.live_by(Preferences())
    desk.clipboard.copy("8 916 123-45-67")
    desk.copied.live_by(WANTED)
    desk.copied.use(signed_in=False)
    desk.clipboard.copy("8 916 123-45-67")
    desk.copied.use(signed_in=True)
    end = desk.screen.now + timedelta(minutes=30)
    desk.copied.live_by(Preferences(offer_copied=True, quiet_until=end))
    desk.clipboard.copy("8 916 123-45-67")
    assert desk.screen.stack.shown() == []
    assert desk.clipboard.reads == 0


def test_offer_stands_as_long_as_its_number_is_what_was_copied_last(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67")
    (chip,) = desk.screen.stack.shown()
    desk.clipboard.copy("+7 916 123-45-67")
    assert desk.screen.stack.shown() == [chip]
    desk.clipboard.copy("8 495 123-45-67")
    (other,) = desk.screen.stack.shown()
    assert isinstance(other, Chip)
    assert other.number.e164 == "+74951234567"
    desk.clipboard.copy("обед")
    assert desk.screen.stack.shown() == []


def test_offer_goes_when_it_is_not_wanted_any_more(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67")
    desk.copied.live_by(Preferences())
    assert desk.screen.stack.shown() == []


def test_where_notifications_tell_the_offer_has_its_button_there(desk: Desk) -> None:
    desk.clipboard.copy("8 916 123-45-67")
    (chip,) = desk.screen.stack.shown()
    told = chip.telling("copied")
    assert told.notification.title == "Скопирован номер"
    assert list(told.acts) == [CALL]
    assert not told.notification.urgent
