"""Recordings are heard in the window, in which all is real but the player.

That is shown in :mod:`tests.ui.test_media`, in a process of its own: the player's threads
speak to Qt's log at any moment, and pytest-qt listens there with Python.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider

from tests.fakes import FakeRecords
from tests.session.stage import until
from tests.sounds import mp3, wav
from tests.ui import samples
from tests.ui.paper_media import BROKEN, PaperMedia, PaperSound
from tests.ui.person import Browser, button, buttons, press, words_on
from tests.ui.test_contact_window import Desk
from tests.ui.test_records import LINK, SECOND, talk
from uis_desktop.core.cards import CardState
from uis_desktop.errors import RecordingUnusable, ServiceUnreachable, UisError
from uis_desktop.session.recordings import Recordings
from uis_desktop.ui.playing.playing import Playing, qt_media
from uis_desktop.ui.playing.sound import Media
from uis_desktop.ui.playing.view import Phase
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.window.contact_window import ContactWindow

LONG_MS = 300_000
ELSEWHERE = "Открыть в системном плеере"


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    # PySide6 takes a str and calls it bytes in its types.
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type]
    yield browser
    QDesktopServices.unsetUrlHandler("https")


class Listener:
    """Somebody at the window, with recordings behind it."""

    def __init__(self, theme: Theme) -> None:
        self.desk = Desk(theme)
        self.told: list[Words] = []
        self.media = PaperMedia(length_ms=LONG_MS)
        self.records = FakeRecords()
        self.records.bodies = {LINK: wav(), SECOND: mp3()}
        self.playing = self._serve(lambda: self.media)
        self.desk.directory.contacts.clear()
        self.desk.directory.recent = [talk(LINK), replace(talk(SECOND), key="2")]

    def _serve(self, media: Callable[[], Media]) -> Playing:
        playing = Playing(self.desk.tasks, self.told.append, media=media)
        playing.use(Recordings(self.records))
        playing.serve(self.desk.window)
        return playing

    def use_qts_player(self) -> None:
        """As the product does."""
        self.desk.window.play_wanted.disconnect(self.playing.play)
        self.playing = self._serve(qt_media)

    @property
    def window(self) -> ContactWindow:
        return self.desk.window

    async def open(self) -> None:
        await self.desk.open()
        await self.choose(1)

    async def choose(self, row: int) -> None:
        """A call of the list; its page comes a blink later."""
        self.desk.list.setCurrentIndex(self.desk.list.model().index(row, 0))
        await self.desk.settle()
        await until(lambda: any(" запись" in words for words in buttons(self.window)))

    def click_mark(self, row: int, *, double: bool = False) -> None:
        """The recording's mark, below the time of a row."""
        calls = self.desk.list
        box = calls.visualRect(calls.model().index(row, 0))
        at = QPoint(box.right() - 20, box.bottom() - 14)
        left = Qt.MouseButton.LeftButton
        if double:
            QTest.mouseDClick(calls.viewport(), left, pos=at)
        else:
            QTest.mouseClick(calls.viewport(), left, pos=at)

    @property
    def sound(self) -> PaperSound:
        """What is in the player."""
        return self.media.sounds[-1]

    @property
    def phase(self) -> Phase | None:
        """What the strip shows."""
        return None if self.playing.view is None else self.playing.view.phase

    async def listen(self) -> None:
        """Click on the chosen call's recording and hear it begin."""
        press(self.window, "Прослушать запись")
        await until(lambda: self.phase is Phase.PLAYING and self.slider.maximum() > 0)

    async def trouble(self) -> str:
        """Click on it, and read what is wrong."""
        press(self.window, "Прослушать запись")
        await until(lambda: self.phase is Phase.TROUBLE)
        return " ".join(words_on(self.window.player))

    @property
    def slider(self) -> QSlider:
        slider = self.window.player.findChild(QSlider)
        assert isinstance(slider, QSlider)
        return slider

    @property
    def time(self) -> str:
        label = self.window.player.findChild(QLabel, "playerTime")
        assert isinstance(label, QLabel)
        return label.text()


@pytest.fixture
async def listener(theme: Theme) -> AsyncIterator[Listener]:
    listener = Listener(theme)
    await listener.open()
    yield listener
    listener.playing.stop()
    await listener.desk.tasks.close()
    assert listener.desk.troubles == []


