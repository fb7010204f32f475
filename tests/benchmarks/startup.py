"""Start of the tray app, signed in → the tray has its icon, and the log says so.

Each start is a new process of the installed command, in a session with a D-Bus, an
unlocked GNOME keyring, openbox and a small tray (``waiting_tray.py``) that notes the
moment the icon is docked; the log is looked at every two milliseconds.  The first
clock reading is before the process is made.

*warm*: the files were read just before.  *cold*: the kernel was asked to drop from its
cache the files of Python, the libraries and the program.  It keeps those another
process has mapped, so on a machine that does other work this is only coldish.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import sysconfig
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks import tray_app
from tests.benchmarks.report import Figure
from tests.benchmarks.waiting_tray import WaitingTray, waiting_tray
from tests.end_to_end.stage.company import Company, company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import keyring, session_bus
from tests.end_to_end.stage.screen import virtual_screen, window_manager

Progress = Callable[[str], None]

EMPLOYEE = 123456

_AIM_S = 1.5
_READY_S = 30.0
_LOOK_S = 0.002
_ASK_S = 0.05
_END_S = 10.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process."""

    docked: float
    ready: float
    live: float

    @property
    def both(self) -> float:
        """Icon docked and line logged."""
        return max(self.docked, self.ready)


def measure(home: Home, tell: Progress, *, rounds: int) -> list[Figure]:
    """Start it ``rounds`` times cold and ``rounds`` times warm; medians."""
    with (
        session_bus(home),
        keyring(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
        company(home) as staged,
    ):
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        return asyncio.run(_measure(home, staged, desk, tell, rounds))


async def _measure(
    home: Home, staged: Company, desk: Desk, tell: Progress, rounds: int
) -> list[Figure]:
    figures = []
    async with waiting_tray(home.env["DBUS_SESSION_BUS_ADDRESS"]) as tray:
        await _start(home, staged, desk, tray)
        for kind in ("cold", "warm"):
            starts = []
            for number in range(1, rounds + 1):
                tell(f"startup: {kind}, {number} of {rounds}")
                if kind == "cold":
                    await asyncio.to_thread(_drop_from_cache)
                starts.append(await _start(home, staged, desk, tray))
            figures += _figures(kind, starts)
    return figures


async def _start(home: Home, staged: Company, desk: Desk, tray: WaitingTray) -> Start:
    desk.log.unlink(missing_ok=True)
    before = tray_app.open_streams(staged)
    started = time.monotonic_ns()
    app = await asyncio.create_subprocess_exec(
        *tray_app.command(desk), env=home.env, start_new_session=True
    )
    try:
        async with asyncio.timeout(_READY_S), asyncio.TaskGroup() as group:
            docked = group.create_task(tray.docked.get())
            ready = group.create_task(_when_ready(desk))
            live = group.create_task(_when_followed(staged, before))
        times = [(task.result() - started) / 1e9 for task in (docked, ready, live)]
        return Start(*times)
    finally:
        app.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(app.wait(), _END_S)
        except TimeoutError:
            os.killpg(app.pid, signal.SIGKILL)
            await app.wait()


async def _when_ready(desk: Desk) -> int:
    while True:
        if tray_app.says_ready(desk):
            return time.monotonic_ns()
        await asyncio.sleep(_LOOK_S)


async def _when_followed(staged: Company, before: int) -> int:
    while True:
        if await asyncio.to_thread(tray_app.open_streams, staged) > before:
            return time.monotonic_ns()
        # Rarely: to ask is work for the relay, on the same cores.
        await asyncio.sleep(_ASK_S)


def _drop_from_cache() -> None:
    """Ask the kernel to forget what Python and the program were read from."""
    places = {sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), str(Path("uis_desktop"))}
    places |= {str(Path(sys.base_prefix) / "lib")}
    for place in places:
        for file in Path(place).rglob("*"):
            if file.is_file() and not file.is_symlink():
                number = os.open(file, os.O_RDONLY)
                try:
                    os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(number)


def _figures(kind: str, starts: list[Start]) -> list[Figure]:
    return [
        Figure(
            "startup",
            f"{kind}: icon docked and log says ready, median of {len(starts)}",
            median(one.both for one in starts),
            "s",
            _AIM_S,
        ),
        Figure("startup", f"{kind}: icon docked, median", median(s.docked for s in starts), "s"),
        Figure("startup", f"{kind}: log says ready, median", median(s.ready for s in starts), "s"),
        Figure("startup", f"{kind}: stream open, median", median(s.live for s in starts), "s"),
        Figure("startup", f"{kind}: slowest", max(one.both for one in starts), "s"),
    ]
