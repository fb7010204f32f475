"""A real X server with a window manager and somebody's terminal, which has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.stage.forked_process import ForkedProcess
from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, Windows, looking

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Desktop:
    """What a test sees there, and does."""

    home: Home
    windows: Windows
    hand: Hand
    terminal: Process
    typed: Path

    def program(self, name: str, module: str, *words: str) -> Process:
        """Start a program of the tests under that name."""
        return ForkedProcess(name, [module, *words], logs=self.home.logs, env=self.home.env)

    def cards(self, *, every_ms: int = 300, state: str = "lost") -> Process:
        """Start the program that pops up cards of calls in this state."""
        return self.program("cards", "tests.ui.card_program", str(every_ms), "{}", state)

    def ready_terminal(self) -> Window | None:
        """The terminal's window, once what is typed there is read."""
        windows = self.windows.of(self.terminal.pid)
        return windows[0] if windows and self.typed.exists() else None

    def shown(self, program: Process, number: int) -> tuple[Window, ...]:
        """The cards on the screen, once there are so many."""

        def look() -> tuple[Window, ...] | None:
            windows = tuple(w for w in self.windows.of(program.pid) if w.on_top)
            return windows if len(windows) == number else None

        return until(look, within_s=30, what=f"{number} cards on the screen")

    def active_pid(self) -> int | None:
        """Whose window has the keyboard."""
        active = self.windows.active()
        return next((w.pid for w in self.windows.all() if w.id == active), None)

    def all_typed(self, letters: str) -> str:
        """What has arrived in the terminal, once it ends a line."""
        self.hand.press("Return")
        until(
            lambda: self.typed.read_text().endswith("\n"), within_s=30, what="the line has arrived"
        )
        return self.typed.read_text().strip()


@contextmanager
def terminal_in_front(manager: str, logs: Path) -> Iterator[Desktop]:
    """A desktop under that window manager, its terminal in front."""
    with new_home(logs) as home, virtual_screen(home), window_manager(home, manager):
        home.env["PYTHONPATH"] = str(ROOT)
        typed = home.path / "typed"
        argv = ["xterm", "-geometry", "80x20+50+50", "-e", "sh", "-c", f"cat > {typed}"]
        started = Process("xterm", argv, logs=home.logs, env=home.env)
        with started as terminal, looking(home) as windows:
            desk = Desktop(home, windows, Hand(home), terminal, typed)
            xterm = until(desk.ready_terminal, within_s=30, what="the terminal is there")
            desk.hand.click_at(*xterm.box.middle)
            until(lambda: desk.active_pid() == terminal.pid, within_s=30, what="it has the focus")
            yield desk