async def test_recording_is_heard_in_the_window_and_paused_by_a_second_click(
    listener: Listener, browser: Browser
) -> None:
    await listener.listen()
    assert listener.records.asked == [LINK]
    press(listener.window, "Приостановить запись")
    await until(lambda: listener.phase is Phase.PAUSED)
    press(listener.window.player, "Слушать")
    await until(lambda: listener.phase is Phase.PLAYING)
    press(listener.window.player, "Пауза")
    await until(lambda: listener.phase is Phase.PAUSED)
    assert (listener.records.asked, browser.opened) == ([LINK], [])


async def test_recording_that_has_ended_begins_again(listener: Listener) -> None:
    await listener.listen()
    listener.sound.end()
    assert (listener.phase, listener.time) == (Phase.PAUSED, "5:00 / 5:00")
    press(listener.window.player, "Слушать")
    assert (listener.phase, listener.time) == (Phase.PLAYING, "0:00 / 5:00")
    assert listener.records.asked == [LINK]


async def test_position_is_moved_by_keyboard_and_by_a_click(listener: Listener) -> None:
    await listener.listen()
    assert listener.time.endswith(" / 5:00")
    press(listener.window.player, "Пауза")
    await until(lambda: listener.phase is Phase.PAUSED)
    slider = listener.slider
    slider.setFocus()
    before = slider.value()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == before + 5
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.value() == before + 35
    await until(lambda: listener.time.startswith(f"0:{before + 35:02} /"))
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert 140 < slider.value() < 160
    await until(lambda: listener.time.startswith("2:"))
    assert listener.phase is Phase.PAUSED
    QTest.keyClick(slider, Qt.Key.Key_Space)
    await until(lambda: listener.phase is Phase.PLAYING)
    assert slider.value() > 130


async def test_handle_that_is_held_stays_under_the_pointer(listener: Listener) -> None:
    await listener.listen()
    slider = listener.slider
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    held = slider.sliderPosition()
    listener.window.player.show_position(1000, LONG_MS)
    assert slider.sliderPosition() == held
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle)
    await until(lambda: listener.time.startswith("2:"))


async def test_it_goes_on_while_other_calls_are_looked_at(listener: Listener) -> None:
    await listener.listen()
    await listener.choose(2)
    assert listener.phase is Phase.PLAYING
    assert "Прослушать запись" in buttons(listener.window)
    await listener.choose(1)
    assert "Приостановить запись" in buttons(listener.window)


async def test_another_recording_takes_the_place_of_the_first(listener: Listener) -> None:
    await listener.listen()
    await listener.choose(2)
    await listener.listen()
    assert listener.playing.view is not None
    assert listener.playing.view.link == SECOND
    await listener.choose(1)
    assert "Прослушать запись" in buttons(listener.window)


async def test_mark_in_the_row_plays_and_pauses_without_choosing_or_dialling(
    listener: Listener,
) -> None:
    chosen = listener.desk.list.currentIndex().row()
    listener.click_mark(2)
    await until(lambda: listener.phase is Phase.PLAYING)
    assert listener.records.asked == [SECOND]
    assert listener.desk.list.currentIndex().row() == chosen
    listener.click_mark(2, double=True)
    assert listener.phase is Phase.PLAYING
    assert listener.desk.dialled == []
    listener.click_mark(2)
    await until(lambda: listener.phase is Phase.PAUSED)


@pytest.mark.parametrize("state", [CardState.RINGING_ME, CardState.TALKING, CardState.REQUESTING])
async def test_it_is_silent_when_my_phone_is_needed(listener: Listener, state: CardState) -> None:
    await listener.listen()
    listener.playing.calls_go_on([samples.in_state(CardState.RINGING_COLLEAGUE)])
    assert listener.phase is Phase.PLAYING
    listener.playing.calls_go_on([samples.in_state(state)])
    await until(lambda: listener.phase is Phase.PAUSED)
    assert "пауза: звонок" in " ".join(words_on(listener.window.player))
    # The person may listen during the call; the same call does not silence it again.
    press(listener.window.player, "Слушать")
    await until(lambda: listener.phase is Phase.PLAYING)
    listener.playing.calls_go_on([samples.in_state(state)])
    assert listener.phase is Phase.PLAYING


async def test_recording_that_comes_during_a_ring_waits(listener: Listener) -> None:
    listener.records.answering.clear()
    press(listener.window, "Прослушать запись")
    assert listener.phase is Phase.LOADING
    listener.playing.calls_go_on([samples.in_state(CardState.RINGING_ME)])
    listener.records.answering.set()
    await until(lambda: listener.phase is Phase.PAUSED)
    press(listener.window.player, "Слушать")
    await until(lambda: listener.phase is Phase.PLAYING)


