"""A tray app at a virtual screen of its own, and the corner where its card comes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from tests.benchmarks import tray_app
from tests.benchmarks.company import BigCompany
from tests.benchmarks.hook import Hook
from tests.benchmarks.notifications import Employee
from tests.benchmarks.painting import Column, NotPainted, Screen, watching
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.screen import virtual_screen, window_manager
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.widgets import Box
from tests.end_to_end.stage.windows import Windows, looking

_PAINTED_S = 10.0
_GONE_S = 15.0
_CARD_WIDTHS = range(200, 481)

_HEARD_UNTIL_PAINTED = """
SELECT (min(fate.at_us) - min(event.heard_us)) / 1000.0
FROM fate JOIN event ON event.call_session_id = fate.call
WHERE fate.fate = 'painted' GROUP BY fate.call
"""

_calls = count(500_000_001)


class CardDesk:
    """Rings for one employee, one after the other."""

    def __init__(
        self, hook: Hook, me: Employee, colleague: Employee, screen: Screen, data: Path
    ) -> None:
        self._data = data
        self._hook = hook
        self._me = me
        # The call came to one line, whoever takes it.
        self._colleague = replace(colleague, line=me.line)
        self._screen = screen
        self._column = Column(0, 0, 0)
        self._empty = b""
        self._call = 0

    def learn(self, windows: Windows, pid: int) -> None:
        """Find out where a card comes, and how the corner looks without one."""
        self._ring()
        box = until(lambda: _card(windows, pid), within_s=_PAINTED_S, what="the first card")
        self._taken_by_colleague()
        until(lambda: _card(windows, pid) is None, within_s=_GONE_S, what="the card goes")
        self._column = Column.through(box)
        self._empty = self._screen.pixels(self._column)

    def ring_until_painted(self) -> float:
        """One sample: milliseconds from the notification to the painted card.

        Raises:
            NotPainted: no card came, or the corner was not empty before the ring.
        """
        # An old card would be taken for the new one, and be very fast.
        if self._screen.pixels(self._column) != self._empty:
            raise NotPainted("the corner is not empty")
        sent = self._ring()
        painted = self._screen.painted_over(self._column, self._empty, within_s=_PAINTED_S)
        self._taken_by_colleague()
        return (painted - sent) / 1e6

    def until_free(self) -> None:
        """Wait until the last card is gone.

        Raises:
            NotPainted: it stays.
        """
        self._screen.like(self._column, self._empty, within_s=_GONE_S)

    def heard_until_painted(self) -> list[float]:
        """Milliseconds from the first frame of each call to its painted card.

        By the program's own account, the one it answers "why did I not see it" from.
        """
        (file,) = self._data.glob("journal-*.db")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as journal:
            return [milliseconds for (milliseconds,) in journal.execute(_HEARD_UNTIL_PAINTED)]

    def _ring(self) -> int:
        self._call = next(_calls)
        return self._hook.send("waiting", self._call, self._me)

    def _taken_by_colleague(self) -> None:
        """He takes it and it ends, all while the card is there: nothing comes later."""
        self._hook.stored()
        for kind in ("talk_started", "talk_ended", "call_ended"):
            self._hook.send(kind, self._call, self._colleague)
            self._hook.stored()


def _card(windows: Windows, pid: int) -> Box | None:
    boxes = [w.box for w in windows.of(pid) if w.box.width in _CARD_WIDTHS]
    return boxes[0] if boxes else None


@contextmanager
def card_desk(home: Home, company: BigCompany, hook: Hook, me: Employee) -> Iterator[CardDesk]:
    """A tray app at work whose corner is known and empty."""
    # A desk of his own has a display of his own; bus and password store are shared.
    own = replace(home, env=dict(home.env))
    with virtual_screen(own), window_manager(own, "openbox"):
        desk = tray_app.signed_in(own, company.staged, me.id)
        with (
            tray_app.running(own, company.staged, desk) as app,
            looking(own) as windows,
            watching(own) as screen,
        ):
            here = CardDesk(hook, me, company.employees[0], screen, desk.data)
            here.learn(windows, app.pid)
            yield here
