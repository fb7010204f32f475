"""Folders for copies of a database: beside it, and never left behind for long."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OLD_S = 3600.0


@contextmanager
def folder_beside(database: Path) -> Iterator[Path]:
    """A folder nobody else can read, until the end of the block."""
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=_prefix(database)) as folder:
        yield Path(folder)


def sweep(database: Path) -> None:
    """Remove what a killed process has left."""
    for folder in database.parent.glob(f"{_prefix(database)}*"):
        if time.time() - folder.stat().st_mtime > _OLD_S:
            shutil.rmtree(folder)


def _prefix(database: Path) -> str:
    return f".{database.name}-"
