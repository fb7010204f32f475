"""Starts a bundled tray app from an empty folder, until its tray is ready.  Any system.

    try_start.py PROGRAM [ARGUMENT ...]

Exit codes: 0 it was ready in time, 1 it was not; then its log is printed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

_READY = "tray is ready"
_PATIENCE_S = 60.0
_LOOK_S = 0.2


def ready(program: list[str], folder: Path) -> bool:
    """Whether the tray came to be ready; the program is ended in any case."""
    log = folder / "data" / "log" / "desktop.log"
    argv = [*program, "--config-dir", str(folder / "config"), "--data-dir", str(folder / "data")]
    process = subprocess.Popen(argv)
    deadline = time.monotonic() + _PATIENCE_S
    try:
        while time.monotonic() < deadline and process.poll() is None:
            if log.exists() and _READY in log.read_text(encoding="utf-8"):
                return True
            time.sleep(_LOOK_S)
    finally:
        process.terminate()
        process.wait(_PATIENCE_S)
    if log.exists():
        sys.stderr.write(log.read_text(encoding="utf-8"))
    return False


def main() -> int:
    """Try it; the exit code."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return 0 if ready(sys.argv[1:], Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
