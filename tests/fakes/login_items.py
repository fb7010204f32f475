"""What the system starts at the log-in, in memory."""

from __future__ import annotations

from uis_desktop.core.autostart import AtLogin
from uis_desktop.errors import AutostartRefused


class MemoryLoginItems:
    """A system that starts the program, or not.

    Attributes:
        now: what it would do.
        puts: what it was asked for.
        refuses: nothing can be changed.
    """

    def __init__(self, now: AtLogin = AtLogin.OFF) -> None:
        self.now = now
        self.puts: list[bool] = []
        self.refuses = False

    def state(self) -> AtLogin:
        return self.now

    def put(self, *, on: bool) -> None:
        if self.refuses:
            raise AutostartRefused("no")
        self.puts.append(on)
        self.now = AtLogin.ON if on else AtLogin.OFF
