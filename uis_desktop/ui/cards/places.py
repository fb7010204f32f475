"""Where the cards stand: arithmetic on rectangles, no windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

EDGE = 16
GAP = 8


@dataclass(frozen=True, slots=True)
class Fixed:
    """The card under the pointer stays in this rectangle, whatever comes."""

    index: int
    rect: QRect


def places(area: QRect, sizes: Sequence[QSize], fixed: Fixed | None = None) -> list[QRect]:
    """A rectangle for each card, the first nearest the bottom right corner of ``area``."""
    found: list[QRect] = []
    bottom = area.y() + area.height() - EDGE
    right = area.x() + area.width() - EDGE
    for index, size in enumerate(sizes):
        if fixed is not None and index == fixed.index:
            # It may grow or shrink meanwhile, but the buttons at its foot stay put.
            foot = fixed.rect.y() + fixed.rect.height()
            rect = QRect(fixed.rect.x(), foot - size.height(), size.width(), size.height())
        else:
            rect = QRect(right - size.width(), bottom - size.height(), size.width(), size.height())
        found.append(rect)
        bottom = rect.y() - GAP
    return found
