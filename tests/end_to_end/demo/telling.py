"""Telling the person at the terminal what goes on, in Russian and English."""

from __future__ import annotations

import sys
import time

_STARTED = time.monotonic()


def tell(russian: str, english: str) -> None:
    """One line of progress with the seconds since the start."""
    seconds = time.monotonic() - _STARTED
    sys.stdout.write(f"[{seconds:5.1f}] {russian} / {english}\n")
    sys.stdout.flush()
