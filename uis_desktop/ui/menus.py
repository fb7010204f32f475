"""Menus that are filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu


def empty(menu: QMenu) -> None:
    """Take everything out, the menus within it too: ``clear`` alone leaves those behind."""
    for inner in menu.findChildren(QMenu):
        inner.clear()
        inner.deleteLater()
    menu.clear()
