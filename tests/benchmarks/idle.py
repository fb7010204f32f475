"""Memory and CPU of the tray app while nothing happens.

Memory is the proportional set size (PSS) of the process and all its children: what
would be free again if it ended, and its share of what others use too.  The unique set
size (USS) stands beside it, because PSS becomes smaller when anything else on the
machine uses the same libraries.  CPU is user and system time by the kernel's count
(ticks of 10 ms) as a share of one core.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from tests.benchmarks import tray_app
from tests.benchmarks.desktop import desktop
from tests.benchmarks.finder import CALLS, CONTACTS, write_calls
from tests.benchmarks.report import Figure
from tests.benchmarks.startup import EMPLOYEE
from tests.end_to_end.stage.company import Company, company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.screen import panel
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.windows import Window, Windows, looking
from uis_desktop.adapters.journal_db import SqliteJournal

Progress = Callable[[str], None]

_AIM_PSS_MB = 110.0
_AIM_CPU = 0.3
_SETTLE_S = 5.0
_WINDOW_S = 15.0
_SMALLEST_WINDOW = 300
_COPY_S = 180.0


@dataclass(frozen=True, slots=True)
class Idle:
    """What it needs: MB and per cent of one core."""

    pss: float
    uss: float
    cpu: float


def measure(home: Home, tell: Progress, *, seconds: float) -> list[Figure]:
    """Look for ``seconds`` before its window was ever opened, and after."""
    with (
        desktop(home),
        panel(home),
        company(home) as staged,
    ):
        tray_app.as_installed(home)
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        with tray_app.running(home, staged, desk) as app, looking(home) as windows:
            tell(f"idle: window never opened, {seconds:g} s")
            never = look(partial(_family, app.pid), seconds)
            window = _open_window(home, tray_app.command(desk), windows, app.pid)
            _close_window(window, windows, app.pid)
            tell(f"idle: window opened once and closed, {seconds:g} s")
            once = look(partial(_family, app.pid), seconds)
        tell(f"idle: {CONTACTS} contacts and {CALLS} calls come to the desk")
        _fill(home, staged, desk)
        with tray_app.running(home, staged, desk) as app, looking(home) as windows:
            until(lambda: _contacts_of(desk) >= CONTACTS, within_s=_COPY_S, what="the contacts")
        with tray_app.running(home, staged, desk) as app, looking(home) as windows:
            window = _open_window(home, tray_app.command(desk), windows, app.pid)
            _close_window(window, windows, app.pid)
            tell(f"idle: with all of them, {seconds:g} s")
            full = look(partial(_family, app.pid), seconds)
    return [
        *_figures("window never opened", never),
        *_figures("window opened once", once),
        *_figures(f"{CONTACTS} contacts, {CALLS} calls", full),
    ]


def _fill(home: Home, staged: Company, desk: Desk) -> None:
    """The relay gets the contacts, the desk's journal the calls."""
    listed = home.path / "many.csv"
    with listed.open("w", encoding="utf-8") as file:
        file.write("телефон;имя;компания;ответственный\n")
        file.writelines(
            f"7901{number:07};Клиент {number} Тестовый;ООО «Ромашка {number % 997}»;\n"
            for number in range(CONTACTS)
        )
    staged.relay_command("contacts", "import", "--account", staged.name, str(listed), within_s=300)

    async def calls() -> None:
        async with SqliteJournal(_journal_of(desk)) as journal:
            await write_calls(journal)

    asyncio.run(calls())


def _journal_of(desk: Desk) -> Path:
    (journal,) = desk.data.glob("journal-*.db")
    return journal


def _contacts_of(desk: Desk) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{_journal_of(desk)}?mode=ro", uri=True)) as sql:
        return int(sql.execute("SELECT count(*) FROM contact").fetchone()[0])


def look(processes: Callable[[], Sequence[psutil.Process]], seconds: float) -> Idle:
    """What these need together, once they have settled."""
    time.sleep(_SETTLE_S)
    family = processes()
    before, started = sum(map(_cpu_s, family)), time.monotonic()
    # The one place where time itself is measured: nothing shall happen meanwhile.
    time.sleep(seconds)
    cpu = (sum(map(_cpu_s, family)) - before) / (time.monotonic() - started)
    memory = [one.memory_full_info() for one in processes()]
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


def _close_window(window: Window, windows: Windows, pid: int) -> None:
    windows.close(window)
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
