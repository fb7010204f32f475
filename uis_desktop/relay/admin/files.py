"""Finds templates, words, style and script: in the wheel or in the source tree."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]
_ROOTS = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def folder() -> Path:
    """Where the page's files are.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for root in _ROOTS:
        if (root / "admin").is_dir():
            return root / "admin"
    raise FileNotFoundError("not part of this installation: the administrator's page")
