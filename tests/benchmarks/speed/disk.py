"""What this disk asks for making something durable."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.benchmarks.figures import percentile

_TIMES = 200
_RECORD = bytes(1024)


def fsync_ms(folder: Path) -> float:
    """Median time of appending 1 KiB to a file in ``folder`` and one fsync, in ms."""
    took = []
    path = folder / "fsync"
    with path.open("wb", buffering=0) as file:
        for _ in range(_TIMES):
            started = time.perf_counter()
            file.write(_RECORD)
            os.fsync(file.fileno())
            took.append((time.perf_counter() - started) * 1e3)
    path.unlink()
    return percentile(took, 0.5)
