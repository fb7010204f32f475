"""On a real X server with a window manager: a card never takes the keyboard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import SIZE, virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, Windows, looking
from uis_desktop.ui.cards.places import EDGE

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789" * 2
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Desktop:
    """A screen with a window manager, somebody's terminal, and our cards."""

    home: Home
    windows: Windows
    hand: Hand
    terminal: Process
    typed: Path

    def cards(self, *, every_ms: int = 300) -> Process:
        """Start the program that pops up cards."""
        self.home.env["PYTHONPATH"] = str(ROOT)
        argv = [sys.executable, "-m", "tests.ui.card_program", str(every_ms)]
        return Process("cards", argv, logs=self.home.logs, env=self.home.env)

    def ready_terminal(self) -> Window | None:
        """The terminal's window, once what is typed there is read."""
        windows = self.windows.of(self.terminal.pid)
        return windows[0] if windows and self.typed.exists() else None

    def shown(self, program: Process, number: int) -> tuple[Window, ...]:
        """The cards on the screen, once there are so many."""

        def look() -> tuple[Window, ...] | None:
            windows = tuple(w for w in self.windows.of(program.pid) if w.on_top)
            return windows if len(windows) == number else None

        return until(look, within_s=10, what=f"{number} cards on the screen")

    def active_pid(self) -> int | None:
        """Whose window has the keyboard."""
        active = self.windows.active()
        return next((w.pid for w in self.windows.all() if w.id == active), None)

    def all_typed(self, letters: str) -> str:
        """What has arrived in the terminal, once it ends a line."""
        self.hand.press("Return")
        until(
            lambda: self.typed.read_text().endswith("\n"), within_s=10, what="the line has arrived"
        )
        return self.typed.read_text().strip()


@pytest.fixture(params=["openbox", "xfwm4"])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with new_home(tmp_path) as home, virtual_screen(home), window_manager(home, request.param):
        typed = home.path / "typed"
        argv = ["xterm", "-geometry", "80x20+50+50", "-e", "sh", "-c", f"cat > {typed}"]
        started = Process("xterm", argv, logs=home.logs, env=home.env)
        with started as terminal, looking(home) as windows:
            desk = Desktop(home, windows, Hand(home), terminal, typed)
            xterm = until(desk.ready_terminal, within_s=10, what="the terminal is there")
            desk.hand.click_at(*xterm.box.middle)
            until(lambda: desk.active_pid() == terminal.pid, within_s=5, what="it has the focus")
            yield desk


def test_every_letter_typed_while_cards_pop_up_arrives_where_it_was_meant(
    desktop: Desktop,
) -> None:
    with desktop.cards() as program:
        program.first_line(within_s=10)
        desktop.hand.type(LETTERS)
        assert len(desktop.shown(program, 3)) == 3
        assert desktop.active_pid() == desktop.terminal.pid
        assert desktop.all_typed(LETTERS) == LETTERS


def test_click_on_a_card_works_and_leaves_the_keyboard_where_it_was(desktop: Desktop) -> None:
    with desktop.cards() as program:
        box = desktop.shown(program, 3)[0].box

        def pressed() -> bool:
            # At the foot of the card, the leftmost button calls back.
            desktop.hand.click_at(box.x + 60, box.y + box.height - 28)
            return "call back +79161234567" in program.out.read_text()

        until(pressed, within_s=10, what="the button has been pressed")
        assert desktop.active_pid() == desktop.terminal.pid
        desktop.hand.type(LETTERS)
        assert desktop.all_typed(LETTERS) == LETTERS
        assert program.out.read_text().count("call back") == 1


def test_cards_stand_in_the_corner_the_newest_lowest(desktop: Desktop) -> None:
    with desktop.cards() as program:
        boxes = [card.box for card in desktop.shown(program, 3)]
        assert {SIZE[0] - box.x - box.width for box in boxes} == {EDGE}
        assert max(box.y + box.height for box in boxes) == SIZE[1] - EDGE
        assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_card_under_the_mouse_stays_where_it_is_while_others_come(desktop: Desktop) -> None:
    with desktop.cards(every_ms=1500) as program:
        before = desktop.shown(program, 1)[0]
        desktop.hand.click_at(*before.box.middle)
        after = {card.id: card.box for card in desktop.shown(program, 3)}
        assert after[before.id] == before.box
