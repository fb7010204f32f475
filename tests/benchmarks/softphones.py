"""The tray app beside the softphones Debian has: how soon each is there, and what it needs.

Each is started as its user starts it, on the same virtual screen, in rounds that take turns.
It is there when its first window or its icon in the tray is; then it is left alone and
looked at as in ``idle.py``, with everything it has had the session bus start for it.

Only a frame to see our figures in.  The others carry a SIP stack, codecs and mostly video;
they have no account here, so they show their first-run window and are connected to nothing.
Ours is signed in, has the relay's stream open and keeps its window shut: the phone is
another one's business.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

import psutil

from tests.benchmarks import tray_app
from tests.benchmarks.desktop import desktop
from tests.benchmarks.idle import Idle, look
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import EMPLOYEE
from tests.benchmarks.waiting_tray import Docked, waiting_tray
from tests.end_to_end.stage.company import company
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.waiting import NeverHappened
from tests.end_to_end.stage.windows import Windows, looking

Progress = Callable[[str], None]

#: Debian's package, and its program.
_OTHERS = (("linphone-desktop", "linphone"), ("twinkle", "twinkle"), ("jami", "jami"))
_OURS = "uis-desktop"
_START_S, _LOOK_S, _END_S = 60.0, 0.01, 60.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """One start: seconds until it was there, and what it needs then."""

    there_s: float
    idle: Idle


def measure(home: Home, tell: Progress, *, rounds: int, seconds: float) -> list[Figure]:
    """Start each ``rounds`` times and look at it for ``seconds``; medians."""
    with (
        desktop(home),
        waiting_tray(home) as tray,
        company(home) as staged,
        looking(home) as windows,
    ):
        tray_app.as_installed(home)
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        programs = {_OURS: tray_app.command(desk), **dict(_others(tell))}
        seen: dict[str, list[_Seen]] = {name: [] for name in programs}
        for number in range(1, rounds + 1):
            for name, argv in programs.items():
                tell(f"softphones: {name}, {number} of {rounds}")
                try:
                    seen[name].append(_start(home, name, argv, tray, windows, seconds))
                except NeverHappened as error:
                    tell(f"softphones: {name}: {error}")
    return [figure for name, starts in seen.items() if starts for figure in _figures(name, starts)]


def _others(tell: Progress) -> Iterator[tuple[str, list[str]]]:
    """Those that are here; the others are named."""
    for package, program in _OTHERS:
        path = shutil.which(program)
        if path is None:
            tell(f"softphones: {package} is not here: set_up.sh --bench found no such package")
        else:
            yield package, [path]


def _start(
    home: Home, name: str, argv: Sequence[str], tray: Docked, windows: Windows, seconds: float
) -> _Seen:
    icons, before = len(tray.times()), {window.id for window in windows.all()}
    with _whatever_it_starts(home) as started_since:
        started = time.monotonic()
        with _running(home, name, argv):
            while len(tray.times()) == icons and not _new(windows, before):
                if time.monotonic() - started > _START_S:
                    raise NeverHappened(f"neither window nor icon within {_START_S:g} s")
                time.sleep(_LOOK_S)
            there_s = time.monotonic() - started
            return _Seen(there_s, look(started_since, seconds))


@contextmanager
def _running(home: Home, name: str, argv: Sequence[str]) -> Iterator[None]:
    with (home.logs / f"softphone-{name}.log").open("ab") as log:
        program = subprocess.Popen(argv, env=home.env, stdout=log, stderr=log)
    try:
        yield
    finally:
        # Some of them do not care for being asked.
        program.kill()
        program.wait(_END_S)


def _new(windows: Windows, before: set[int]) -> bool:
    return any(window.id not in before for window in windows.all())


@contextmanager
def _whatever_it_starts(home: Home) -> Iterator[Callable[[], list[psutil.Process]]]:
    """Its processes, and those the session bus has started for it; ended at the end."""
    before = {process.pid for process in _of_home(home)}

    def since() -> list[psutil.Process]:
        return [process for process in _of_home(home) if process.pid not in before]

    try:
        yield since
    finally:
        left = since()
        for process in left:
            process.terminate()
        for process in psutil.wait_procs(left, timeout=_END_S)[1]:
            process.kill()


def _of_home(home: Home) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOME") == str(home.path):
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue


def _figures(name: str, starts: Sequence[_Seen]) -> list[Figure]:
    def middle(of: Callable[[_Seen], float]) -> float:
        return median(map(of, starts))

    count = len(starts)
    first = f"{name}: first window or icon, median of {count}"
    return [
        Figure("softphones", first, middle(lambda one: one.there_s), "s"),
        Figure("softphones", f"{name}: PSS idle", middle(lambda one: one.idle.pss), "MB"),
        Figure("softphones", f"{name}: USS idle", middle(lambda one: one.idle.uss), "MB"),
        Figure("softphones", f"{name}: CPU idle", middle(lambda one: one.idle.cpu), "%"),
    ]
