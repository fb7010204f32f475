"""What happened while nobody was at this desk: after sleep, a crash, a holiday or a lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome

#: A ring older than this on arrival is history, not a card.
FRESH = timedelta(seconds=60)

#: What a call is before its end is known; a call the relay lost sight of may yet be told.
_OPEN = frozenset({None, Outcome.GOING_ON, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Calls for me that ended while I was away.

    Attributes:
        calls: all of them, the lost and the taken ones included.
        lost: nobody talked to the caller.
        taken: a colleague did.
    """

    calls: int
    lost: int = 0
    taken: int = 0

    def with_older(self, older: Digest) -> Digest:
        """One digest in place of two of which nobody has read the first."""
        return Digest(
            calls=self.calls + older.calls,
            lost=self.lost + older.lost,
            taken=self.taken + older.taken,
        )


def unseen(ended: Iterable[CardView]) -> Digest | None:
    """What became of incoming calls for me that ended while the screen was locked.

    None if nobody called in vain and no colleague had to help: what I talked on I know.
    """
    states = [
        card.state
        for card in ended
        if card.concerns_me and card.direction is Direction.IN and not card.test
    ]
    lost, taken = states.count(CardState.LOST), states.count(CardState.TAKEN)
    return Digest(calls=lost + taken, lost=lost, taken=taken) if lost + taken else None


class Absence:
    """Watches one catch-up with the stream, and sums it up at its end.

    A catch-up is an absence if it brings an event older than the ring window: a link
    that was down for a moment is none.  Counted are the incoming calls that concern me
    and whose end came with the catch-up.  A record that comes late for a call whose end
    was known is no news, and my own calls are none either.
    """

    def __init__(self) -> None:
        self._oldest: datetime | None = None
        self._before: dict[str, Outcome | None] = {}
        self._after: dict[str, HistoryRow] = {}

    def saw(self, heard: datetime, before: HistoryRow | None, after: HistoryRow | None) -> None:
        """A missed event, received by the relay at ``heard``, made ``after`` of ``before``."""
        self._oldest = heard if self._oldest is None else min(self._oldest, heard)
        if after is not None:
            self._before.setdefault(after.key, None if before is None else before.outcome)
            self._after[after.key] = after

    def over(self, now: datetime) -> Digest | None:
        """The catch-up is done; None if it was no absence or nothing ended meanwhile."""
        away = self._oldest is not None and now - self._oldest > FRESH
        ended = [row.outcome for row in self._after.values() if self._counts(row)]
        if not away or not ended:
            return None
        return Digest(
            calls=len(ended),
            lost=ended.count(Outcome.LOST),
            taken=ended.count(Outcome.TAKEN_BY_COLLEAGUE),
        )

    def _counts(self, row: HistoryRow) -> bool:
        mine = row.direction is Direction.IN and row.concerns_me and not row.test
        return mine and row.ended_at is not None and self._before[row.key] in _OPEN
