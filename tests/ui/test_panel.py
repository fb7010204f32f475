"""On real desktops: the icon comes, also when the panel starts after the program.

``UIS_DESKTOP_PICTURES`` names a folder in which what was seen is kept.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import (
    lxqt_panel,
    panel,
    screenshot,
    virtual_screen,
    window_manager,
)
from tests.end_to_end.stage.tray import tray
from tests.end_to_end.stage.waiting import until
from uis_desktop.ui.resources import resource

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("UIS_DESKTOP_PICTURES")

#: Calls come and go at the word of the test.
PROGRAM = """
import asyncio, os, sys
from dataclasses import replace
from tests.fakes import MemoryPreferences
from tests.ui import samples
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.preferences import Preferences
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import run_application
from uis_desktop.ui.desk import Desk

async def main(application):
    quiet = MemoryPreferences(Preferences(sound="", flash=False))
    async with Desk(application, PreferenceBook(quiet)) as desk:
        desk.show_link(LinkView(state=LinkState.LIVE, employee_name="Мария"))
        desk.show_missed(3)
        deeds = {
            b"ring": lambda: desk.show_card(samples.ringing()),
            b"talk": lambda: desk.show_card(
                replace(samples.ringing(), state=CardState.TALKING)),
            b"over": lambda: desk.drop_card("1"),
            b"seen": lambda: desk.show_missed(0),
        }
        pipe = os.open(sys.argv[1], os.O_RDWR | os.O_NONBLOCK)
        asyncio.get_running_loop().add_reader(
            pipe, lambda: [deeds[word]() for word in os.read(pipe, 100).split()])
        print("ready", flush=True)
        await asyncio.Event().wait()

sys.exit(run_application(main, instance="panel", language="ru"))
"""


@contextmanager
def _program(home: Home) -> Iterator[Process]:
    home.env["PYTHONPATH"] = str(ROOT)
    pipe = home.path / "words"
    os.mkfifo(pipe)
    argv = [sys.executable, "-c", PROGRAM, str(pipe)]
    with Process("program", argv, logs=home.logs, env=home.env) as program:
        program.first_line(within_s=30)
        yield program


def _happens(home: Home, word: str) -> None:
    with (home.path / "words").open("w") as pipe:
        pipe.write(f"{word}\n")


def _panel_colours(home: Home, picture: Path) -> set[str]:
    """The colours in the panel's part of the screen, as ``#rrggbb``."""
    screenshot(home, picture)
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB32)
    strip = image.copy(0, image.height() - 44, image.width(), 44)
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(memoryview(strip.constBits()).cast("I"))}


@pytest.mark.parametrize("shows", [panel, lxqt_panel])
def test_panel_shows_live_ringing_talking_and_the_missed_calls(
    tmp_path: Path, shows: Callable[[Home], AbstractContextManager[Process]]
) -> None:
    """In pixels of the theme's colours: shape and colour are one icon's."""
    folder = Path(PICTURES) / shows.__name__ if PICTURES else tmp_path
    theme = tomllib.loads(resource("styles", "light.toml").read_text("utf-8"))

    with (
        new_home(tmp_path) as home,
        session_bus(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
        shows(home),
        _program(home),
    ):

        def shown(name: str, *there: str, gone: str = "") -> None:
            def look() -> bool:
                colours = _panel_colours(home, folder / f"tray-{name}.png")
                return {theme[one] for one in there} <= colours and theme.get(gone) not in colours

            until(look, within_s=30, what=f"the panel shows {name}")

        shown("live-3-missed", "live", "missed")
        _happens(home, "ring")
        shown("ringing-3-missed", "ringing", "missed", gone="live")
        _happens(home, "talk")
        shown("talking-3-missed", "talking", "missed", gone="ringing")
        _happens(home, "seen")
        shown("talking", "talking", gone="missed")
        _happens(home, "over")
        shown("live", "live", gone="talking")


@pytest.mark.parametrize("shows", [panel, lxqt_panel])
def test_icon_shows_up_when_the_panel_starts_after_the_program(
    tmp_path: Path, shows: Callable[[Home], AbstractContextManager[Process]]
) -> None:
    with (
        new_home(tmp_path) as home,
        session_bus(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
        _program(home) as program,
        shows(home),
        tray(home) as icons,
    ):
        icon = until(lambda: icons.icon_of(program.pid), within_s=30, what="the icon is there")
        assert "На связи · Мария · Пропущенных: 3" in icon.tooltip
        assert icon.menu[0] == "На связи · Мария"
        assert icon.menu[-1] == "Завершить программу"
