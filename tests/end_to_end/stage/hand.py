"""Mouse and keyboard."""

from __future__ import annotations

import subprocess

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.widgets import Widget

_ARRIVED_S = "0.2"
_HELD_S = "0.08"


class Hand:
    """Moves mouse and keys through the X server, as hardware would."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def click(self, widget: Widget) -> None:
        """A click on the middle of a widget."""
        self.click_at(*widget.box.middle)

    def click_at(self, x: int, y: int, button: int = 1) -> None:
        """A click on a place of the screen."""
        place, which = (str(x), str(y)), str(button)
        # A hand does not arrive, press and let go within a millisecond.
        pressed = ("mousedown", which, "sleep", _HELD_S, "mouseup", which)
        self._xdotool("mousemove", *place, "sleep", _ARRIVED_S, *pressed)

    def rest(self) -> None:
        """Put the mouse where it is in nobody's way."""
        self._xdotool("mousemove", "640", "20")

    def type(self, letters: str, *, every_ms: int = 25) -> None:
        """Letters into whatever window has the focus."""
        self._xdotool("type", "--delay", str(every_ms), letters)

    def typing(self, letters: str, *, every_ms: int) -> list[str]:
        """The command that types letters, to be run beside something else."""
        return ["xdotool", "type", "--delay", str(every_ms), letters]

    def press(self, key: str) -> None:
        """One key or combination by its X name: ``Return``, ``ctrl+a``."""
        self._xdotool("key", key)

    def _xdotool(self, *command: str) -> None:
        argv = ["xdotool", *command]
        subprocess.run(argv, env=self._home.env, check=True, timeout=20, capture_output=True)
