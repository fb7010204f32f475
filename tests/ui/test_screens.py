"""On a real X server: cards stand where the person chose, and stay off a full screen."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import SIZE, virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.widgets import Box
from tests.end_to_end.stage.windows import Window, Windows, looking
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.ui.cards.places import EDGE

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = SIZE
HALF = WIDTH // 2


@dataclass
class Monitors:
    """A desk with as many monitors as the test plugs in."""

    home: Home
    windows: Windows

    def plug_in(self, name: str, box: Box, *, output: str = "none") -> None:
        """A monitor that shows this part of the screen."""
        size = f"{box.width}/300x{box.height}/300+{box.x}+{box.y}"
        self._xrandr("--setmonitor", name, size, output)

    def unplug(self, name: str) -> None:
        self._xrandr("--delmonitor", name)

    def cards(self, preferences: Preferences) -> Process:
        """The program that pops up three cards, with these choices."""
        choices = msgspec.json.encode(preferences).decode()
        self.home.env["PYTHONPATH"] = str(ROOT)
        argv = ["tests.ui.card_program", "100", choices, "ringing_me"]
        return ForkedProcess("cards", argv, logs=self.home.logs, env=self.home.env)

    def boxes(self, program: Process) -> list[Box]:
        """Where the cards are now, the highest first."""
        cards = [window.box for window in self.windows.of(program.pid) if window.on_top]
        return sorted(cards, key=lambda box: box.y)

    def three(self, program: Process) -> list[Box]:
        """Where the three cards are, once they are there."""
        return until(
            lambda: boxes if len(boxes := self.boxes(program)) == 3 else None,
            within_s=30,
            what="three cards on the screen",
        )

    def until_in(self, program: Process, area: Box) -> list[Box]:
        """Where the three cards are, once all of them are in this part of the screen."""

        def look() -> list[Box] | None:
            boxes = self.boxes(program)
            return boxes if len(boxes) == 3 and all(inside(box, area) for box in boxes) else None

        return until(look, within_s=30, what=f"three cards in {area}")

    def _xrandr(self, *words: str) -> None:
        subprocess.run(["xrandr", *words], env=self.home.env, check=True, timeout=10)


LEFT, RIGHT = Box(0, 0, HALF, HEIGHT), Box(HALF, 0, HALF, HEIGHT)


def inside(box: Box, area: Box) -> bool:
    across = area.x <= box.x and box.x + box.width <= area.x + area.width
    return across and area.y <= box.y and box.y + box.height <= area.y + area.height


@pytest.fixture
def monitors(tmp_path: Path) -> Iterator[Monitors]:
    with (
        new_home(tmp_path) as home,
        virtual_screen(home),
        window_manager(home, "openbox"),
        looking(home) as windows,
    ):
        yield Monitors(home, windows)


@pytest.fixture
def two(monitors: Monitors) -> Monitors:
    """Two monitors, the left one being the main one."""
    monitors.plug_in("LEFT", LEFT, output="screen")
    monitors.plug_in("RIGHT", RIGHT)
    return monitors


@pytest.mark.parametrize("corner", Corner)
def test_cards_stand_in_the_chosen_corner_of_the_chosen_monitor(
    two: Monitors, corner: Corner
) -> None:
    def in_the_corner() -> bool:
        boxes = two.until_in(program, RIGHT)
        left = {box.x - RIGHT.x for box in boxes}
        right = {RIGHT.x + RIGHT.width - box.x - box.width for box in boxes}
        top, bottom = boxes[0].y, HEIGHT - boxes[-1].y - boxes[-1].height
        apart = not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
        across, down = left if "left" in corner else right, top if "top" in corner else bottom
        return apart and across == {EDGE} and down == EDGE

    with two.cards(Preferences(monitor="RIGHT", corner=corner)) as program:
        # The last one makes the others move.
        until(in_the_corner, within_s=30, what=f"three cards apart, {corner}")


def test_cards_stand_on_the_main_monitor_unless_another_was_chosen(two: Monitors) -> None:
    with two.cards(Preferences()) as program:
        two.until_in(program, LEFT)


def test_cards_move_to_the_main_monitor_while_theirs_is_unplugged(two: Monitors) -> None:
    with two.cards(Preferences(monitor="RIGHT")) as program:
        two.until_in(program, RIGHT)
        two.unplug("RIGHT")
        two.until_in(program, LEFT)
        two.plug_in("RIGHT", RIGHT)
        two.until_in(program, RIGHT)


def test_cards_follow_a_monitor_that_becomes_smaller(two: Monitors) -> None:
    with two.cards(Preferences(monitor="RIGHT")) as program:
        two.until_in(program, RIGHT)
        smaller = Box(HALF, 0, HALF, HEIGHT - 100)
        two.unplug("RIGHT")
        two.plug_in("RIGHT", smaller)

        def at_its_foot() -> bool:
            lowest = two.until_in(program, smaller)[-1]
            return smaller.height - lowest.y - lowest.height == EDGE

        until(at_its_foot, within_s=30, what="the lowest card at the new lower edge")


def full_screen_terminal(monitors: Monitors) -> Process:
    """Somebody's program that fills the screen."""
    home = monitors.home
    return Process("xterm", ["xterm", "-fullscreen"], logs=home.logs, env=home.env)


def until_filled(monitors: Monitors, terminal: Process) -> None:
    def look() -> Window | None:
        windows = monitors.windows.of(terminal.pid)
        active = monitors.windows.active()
        return next((w for w in windows if w.box.width == WIDTH and w.id == active), None)

    until(look, within_s=30, what="the terminal fills the screen")


def test_no_card_lies_over_a_program_in_full_screen_and_they_come_when_it_ends(
    monitors: Monitors,
) -> None:
    with full_screen_terminal(monitors) as terminal:
        until_filled(monitors, terminal)
        with monitors.cards(Preferences()) as program:
            until(lambda: "card 3" in program.out.read_text(), within_s=30, what="three calls came")
            assert monitors.boxes(program) == []
            terminal.stop()
            monitors.three(program)


def test_cards_lie_over_a_program_in_full_screen_if_the_person_wants_so(
    monitors: Monitors,
) -> None:
    with full_screen_terminal(monitors) as terminal:
        until_filled(monitors, terminal)
        with monitors.cards(Preferences(over_full_screen=True)) as program:
            monitors.three(program)


def test_cards_that_stand_already_leave_when_a_program_fills_the_screen(
    monitors: Monitors,
) -> None:
    with monitors.cards(Preferences()) as program:
        monitors.three(program)
        with full_screen_terminal(monitors) as terminal:
            until_filled(monitors, terminal)
            until(lambda: monitors.boxes(program) == [], within_s=30, what="the cards are gone")
