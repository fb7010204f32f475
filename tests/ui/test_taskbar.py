"""On a real desktop: a card is on top of everything and in no panel's window list."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.end_to_end.stage.home import new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import looking

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
from tests.ui import samples
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.theme import Theme

application = QApplication(sys.argv)
window = QLabel("an ordinary window")
window.show()
stack = Stack(Theme(application))
stack.show_card(samples.ringing("1"))
sys.exit(application.exec())
"""


@pytest.mark.parametrize("manager", ["openbox", "xfwm4"])
def test_card_is_on_top_and_in_no_taskbar(tmp_path: Path, manager: str) -> None:
    with new_home(tmp_path) as home, virtual_screen(home), window_manager(home, manager):
        home.env["PYTHONPATH"] = str(ROOT)
        argv = [sys.executable, "-c", PROGRAM]
        with (
            Process("program", argv, logs=home.logs, env=home.env) as program,
            looking(home) as eye,
        ):

            def as_wanted() -> bool:
                seen = [(window.on_top, window.in_taskbar) for window in eye.of(program.pid)]
                return sorted(seen) == [(False, True), (True, False)]

            # The window manager marks a window some time after it is there.
            until(as_wanted, within_s=30, what="a card on top and a window in the taskbar")
