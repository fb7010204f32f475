"""Where the cards stand: arithmetic on rectangles, no windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from uis_desktop.core.preferences import Corner

EDGE = 16
GAP = 8

_LEFT = {Corner.TOP_LEFT, Corner.BOTTOM_LEFT}
_TOP = {Corner.TOP_LEFT, Corner.TOP_RIGHT}


@dataclass(frozen=True, slots=True)
class Fixed:
    """The card under the pointer stays in this rectangle, whatever comes."""

    index: int
    rect: QRect


def at_top(corner: Corner) -> bool:
    """The stack hangs from the upper edge and grows downwards."""
    return corner in _TOP


def how_many_fit(height: int, heights: Sequence[int], *, more: int, others: bool) -> int:
    """How many cards of these ``heights`` one over the other have room; at least one.

    ``more`` is the height of the line that counts the rest; ``others`` says that
    there is a rest even if all of these have room.
    """
    for number in range(len(heights), 1, -1):
        used = 2 * EDGE + sum(heights[:number]) + (number - 1) * GAP
        if others or number < len(heights):
            used += GAP + more
        if used <= height:
            return number
    return 1


def places(
    area: QRect,
    sizes: Sequence[QSize],
    corner: Corner = Corner.BOTTOM_RIGHT,
    fixed: Fixed | None = None,
) -> list[QRect]:
    """A rectangle for each card, the first nearest the ``corner`` of ``area``.

    A card that grows keeps the edge it has towards the corner, and so do the
    buttons there.
    """
    row = _Row(area, corner)
    found: list[QRect] = []
    for index, size in enumerate(sizes):
        held = fixed.rect if fixed is not None and index == fixed.index else None
        rect = row.next(size, held)
        found.append(rect)
    return found


class _Row:
    """Puts one rectangle after the other, away from the corner."""

    def __init__(self, area: QRect, corner: Corner) -> None:
        self._left = corner in _LEFT
        self._top = at_top(corner)
        self._x = area.x() + EDGE if self._left else area.x() + area.width() - EDGE
        self._y = area.y() + EDGE if self._top else area.y() + area.height() - EDGE

    def next(self, size: QSize, held: QRect | None) -> QRect:
        """The next rectangle; one that is ``held`` keeps its near edge and its side."""
        x = self._x if self._left else self._x - size.width()
        near = self._y
        if held is not None:
            x = held.x()
            near = held.y() if self._top else held.y() + held.height()
        y = near if self._top else near - size.height()
        self._y = near + size.height() + GAP if self._top else y - GAP
        return QRect(x, y, size.width(), size.height())
