"""Finds styles, translations and icons: source tree, wheel, installed program."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*names: str) -> Path:
    """The path of a file that ships with the program.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for root in _roots():
        path = root.joinpath(*names)
        if path.exists():
            return path
    raise FileNotFoundError(f"not part of this installation: {'/'.join(names)}")


def _roots() -> list[Path]:
    """Where the resources may lie: frozen program, wheel, source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    bundled = [Path(frozen) / "uis_desktop" / "_resources"] if frozen else []
    return [*bundled, _PACKAGE / "_resources", _PACKAGE.parent / "resources"]
