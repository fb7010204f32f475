"""On a real X server with a window manager: a number copied in another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window
from tests.ui.desktop import Desktop, terminal_in_front

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

PROGRAM = "tests.ui.copied_program"


@pytest.fixture(params=["openbox", "xfwm4"])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with terminal_in_front(request.param, tmp_path) as desktop:
        yield desktop


def test_copied_number_is_offered_without_the_keyboard_and_a_double_click_calls_once(
    desktop: Desktop,
) -> None:
    with desktop.program("desk", PROGRAM) as desk:
        desk.first_line(within_s=30)
        with desktop.program("other", PROGRAM, "Анна: 8 (916) 123-45-67") as other:
            other.first_line(within_s=30)

            def offered() -> Window | None:
                return next((one for one in desktop.windows.of(desk.pid) if one.on_top), None)

            box = until(offered, within_s=30, what="the number is offered").box
            assert desktop.active_pid() == desktop.terminal.pid

            def called() -> bool:
                # It is deaf at first, so that nobody hits it by mistake.
                if offered() is not None:
                    desktop.hand.click_at(box.x + 60, box.y + box.height - 28)
                return "call" in desk.out.read_text()

            until(called, within_s=30, what="the number is called")
            assert desktop.active_pid() == desktop.terminal.pid
            desktop.hand.click_at(box.x + 60, box.y + box.height - 28)
            until(lambda: offered() is None, within_s=30, what="the offer is gone")
        assert desk.out.read_text().splitlines() == ["ready", "call +79161234567"]
