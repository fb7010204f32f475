"""When a card stays off the screen: the person's choices, and what the screen is used for."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from uis_desktop.core.cards import CardView
from uis_desktop.core.preferences import Preferences


class HiddenBy(StrEnum):
    """The rule that keeps a card off the screen; the strongest first.

    ``LOCKED``: nobody's name stands over a locked screen, not even for who asked for it.
    """

    LOCKED = "locked"
    QUIET = "quiet"
    FULL_SCREEN = "full_screen"
    COLLEAGUES_RING = "colleagues_ring"


#: A ring sounds nevertheless: the sound says no name, and the person may stand beside.
SOUNDS = frozenset({None, HiddenBy.LOCKED})


class Pause(StrEnum):
    """How long no cards are wanted."""

    HALF_HOUR = "half_hour"
    HOUR = "hour"
    UNTIL_TOMORROW = "until_tomorrow"


_LONG = {Pause.HALF_HOUR: timedelta(minutes=30), Pause.HOUR: timedelta(hours=1)}


def pause_ends(pause: Pause, *, now: datetime, tomorrow: datetime) -> datetime:
    """When it is over; ``tomorrow`` is the moment the next day begins here."""
    return now + _LONG[pause] if pause in _LONG else tomorrow


def hidden_by(
    card: CardView, preferences: Preferences, *, now: datetime, full_screen: bool
) -> HiddenBy | None:
    """Why this card is not shown now; None: it is.

    A call the person placed by a click is always shown.  ``full_screen`` says
    that a program fills the screen the cards stand on.
    """
    if card.ours:
        return None
    if preferences.quiet_at(now):
        return HiddenBy.QUIET
    if full_screen and not preferences.over_full_screen:
        return HiddenBy.FULL_SCREEN
    if not card.concerns_me and not preferences.colleagues_rings:
        return HiddenBy.COLLEAGUES_RING
    return None
