"""Memory and CPU of the tray app while nothing happens.

Memory is the proportional set size (PSS) of the process and all its children: what
would be free again if it ended, and its share of what others use too.  The unique set
size (USS) stands beside it, because PSS becomes smaller when anything else on the
machine uses the same libraries.  CPU is user and system time by the kernel's count
(ticks of 10 ms) as a share of one core.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from tests.benchmarks import tray_app
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import EMPLOYEE
from tests.end_to_end.stage.company import company
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import keyring, session_bus
from tests.end_to_end.stage.screen import panel, virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, Windows, looking

Progress = Callable[[str], None]

_AIM_PSS_MB = 120.0
_AIM_CPU = 0.5
_SETTLE_S = 5.0
_WINDOW_S = 15.0
_SMALLEST_WINDOW = 300


@dataclass(frozen=True, slots=True)
class Idle:
    """What it needs: MB and per cent of one core."""

    pss: float
    uss: float
    cpu: float


def measure(home: Home, tell: Progress, *, seconds: float) -> list[Figure]:
    """Look for ``seconds`` before its window was ever opened, and after."""
    with (
        session_bus(home),
        keyring(home),
        virtual_screen(home),
        window_manager(home, "openbox"),
        panel(home),
        company(home) as staged,
    ):
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        with tray_app.running(home, staged, desk) as app, looking(home) as windows:
            tell(f"idle: window never opened, {seconds:g} s")
            never = _look(app.pid, seconds)
            window = _open_window(home, tray_app.command(desk), windows, app.pid)
            _close_window(home, window, windows, app.pid)
            tell(f"idle: window opened once and closed, {seconds:g} s")
            once = _look(app.pid, seconds)
    return [*_figures("window never opened", never), *_figures("window opened once", once)]


def _look(pid: int, seconds: float) -> Idle:
    time.sleep(_SETTLE_S)
    family = _family(pid)
    before, started = sum(map(_cpu_s, family)), time.monotonic()
    # The one place where time itself is measured: nothing shall happen meanwhile.
    time.sleep(seconds)
    cpu = (sum(map(_cpu_s, family)) - before) / (time.monotonic() - started)
    memory = [one.memory_full_info() for one in _family(pid)]
    return Idle(
        pss=sum(m.pss for m in memory) / 2**20,
        uss=sum(m.uss for m in memory) / 2**20,
        cpu=cpu * 100,
    )


def _family(pid: int) -> list[psutil.Process]:
    first = psutil.Process(pid)
    return [first, *first.children(recursive=True)]


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _open_window(home: Home, argv: list[str], windows: Windows, pid: int) -> Window:
    subprocess.run(argv, env=home.env, check=True, timeout=20, capture_output=True)
    return until(lambda: _window(windows, pid), within_s=_WINDOW_S, what="the contact window opens")


def _close_window(home: Home, window: Window, windows: Windows, pid: int) -> None:
    argv = ["wmctrl", "-i", "-c", hex(window.id)]
    subprocess.run(argv, env=home.env, check=True, timeout=10)
    until(lambda: _window(windows, pid) is None, within_s=_WINDOW_S, what="the window is closed")


def _window(windows: Windows, pid: int) -> Window | None:
    big = [window for window in windows.of(pid) if window.box.height >= _SMALLEST_WINDOW]
    return big[0] if big else None


def _figures(when: str, idle: Idle) -> list[Figure]:
    return [
        Figure("idle", f"PSS, {when}", idle.pss, "MB", _AIM_PSS_MB),
        Figure("idle", f"USS, {when}", idle.uss, "MB"),
        Figure("idle", f"CPU, {when}", idle.cpu, "%", _AIM_CPU),
    ]
