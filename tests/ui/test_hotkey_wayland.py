"""On a real Wayland compositor with a real portal: the keys for a copied number."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.adapters.portal_desktop import portal_desktop
from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.wayland import wayland_with_keyboard

ROOT = Path(__file__).resolve().parents[2]
COPIED = "Звоните: 8 (916) 123-45-67, Анна"


async def says(program: Process, line: str) -> None:
    """Return when the program has said this; the back end goes on meanwhile."""

    def said() -> bool:
        assert program.running, program.last_words()
        return line in program.out.read_text().splitlines()

    await asyncio.to_thread(until, said, within_s=60, what=f"{program.name} says {line}")


@pytest.mark.timeout(120)
async def test_window_comes_to_the_front_and_only_then_finds_the_number(tmp_path: Path) -> None:
    async with portal_desktop(tmp_path) as (bus, desktop):
        await desktop.start_portal()
        with ExitStack() as stack:
            home = stack.enter_context(new_home(tmp_path / "logs"))
            stack.enter_context(virtual_screen(home))
            display = stack.enter_context(wayland_with_keyboard(home))
            env = home.env | {
                "DBUS_SESSION_BUS_ADDRESS": bus.address,
                "WAYLAND_DISPLAY": display,
                "QT_QPA_PLATFORM": "wayland",
                "PYTHONPATH": str(ROOT),
            }

            def start(name: str, *argv: str) -> Process:
                command = [sys.executable, "-m", *argv]
                return stack.enter_context(Process(name, command, logs=home.logs, env=env))

            other = start("other", "tests.ui.copying_program", COPIED)
            await says(other, "front")
            Hand(home).press("a")
            await says(other, "copied")
            desk = start("desk", "tests.ui.hotkey_program", "Ctrl+Alt+C", "desk")
            await says(desk, "ready")
            desktop.back_end.press(activation_token="token")
            await says(desk, "number +7 916 123-45-67")
            await says(other, "behind")
