"""Where the program of this person listens."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from PySide6.QtCore import QDir


def socket_path(name: str) -> str:
    """The socket of the installation with this name; a named pipe on Windows."""
    return str(_folder() / f"uis-desktop-{_user()}-{name}")


def _folder() -> Path:
    """A folder of this user's own, if the system gives one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(runtime) if runtime and Path(runtime).is_dir() else Path(QDir.tempPath())


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
