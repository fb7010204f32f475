"""The whole stage: a desktop, a log-in, and eyes and hands for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.end_to_end.stage.accessibility import screen_reader
from tests.end_to_end.stage.eye import Eye
from tests.end_to_end.stage.hand import Hand
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import keyring, no_keyring, session_bus
from tests.end_to_end.stage.screen import (
    notifications,
    panel,
    screenshot,
    virtual_screen,
    window_manager,
)
from tests.end_to_end.stage.tray import Icon, Tray, tray
from tests.end_to_end.stage.waiting import NeverHappened, until
from tests.end_to_end.stage.widgets import Box, Widget
from tests.end_to_end.stage.windows import looking

_SMALLEST_ICON = 16
_BIGGEST_ICON = 64


@dataclass(frozen=True, slots=True)
class Stage:
    """A desktop nobody sits at."""

    home: Home
    eye: Eye
    hand: Hand
    tray: Tray
    panel_pid: int

    def tray_says(self, pid: int, words: str, *, within_s: float) -> Icon:
        """The icon of a program, once its tooltip or menu has these words.

        Raises:
            NeverHappened: it did not in time.
        """
        last: list[str] = []

        def says() -> Icon | None:
            icon = self.tray.icon_of(pid)
            last[:] = [icon.words if icon else "no icon"]
            return icon if icon is not None and words in icon.words else None

        try:
            return until(says, within_s=within_s, what=f"the tray says {words!r}")
        except NeverHappened as error:
            raise NeverHappened(f"{error}; it says: {last}") from None

    def tray_icon(self, *, within_s: float) -> Box:
        """Where on the screen the only icon of the tray is.

        Raises:
            NeverHappened: the tray stayed empty.
        """

        def slot() -> Box | None:
            return _before_the_clock(self.eye.read(self.panel_pid))

        return until(slot, within_s=within_s, what="an icon in the panel's tray")

    def picture(self, path: Path) -> None:
        """Save what a person would see now."""
        screenshot(self.home, path)


@contextmanager
def stage(logs: Path, *, manager: str = "openbox", secrets: bool = True) -> Iterator[Stage]:
    """Build the stage, and leave nothing of it but the logs.

    Without ``secrets`` the log-in has no password store.
    """
    with (
        new_home(logs) as home,
        virtual_screen(home),
        nullcontext() if secrets else no_keyring(home),
        session_bus(home),
        keyring(home) if secrets else nullcontext(),
        window_manager(home, manager),
        panel(home) as bar,
        notifications(home),
        screen_reader(home) as reader,
        looking(home) as windows,
        tray(home) as icons,
    ):
        yield Stage(home, Eye(windows, reader), Hand(home), icons, bar.pid)


def _before_the_clock(windows: tuple[Widget, ...]) -> Box | None:
    """The tray lies between the window list and the clock (see ``xfce4-panel.xml``)."""
    for window in windows:
        buttons = [widget.box for widget in window.all() if widget.role == "toggle button"]
        clock = max(buttons, key=lambda box: box.x, default=None)
        for widget in window.all():
            box = widget.box
            next_to = clock is not None and box.x + box.width == clock.x
            if next_to and not widget.children and _SMALLEST_ICON <= box.width <= _BIGGEST_ICON:
                return box
    return None
