"""On a real desktop: the icon comes, also when the panel starts after the program."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.end_to_end.stage.home import new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import panel, virtual_screen, window_manager
from tests.end_to_end.stage.tray import tray
from tests.end_to_end.stage.waiting import until

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import asyncio, sys
from tests.fakes import MemoryPreferences
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import run_application
from uis_desktop.ui.desk import Desk

async def main(application):
    async with Desk(application, PreferenceBook(MemoryPreferences())) as desk:
        desk.show_link(LinkView(state=LinkState.LIVE, employee_name="Мария"))
        desk.show_missed(3)
        print("ready", flush=True)
        await asyncio.Event().wait()

sys.exit(run_application(main, instance="panel", language="ru"))
"""


def test_icon_shows_up_when_the_panel_starts_after_the_program(tmp_path: Path) -> None:
    with (
        new_home(tmp_path) as home,
        session_bus(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
    ):
        home.env["PYTHONPATH"] = str(ROOT)
        argv = [sys.executable, "-c", PROGRAM]
        with Process("program", argv, logs=home.logs, env=home.env) as program:
            program.first_line(within_s=10)
            with panel(home), tray(home) as icons:
                icon = until(
                    lambda: icons.icon_of(program.pid), within_s=10, what="the icon is there"
                )
                assert "На связи · Мария · Пропущенных: 3" in icon.tooltip
                assert icon.menu[0] == "На связи · Мария"
                assert icon.menu[-1] == "Завершить программу"
