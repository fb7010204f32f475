"""Where calls are shown: on cards, by the system's notifications, or in the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ShowAs(StrEnum):
    """What the person wants."""

    AUTO = "auto"
    CARDS = "cards"
    NOTIFICATIONS = "notifications"


class Surface(StrEnum):
    """What shows calls now."""

    CARDS = "cards"
    NOTIFICATIONS = "notifications"
    WINDOW = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What this desktop can do.

    Attributes:
        places: a program may say where its windows stand; on Wayland it may not.
        tray: there is a tray for the icon.
        notifications: something shows notifications.
    """

    places: bool
    tray: bool
    notifications: bool


def surface(wish: ShowAs, desktop: Desktop) -> Surface:
    """What shows calls: what is wanted where it is possible, else the best there is."""
    if wish is ShowAs.CARDS or (not needs_notifications(wish, desktop) and desktop.places):
        return Surface.CARDS
    if desktop.notifications:
        return Surface.NOTIFICATIONS
    return Surface.CARDS if desktop.places else Surface.WINDOW


def needs_notifications(wish: ShowAs, desktop: Desktop) -> bool:
    """They would be used if they are there: only then need anybody look for them."""
    usual = desktop.places and desktop.tray
    return wish is ShowAs.NOTIFICATIONS or (wish is ShowAs.AUTO and not usual)
