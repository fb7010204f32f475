"""On a real X server with a window manager: a number copied in another program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, looking

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["openbox", "xfwm4"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    with new_home(tmp_path) as home, virtual_screen(home), window_manager(home, request.param):
        home.env["PYTHONPATH"] = str(ROOT)
        yield home


def program(home: Home, name: str, *words: str) -> Process:
    argv = [sys.executable, "-m", "tests.ui.copied_program", *words]
    return Process(name, argv, logs=home.logs, env=home.env)


def test_copied_number_is_offered_without_the_keyboard_and_a_double_click_calls_once(
    home: Home,
) -> None:
    with looking(home) as windows, program(home, "desk") as desk:
        desk.first_line(within_s=15)
        before = windows.active()
        with program(home, "other", "Анна: 8 (916) 123-45-67") as other:
            other.first_line(within_s=15)

            def offered() -> Window | None:
                return next((one for one in windows.of(desk.pid) if one.on_top), None)

            box = until(offered, within_s=10, what="the number is offered").box
            assert windows.active() == before
            hand = Hand(home)

            def called() -> bool:
                # It is deaf at first, so that nobody hits it by mistake.
                if offered() is not None:
                    hand.click_at(box.x + 60, box.y + box.height - 28)
                return "call" in desk.out.read_text()

            until(called, within_s=10, what="the number is called")
            hand.click_at(box.x + 60, box.y + box.height - 28)
            until(lambda: offered() is None, within_s=5, what="the offer is gone")
        assert desk.out.read_text().splitlines() == ["ready", "call +79161234567"]
