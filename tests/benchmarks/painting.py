"""When a place of the screen was painted, seen by the X server and not by the program.

The X server reports every drawing (extension DAMAGE, raw rectangles on the root
window); on each report a column of pixels through the watched place is read.  A card
counts as painted when nine of ten pixels of the column, from its upper to its lower
edge, differ from what was there before.  Letters and background of a card come onto
the screen in one piece (Qt draws off-screen), so the words are there at that moment.

How accurate: always late and never early, by the time this process needs to wake up
and to read about 1 kB: 0.2 ms (median) and 3 ms (99th percentile of 200) on two cores
with other work.  Between reports the watcher sleeps, so it takes no time away from what
it measures.  A real monitor adds up to one frame (17 ms).
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from Xlib import X
from Xlib.display import Display
from Xlib.ext import damage

from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.widgets import Box

_PIXEL = 4
_ENOUGH = 0.9


class NotPainted(RuntimeError):
    """The screen did not change in time."""


@dataclass(frozen=True, slots=True)
class Column:
    """One pixel wide, from the upper to the lower edge of what is watched."""

    x: int
    y: int
    height: int

    @classmethod
    def through(cls, box: Box) -> Column:
        """A column through a card; not quite at its middle, and off its round corners."""
        return cls(box.x + box.width * 2 // 5, box.y + 2, box.height - 4)


class Screen:
    """Looks at the screen whenever something was drawn."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._root = display.screen().root

    def pixels(self, column: Column) -> bytes:
        """What is there now."""
        image = self._root.get_image(column.x, column.y, 1, column.height, X.ZPixmap, 0xFFFFFFFF)
        data = image.data
        return data if isinstance(data, bytes) else data.encode("latin-1")

    def painted_over(self, column: Column, before: bytes, *, within_s: float) -> int:
        """Wait until it looks different nearly everywhere; the monotonic time in ns.

        Raises:
            NotPainted
        """
        return self._when(lambda: _changed(self.pixels(column), before) >= _ENOUGH, within_s)

    def like(self, column: Column, wanted: bytes, *, within_s: float) -> int:
        """Wait until it looks exactly like that; the monotonic time in ns.

        Raises:
            NotPainted
        """
        return self._when(lambda: self.pixels(column) == wanted, within_s)

    def _when(self, seen: Callable[[], bool], within_s: float) -> int:
        deadline = time.monotonic() + within_s
        while not seen():
            self._next_drawing(deadline)
        return time.monotonic_ns()

    def _next_drawing(self, deadline: float) -> None:
        # Reports that came with the last answer are in the queue, not in the socket.
        if not self._display.pending_events():
            select.select([self._display.fileno()], [], [], max(deadline - time.monotonic(), 0))
            if time.monotonic() >= deadline:
                raise NotPainted("nothing was painted in time")
        while self._display.pending_events():
            self._display.next_event()


def _changed(now: bytes, before: bytes) -> float:
    places = range(0, len(before), _PIXEL)
    return sum(now[p : p + _PIXEL] != before[p : p + _PIXEL] for p in places) / len(places)


@contextmanager
def watching(home: Home) -> Iterator[Screen]:
    """A connection to the X server that hears of every drawing."""
    display = Display(home.env["DISPLAY"])
    try:
        display.damage_query_version()
        display.screen().root.damage_create(damage.DamageReportRawRectangles)
        display.sync()
        yield Screen(display)
    finally:
        display.close()
