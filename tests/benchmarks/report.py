"""What the benchmarks print: a table for people, or JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.benchmarks.figures import Spread


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    Attributes:
        aim: it should be at most that; None if nothing was promised.
        at_least: it should be at least that.
    """

    part: str
    name: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """The aim was reached; None without an aim."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def figures_of(
    part: str,
    name: str,
    measured: Spread,
    unit: str,
    *,
    p50: float | None = None,
    p99: float | None = None,
) -> list[Figure]:
    """The lines of one spread, with the aims for median and 99th percentile."""
    return [
        Figure(part, f"{name}, p50", measured.p50, unit, p50),
        Figure(part, f"{name}, p99", measured.p99, unit, p99),
        Figure(part, f"{name}, max of {measured.count}", measured.most, unit),
    ]


def machine() -> dict[str, object]:
    """What it was measured on."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "load_average": round(os.getloadavg()[0], 2),
    }


def as_json(figures: Sequence[Figure], notes: Sequence[str]) -> str:
    """Everything as one JSON object."""
    rows = [{**asdict(figure), "reached": figure.reached} for figure in figures]
    return json.dumps(
        {"machine": machine(), "figures": rows, "notes": list(notes)}, ensure_ascii=False
    )


def as_table(figures: Sequence[Figure], notes: Sequence[str]) -> str:
    """Everything as a table, one figure a line."""
    here = machine()
    lines = [
        f"{here['cores']} cores, Python {here['python']}, {here['system']}, "
        f"load average {here['load_average']}",
        "",
    ]
    width = max((len(figure.name) for figure in figures), default=0)
    for figure in figures:
        lines.append(
            f"{figure.part:<11} {figure.name:<{width}} {figure.value:>11,.2f} {figure.unit:<6}"
            f" {_verdict(figure)}".rstrip()
        )
    return "\n".join([*lines, "", *notes]).rstrip() + "\n"


def _verdict(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    bound = "≥" if figure.at_least else "≤"
    return f"aim {bound} {figure.aim:g}: {'reached' if figure.reached else 'MISSED'}"
