"""dunst, a service for notifications, and what a person reads and presses on it.

dunst (dunst-project.org, "dunst(5)"): ``script`` is run for each notification with its
parts in the environment; ``dmenu`` gets the buttons on its standard input, one a line,
and answers with the chosen one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dbus_fast.aio import MessageBus

from tests.end_to_end.stage.asking import ask, connect, get
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import on_the_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_SERVICE = "org.freedesktop.Notifications"
_AT = (_SERVICE, "/org/freedesktop/Notifications")
_COMMANDS = "org.dunstproject.cmd0"

_CONFIG = """\
[global]
    font = Noto Sans 11
    width = 380
    height = 300
    notification_limit = 5
    markup = full
    format = "<b>%s</b>\\n%b"
    always_run_script = true
    dmenu = {folder}/choose
[log]
    appname = *
    script = {folder}/log
"""
_LOG = """\
#!/bin/sh
printf '%s\\037%s\\037%s\\037%s\\036' "$DUNST_ID" "$DUNST_URGENCY" "$DUNST_SUMMARY" "$DUNST_BODY" \\
    >> {folder}/told
"""
_CHOOSE = """\
#!/bin/sh
cat > {folder}/offered
grep -F -f {folder}/wanted {folder}/offered
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One notification, or one more state of it."""

    id: int
    urgency: str
    title: str
    body: str


class Dunst:
    """Reads what was told, and presses a button by its words."""

    def __init__(self, folder: Path, bus: MessageBus, runner: asyncio.Runner) -> None:
        self._folder = folder
        self._bus = bus
        self._runner = runner

    @property
    def told(self) -> list[Told]:
        """Every notification so far, and every change of one."""
        log = self._folder / "told"
        records = log.read_text().split("\036")[:-1] if log.exists() else []
        parts = [record.split("\037") for record in records]
        return [Told(int(part[0]), part[1], part[2], part[3]) for part in parts]

    @property
    def displayed(self) -> int:
        """How many stand on the screen now."""
        return int(self._runner.run(get(self._bus, _AT, _COMMANDS, "displayedLength")))

    def press(self, words: str) -> None:
        """Press the button with these words on any notification, through D-Bus."""
        (self._folder / "wanted").write_text(words)
        self._runner.run(ask(self._bus, _AT, _COMMANDS, "ContextMenuCall"))

    def close_last(self) -> None:
        """Close the newest notification, as a person does."""
        self._runner.run(ask(self._bus, _AT, _COMMANDS, "NotificationCloseLast"))

    @property
    def offered(self) -> list[str]:
        """The buttons there were when one was pressed last."""
        return (self._folder / "offered").read_text().splitlines()


@contextmanager
def dunst(home: Home) -> Iterator[Dunst]:
    """The service at work on the screen of ``home``."""
    folder = home.path / "dunst"
    folder.mkdir()
    (folder / "dunstrc").write_text(_CONFIG.format(folder=folder))
    for name, text in (("log", _LOG), ("choose", _CHOOSE)):
        (folder / name).write_text(text.format(folder=folder))
        (folder / name).chmod(0o700)
    argv = ["dunst", "-conf", str(folder / "dunstrc")]
    with (
        Process("dunst", argv, logs=home.logs, env=home.env),
        asyncio.Runner() as runner,
    ):
        until(lambda: on_the_bus(home, _SERVICE), within_s=30, what="dunst is on the bus")
        bus = runner.run(connect(home.env["DBUS_SESSION_BUS_ADDRESS"]))
        try:
            yield Dunst(folder, bus, runner)
        finally:
            bus.disconnect()