async def test_window_that_is_put_away_is_silent(listener: Listener) -> None:
    await listener.listen()
    listener.window.close()
    await until(lambda: listener.phase is Phase.PAUSED)


async def test_nobody_signed_in_hears_nothing(listener: Listener) -> None:
    await listener.listen()
    listener.playing.use(None)
    assert listener.phase is None
    assert listener.window.player.isHidden()


async def test_one_that_is_closed_while_it_comes_is_not_heard(listener: Listener) -> None:
    listener.records.answering.clear()
    press(listener.window, "Прослушать запись")
    await until(lambda: listener.records.asked == [LINK])
    press(listener.window.player, "Закрыть запись")
    listener.records.answering.set()
    await until(lambda: not listener.desk.tasks.running)
    assert listener.phase is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ServiceUnreachable("x"), "Запись не пришла"),
        (RecordingUnusable("gone"), "UIS не отдаёт запись"),
        (RecordingUnusable("led_away"), "Запись не открыта"),
        (b"<html>", "Пришла не запись"),
        (b"", "Запись пустая"),
        (BROKEN, "Эту запись здесь не проиграть"),
    ],
)
async def test_what_cannot_be_heard_says_why_and_is_opened_elsewhere(
    listener: Listener, browser: Browser, body: bytes | UisError, said: str
) -> None:
    listener.records.bodies[LINK] = body
    assert said in await listener.trouble()
    assert browser.opened == []
    press(listener.window.player, ELSEWHERE)
    assert browser.opened == [LINK]
    assert listener.phase is None


async def test_it_is_tried_again_when_the_network_is_back(listener: Listener) -> None:
    listener.records.bodies[LINK] = ServiceUnreachable("x")
    await listener.trouble()
    listener.records.bodies[LINK] = wav()
    again = button(listener.window.player, "Попробовать ещё раз")
    again.setFocus()
    QTest.keyClick(again, Qt.Key.Key_Space)
    await until(lambda: listener.phase is Phase.PLAYING)
    assert ELSEWHERE not in buttons(listener.window.player)
    # The keyboard has come along.
    assert listener.window.focusWidget() is button(listener.window.player, "Пауза")


async def test_without_headphones_nothing_is_fetched(listener: Listener) -> None:
    listener.media.headphones = False
    assert "Подключите наушники" in await listener.trouble()
    assert listener.records.asked == []
    listener.media.headphones = True
    press(listener.window.player, "Попробовать ещё раз")
    await until(lambda: listener.phase is Phase.PLAYING)


async def test_link_never_stands_in_the_log(
    listener: Listener, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await listener.listen()
        listener.playing.play("https://evil.example/0123456789abcdef", "")
        listener.records.bodies[SECOND] = b"<html>"
        await listener.choose(2)
        await listener.trouble()
        press(listener.window.player, ELSEWHERE)
    assert "0123456789abcdef" not in caplog.text
    assert [words.title for words in listener.told] == ["Запись не открыта"]
    assert browser.opened == [SECOND]


async def test_headphones_that_are_pulled_out_silence_it_where_it_is(listener: Listener) -> None:
    await listener.listen()
    listener.sound.seek(7000)
    listener.media.headphones = False
    listener.sound.pull_out()
    assert listener.phase is Phase.TROUBLE
    press(listener.window.player, "Попробовать ещё раз")
    assert listener.phase is Phase.TROUBLE
    listener.media.headphones = True
    press(listener.window.player, "Попробовать ещё раз")
    assert (listener.phase, listener.time) == (Phase.PLAYING, "0:07 / 5:00")


async def test_bytes_are_let_go_of_when_the_recording_is_closed(listener: Listener) -> None:
    await listener.listen()
    sound = listener.sound
    press(listener.window.player, "Закрыть запись")
    assert sound.closed
    assert listener.window.player.isHidden()


@pytest.fixture
def no_media(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's player is not installed."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "uis_desktop.ui.playing.media", raising=False)


@pytest.mark.usefixtures("no_media")
async def test_without_qts_player_the_systems_is_opened(
    listener: Listener, browser: Browser
) -> None:
    listener.use_qts_player()
    for times in (1, 2):
        press(listener.window, "Прослушать запись")
        await until(lambda: not listener.desk.tasks.running)
        assert browser.opened == [LINK] * times
    assert (listener.records.asked, listener.phase) == ([], None)


async def test_player_that_has_nothing_to_decode_with_is_none(
    listener: Listener, browser: Browser
) -> None:
    listener.media.decoder = False
    press(listener.window, "Прослушать запись")
    await until(lambda: browser.opened == [LINK])
    assert (listener.records.asked, listener.phase) == ([], None)
