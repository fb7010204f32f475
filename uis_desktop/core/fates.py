"""What became of the card of a call: seen, and how; or kept away, and by what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.manners import HiddenBy
from uis_desktop.core.surfaces import Surface


class Fate(StrEnum):
    """One thing that became of a card; a card may have several, one after the other.

    ``PAINTED`` is certain: the card was painted.  ``NOTIFIED`` was handed to the
    system's notifications; ``NO_ROOM`` was only counted in "and N more"; ``TOO_OLD`` was
    heard of too late to be a ring; ``OVER`` had been taken or was over by then;
    ``NO_SOUND`` rang without a sound of this program.
    """

    PAINTED = "painted"
    NOTIFIED = "notified"
    IN_WINDOW = "in_window"
    NO_ROOM = "no_room"
    NO_SOUND = "no_sound"
    LOCKED = "locked"
    QUIET = "quiet"
    FULL_SCREEN = "full_screen"
    COLLEAGUES_RING = "colleagues_ring"
    DISMISSED = "dismissed"
    TOO_OLD = "too_old"
    OVER = "over"


#: A person could see the call; what shows most comes first.
SEEN = (Fate.PAINTED, Fate.NOTIFIED, Fate.IN_WINDOW, Fate.NO_ROOM)

_HIDDEN = {
    HiddenBy.LOCKED: Fate.LOCKED,
    HiddenBy.QUIET: Fate.QUIET,
    HiddenBy.FULL_SCREEN: Fate.FULL_SCREEN,
    HiddenBy.COLLEAGUES_RING: Fate.COLLEAGUES_RING,
}
_ELSEWHERE = {Surface.NOTIFICATIONS: Fate.NOTIFIED, Surface.WINDOW: Fate.IN_WINDOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class FateNote:
    """That a card had this fate, and when first.

    Attributes:
        call: the key of the call's history row.
    """

    call: str
    fate: Fate
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a card stands in the stack.

    Attributes:
        dismissed: the person hid it.
        asked: the person asked for it.
        hidden: the rule that keeps it away.
        elsewhere: it is told elsewhere than on cards.
        placed: it has a place on the screen.
    """

    dismissed: bool = False
    asked: bool = False
    hidden: HiddenBy | None = None
    elsewhere: bool = False
    placed: bool = False


def fate_of(card: Place, surface: Surface) -> Fate | None:
    """What becomes of a card that stands like this; None: it is being painted, or it waits.

    ``surface`` is what shows calls now.
    """
    if card.placed:
        return None
    if card.dismissed:
        return Fate.DISMISSED
    if card.hidden is not None:
        return _HIDDEN[card.hidden]
    if card.elsewhere and not card.asked:
        return _ELSEWHERE.get(surface)
    return Fate.NO_ROOM


def verdict(fates: Collection[Fate]) -> Fate | None:
    """The one of ``fates``, the oldest first, that answers "why did I (not) see it".

    Whoever saw the card saw it, whatever hid it before or after; otherwise the last
    reason counts.  None: nothing is known.
    """
    for seen in SEEN:
        if seen in fates:
            return seen
    reasons = [fate for fate in fates if fate is not Fate.NO_SOUND]
    return reasons[-1] if reasons else None
