"""A person's home on the stage: folders and environment that touch nobody else's."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """Folders and environment of everything that runs on the stage.

    Attributes:
        env: grows while the stage is built: display, bus.
    """

    path: Path
    logs: Path
    env: dict[str, str]

    @property
    def config(self) -> Path:
        """XDG_CONFIG_HOME."""
        return self.path / "config"


@contextmanager
def new_home(logs: Path) -> Iterator[Home]:
    """An empty home, removed at the end; what the programs say stays in ``logs``."""
    # Under /tmp whatever TMPDIR says: names of Unix sockets may have 108 bytes.
    path = Path(tempfile.mkdtemp(prefix="uis-stage-", dir="/tmp"))
    folders = {
        "XDG_CONFIG_HOME": path / "config",
        "XDG_DATA_HOME": path / "data",
        "XDG_CACHE_HOME": path / "cache",
        "XDG_STATE_HOME": path / "state",
        "XDG_RUNTIME_DIR": path / "run",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    env = {
        "HOME": str(path),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TZ": "Europe/Moscow",
        # A desktop without a screen has no graphics card either.
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "PYTHONUNBUFFERED": "1",
        # It would say that the screen of the person who runs this is locked.
        "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
        **{name: str(folder) for name, folder in folders.items()},
    }
    try:
        yield Home(path, logs, env)
    finally:
        shutil.rmtree(path, ignore_errors=True)
