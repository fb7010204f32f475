"""What the imports of a real start cost, by package (``-X importtime``).

Each line of the report has the time of one module without what it imports itself, so
modules that are loaded later or in a thread count as well.  Measuring makes imports
slower by about a third: read the shares, not the milliseconds.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import tray_app
from tests.benchmarks.desktop import desktop
from tests.benchmarks.startup import EMPLOYEE
from tests.end_to_end.stage.company import company
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_LINE = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)
_TOP = 15
_READY_S = 40.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one package or module."""

    name: str
    ms: float
    modules: int


def measure(home: Home) -> list[str]:
    """Start the tray app once; the dearest packages and modules as lines of text."""
    with (
        desktop(home),
        company(home) as staged,
    ):
        desk = tray_app.signed_in(home, staged, EMPLOYEE)
        before = tray_app.open_streams(staged)
        argv = [sys.executable, "-X", "importtime", *tray_app.command(desk)]
        with Process("imports", argv, logs=home.logs, env=home.env) as app:
            until(
                lambda: tray_app.open_streams(staged) > before,
                within_s=_READY_S,
                what="the tray app follows the stream",
            )
            return _lines(app.err)


def _lines(report: Path) -> list[str]:
    found = [
        (name, int(us) / 1000) for us, name in _LINE.findall(report.read_text(errors="replace"))
    ]
    packages = _top((_package(name), ms) for name, ms in found)
    modules = _top(found)
    total = sum(ms for _, ms in found)
    return [
        f"imports until the stream is open: {len(found)} modules, {total:.0f} ms (slowed down)",
        *(f"  {one.ms:7.1f} ms  {one.name} ({one.modules} modules)" for one in packages),
        "dearest modules by themselves:",
        *(f"  {one.ms:7.1f} ms  {one.name}" for one in modules),
    ]


def _package(module: str) -> str:
    first, _, rest = module.partition(".")
    if first == "uis_desktop" and rest:
        return f"{first}.{rest.partition('.')[0]}"
    return "standard library" if first in sys.stdlib_module_names else first


def _top(costs: Iterable[tuple[str, float]]) -> list[Cost]:
    spent: defaultdict[str, float] = defaultdict(float)
    modules: defaultdict[str, int] = defaultdict(int)
    for name, ms in costs:
        spent[name] += ms
        modules[name] += 1
    return [Cost(name, ms, modules[name]) for name, ms in sorted(spent.items(), key=_dear)[:_TOP]]


def _dear(cost: tuple[str, float]) -> float:
    return -cost[1]
