"""What a screen reader meets, over AT-SPI: names, order, buttons, and a ring said aloud."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.end_to_end.stage.accessibility import ScreenReader, screen_reader
from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.widgets import Widget

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
#: The cross stands at the upper edge and is read last: nobody comes for it.
FOOT = ("Вернуть исходные", "Закрыть")
HIDE = "Скрыть сообщение"


@dataclass
class Listener:
    """Somebody who works by ear, and the program with all its windows open."""

    home: Home
    reader: ScreenReader
    program: Process

    def window(self, start: str) -> Widget:
        """The window whose title begins so."""

        def look() -> Widget | None:
            windows = self.reader.windows(self.program.pid)
            return next((one for one in windows if one.name.startswith(start)), None)

        return until(look, within_s=30, what=f"there is a window {start}")

    def press(self, window: str, name: str) -> None:
        found = [one for one in self.window(window).all() if one.name == name and one.focusable]
        assert found, f"{name!r} is not among {[one.name for one in self.window(window).all()]}"
        self.reader.press(found[0])

    def ring(self) -> None:
        with (self.home.path / "words").open("w") as pipe:
            pipe.write("ring\n")

    def said(self, line: str) -> bool:
        return line in self.program.out.read_text().splitlines()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    with (
        new_home(tmp_path) as home,
        session_bus(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
        screen_reader(home) as reader,
    ):
        os.mkfifo(home.path / "words")
        home.env["PYTHONPATH"] = str(ROOT)
        argv = ["tests.ui.accessible_program", str(home.path / "words")]
        with ForkedProcess("program", argv, logs=home.logs, env=home.env) as program:
            program.first_line(within_s=30)
            yield Listener(home, reader, program)


def _nameless(window: Widget) -> list[Widget]:
    return [one for one in window.all() if one.focusable and not one.name.strip()]


def test_every_control_of_every_window_has_a_name(listener: Listener) -> None:
    listener.ring()
    for title in ("Входящий", "Пока вас не было", "Контакты и звонки", "Настройки", "Вход"):
        window = listener.window(title)
        assert [one for one in window.all() if one.focusable], f"nothing to press on {title}"
        assert _nameless(window) == [], title


def test_card_is_read_from_the_state_down_to_its_buttons(listener: Listener) -> None:
    listener.ring()
    # The first line is the window's title.
    said = listener.window("Входящий").words().partition("\n")[2]
    order = ["Входящий вам", "Иванова Анна", "ООО «Ромашка»", "+7 916 123-45-67", "История"]
    places = [said.index(words) for words in order]
    assert places == sorted(places), said


@pytest.mark.parametrize("title", ["Входящий", "Пока вас не было", "Настройки", "Вход"])
def test_controls_are_read_from_top_to_bottom(listener: Listener, title: str) -> None:
    listener.ring()
    read = [one for one in listener.window(title).all() if one.focusable and not one.children]
    # What stands still at the foot of a page that scrolls is read last, wherever the page is.
    foot = [one.name for one in read if title == "Настройки" and one.name in FOOT]
    assert [one.name for one in read][len(read) - len(foot) :] == foot
    beside = {"Скрыть карточку", HIDE, *foot}
    rows = [one.box.middle[1] for one in read if one.name not in beside]
    assert len(rows) >= 1
    # Side by side is one row.
    assert all(below > above - 12 for above, below in pairwise(rows)), [
        (one.name, one.box.middle) for one in read
    ]


def test_buttons_of_card_window_and_settings_can_be_pressed_by_a_screen_reader(
    listener: Listener,
) -> None:
    listener.ring()
    listener.window("Входящий")

    def opened() -> bool:
        # What has just popped up ignores presses for a moment.
        listener.press("Входящий", "История")
        return listener.said("open +79161234567")

    until(opened, within_s=30, what="the card's button works")
    listener.press("Контакты и звонки", "Настройки…")
    until(lambda: listener.said("settings"), within_s=30, what="the window's button works")
    listener.press("Настройки", "Показывать карточки поверх полноэкранных программ")
    until(lambda: listener.said("chosen True"), within_s=30, what="the switch works")


def test_ring_is_announced_once_with_name_and_number(listener: Listener) -> None:
    # A program that has just begun is not yet with who reads screens.
    listener.window("Контакты и звонки")
    listener.reader.listen()
    listener.ring()
    (said,) = until(
        lambda: listener.reader.announced() or None, within_s=30, what="the ring is announced"
    )
    assert said.startswith("Входящий: Иванова Анна, ООО «Ромашка», +7 916 123-45-67")
    # The card has been brought up to date meanwhile: that is no second ring.
    listener.window("Входящий")
    assert listener.reader.announced() == [said]
