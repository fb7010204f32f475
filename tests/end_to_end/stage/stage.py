"""The whole stage: a desktop, a log-in, and eyes and hands for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.stage.accessibility import screen_reader
from tests.end_to_end.stage.eye import Eye
from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import keyring, session_bus
from tests.end_to_end.stage.screen import (
    notifications,
    panel,
    screenshot,
    virtual_screen,
    window_manager,
)
from tests.end_to_end.stage.tray import Tray, tray
from tests.end_to_end.stage.windows import looking


@dataclass(frozen=True, slots=True)
class Stage:
    """A desktop nobody sits at."""

    home: Home
    eye: Eye
    hand: Hand
    tray: Tray

    def picture(self, path: Path) -> None:
        """Save what a person would see now."""
        screenshot(self.home, path)


@contextmanager
def stage(logs: Path, *, manager: str = "openbox") -> Iterator[Stage]:
    """Build the stage, and leave nothing of it but the logs."""
    with (
        new_home(logs) as home,
        virtual_screen(home),
        session_bus(home),
        keyring(home),
        window_manager(home, manager),
        panel(home),
        notifications(home),
        screen_reader(home) as reader,
        looking(home) as windows,
        tray(home) as icons,
    ):
        yield Stage(home, Eye(windows, reader), Hand(home), icons)
