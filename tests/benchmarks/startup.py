"""Start of the tray app, signed in → the tray has its icon, and the log says so.

Each start is a new process of the installed command, in a session with a D-Bus, an
unlocked GNOME keyring, openbox and a small tray (``waiting_tray.py``) that notes the
moment the icon is docked; the log is looked at every two milliseconds.  The first
clock reading is before the process is made.

*warm*: the files were read just before.  *cold*: the kernel was asked to drop from its
cache the files of Python, the libraries and the program.  It keeps those another
process has mapped, so on a machine that does other work this is only coldish.

*CPU*: user and system time by the kernel's count (ticks of 10 ms); what else the machine
does changes it less than the time on the clock.

*bundle* measures the same of the program that ``make bundle`` makes, which is what an
employee has installed.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import time
from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from tests.benchmarks import tray_app
from tests.benchmarks.desktop import desktop
from tests.benchmarks.report import Figure
from tests.benchmarks.waiting_tray import Docked, waiting_tray
from tests.end_to_end.stage.company import BIN, Company, company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import NeverHappened

Progress = Callable[[str], None]

EMPLOYEE = 123456
BUNDLE = Path("build/bundle/uis-desktop/uis-desktop")

_AIM_S = 1.0
_AIM_WARM_BUNDLE_S = 1.0
_READY_S = 30.0
_LOOK_S = 0.002
#: What a start from the source tree reads.
_SOURCE = {
    *(sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")),
    *(str(Path("uis_desktop")), str(Path(sys.base_prefix) / "lib")),
}
_ASK_S = 0.05


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the process; ``cpu`` is what it had used when it was ready."""

    docked: float
    ready: float
    live: float
    cpu: float

    @property
    def both(self) -> float:
        """Icon docked and line logged."""
        return max(self.docked, self.ready)


def measure_bundle(home: Home, tell: Progress, *, rounds: int) -> list[Figure]:
    """The same of the installed program, and how big it is.

    Raises:
        FileNotFoundError: there is no bundle.
    """
    program = BUNDLE.resolve(strict=True)
    return [*measure(home, tell, rounds=rounds, program=program), *_sizes(program.parent)]


def measure(
    home: Home, tell: Progress, *, rounds: int, program: Path = BIN / "uis-desktop"
) -> list[Figure]:
    """Start it ``rounds`` times cold and ``rounds`` times warm; medians."""
    part = "startup" if program.parent == BIN else "bundle"
    places = _SOURCE if part == "startup" else {str(program.parent)}
    aims = {"cold": _AIM_S, "warm": _AIM_S if part == "startup" else _AIM_WARM_BUNDLE_S}
    figures = []
    with (
        desktop(home),
        waiting_tray(home) as tray,
        company(home) as staged,
    ):
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        argv = tray_app.command(desk, program)
        _start(home, staged, desk, tray, argv)
        for kind in ("cold", "warm"):
            starts = []
            for number in range(1, rounds + 1):
                tell(f"{part}: {kind}, {number} of {rounds}")
                if kind == "cold":
                    _drop_from_cache(places)
                starts.append(_start(home, staged, desk, tray, argv))
            figures += _figures(part, kind, starts, aims[kind])
    return figures


def _sizes(folder: Path) -> list[Figure]:
    """On the disk, and as the packages that lie beside it."""
    unpacked = sum(f.lstat().st_size for f in folder.rglob("*") if not f.is_dir())
    figures = [Figure("bundle", "installed", unpacked / 1e6, "MB")]
    for file in sorted(Path("build/packages").glob("uis-desktop[_-]*")):
        if file.suffix in {".deb", ".xz"}:
            figures.append(Figure("bundle", file.suffix, file.stat().st_size / 1e6, "MB", 90))
    return figures


def _start(home: Home, staged: Company, desk: Desk, tray: Docked, argv: list[str]) -> Start:
    desk.log.unlink(missing_ok=True)
    icons = len(tray.times())
    started = time.monotonic_ns()
    with Process("desk", argv, logs=home.logs, env=home.env) as app:
        ready = _when(lambda: tray_app.says_ready(desk), _LOOK_S)
        used = psutil.Process(app.pid).cpu_times()
        _when(lambda: len(tray.times()) > icons, _LOOK_S)
        # Asked afterwards and rarely: it is work for the relay, on the same cores.
        live = _when(lambda: tray_app.open_streams(staged) > 0, _ASK_S)
        # When it was docked is what the tray has noted, not when we looked.
        docked = tray.times()[icons]
    _when(lambda: tray_app.open_streams(staged) == 0, _ASK_S)
    docked_s, ready_s, live_s = ((moment - started) / 1e9 for moment in (docked, ready, live))
    return Start(docked=docked_s, ready=ready_s, live=live_s, cpu=used.user + used.system)


def _when(seen: Callable[[], bool], look_every_s: float) -> int:
    deadline = time.monotonic() + _READY_S
    while not seen():
        if time.monotonic() > deadline:
            raise NeverHappened(f"not ready within {_READY_S:g} s")
        time.sleep(look_every_s)
    return time.monotonic_ns()


def _drop_from_cache(places: Set[str]) -> None:
    """Ask the kernel to forget what Python and the program were read from."""
    for place in places:
        for file in Path(place).rglob("*"):
            if file.is_file() and not file.is_symlink():
                number = os.open(file, os.O_RDONLY)
                try:
                    os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(number)


def _figures(part: str, kind: str, starts: list[Start], aim_s: float) -> list[Figure]:
    return [
        Figure(
            part,
            f"{kind}: icon docked and log says ready, median of {len(starts)}",
            median(one.both for one in starts),
            "s",
            aim_s,
        ),
        Figure(part, f"{kind}: icon docked, median", median(s.docked for s in starts), "s"),
        Figure(part, f"{kind}: log says ready, median", median(s.ready for s in starts), "s"),
        Figure(part, f"{kind}: CPU used until ready, median", median(s.cpu for s in starts), "s"),
        Figure(part, f"{kind}: stream open, median", median(s.live for s in starts), "s"),
        Figure(part, f"{kind}: slowest", max(one.both for one in starts), "s"),
    ]
