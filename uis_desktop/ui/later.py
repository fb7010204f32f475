"""Windows that most days nobody opens are loaded when somebody does."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def later(module: str) -> Any:
    """The module ``uis_desktop.ui.<module>``, loaded now.

    Its classes are named for the type checker, and for the arrows between the floors, by
    an import under ``TYPE_CHECKING``.
    """
    return import_module(f"uis_desktop.ui.{module}")
