"""What has to be run to start this installation of the program again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from uis_desktop.adapters.places import Places, default_places

_PROGRAM = "uis-desktop"


@dataclass(frozen=True, slots=True)
class Running:
    """What runs now.

    Attributes:
        frozen: a bundle: the executable is the program itself, not Python.
    """

    executable: Path
    frozen: bool
    platform: str


def running() -> Running:
    """The process this is."""
    frozen = bool(getattr(sys, "frozen", False))
    return Running(executable=Path(sys.executable), frozen=frozen, platform=sys.platform)


def start_command(now: Running, places: Places) -> Sequence[str]:
    """The program and its arguments.

    A bundle starts itself; an installation by pip has the program beside its Python, and
    else Python is told to run the module.  Another installation beside the person's own
    keeps its folders.
    """
    return [*_program(now), *_folders(places)]


def _program(now: Running) -> list[str]:
    if now.frozen:
        return [str(now.executable)]
    windows = now.platform == "win32"
    script = now.executable.with_name(f"{_PROGRAM}.exe" if windows else _PROGRAM)
    if script.exists():
        return [str(script)]
    # pythonw.exe opens no console.
    silent = now.executable.with_name("pythonw.exe")
    python = silent if windows and silent.exists() else now.executable
    return [str(python), "-m", "uis_desktop"]


def _folders(places: Places) -> list[str]:
    usual = default_places()
    arguments: list[str] = []
    if places.config != usual.config:
        arguments += ["--config-dir", str(places.config.absolute())]
    if places.data != usual.data:
        arguments += ["--data-dir", str(places.data.absolute())]
    return arguments
