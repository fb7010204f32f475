"""What a process holds on to, and whether it holds on to more and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import median

import psutil

_MB = 2**20
#: Growth by so much is no leak: a page here, a pooled connection there.
_NO_GROWTH = 2.0


@dataclass(frozen=True, slots=True)
class Usage:
    """One look at a process."""

    uss_mb: float
    files: float
    threads: float
    children: float


def usage_of(pid: int) -> Usage:
    """Look at it now.

    Raises:
        psutil.NoSuchProcess: it has ended.
    """
    process = psutil.Process(pid)
    return Usage(
        uss_mb=process.memory_full_info().uss / _MB,
        files=process.num_fds(),
        threads=process.num_threads(),
        children=len(process.children(recursive=True)),
    )


@dataclass(frozen=True, slots=True)
class Growth:
    """One figure, early and late."""

    what: str
    early: float
    late: float

    @property
    def per_cent(self) -> float:
        """How much more it is late."""
        return (self.late / self.early - 1) * 100 if self.early else 0.0

    def flat_within(self, per_cent: float) -> bool:
        """It has not grown, or by so little that it cannot be told from chance."""
        return self.late - self.early <= max(self.early * per_cent / 100, _least(self.what))


def growths(looks: Sequence[Usage]) -> list[Growth]:
    """Every figure's median in the second quarter of the time, and in the last.

    The first quarter is left out: caches fill, and pictures are drawn for the first time.

    Raises:
        ValueError: there are too few looks to tell.
    """
    quarter = len(looks) // 4
    if quarter < 3:
        raise ValueError(f"{len(looks)} looks are too few")
    return [
        Growth(
            field.name,
            median(getattr(look, field.name) for look in looks[quarter : 2 * quarter]),
            median(getattr(look, field.name) for look in looks[-quarter:]),
        )
        for field in fields(Usage)
    ]


def _least(what: str) -> float:
    return 0.0 if what == "threads" else _NO_GROWTH
