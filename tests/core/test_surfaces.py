"""What shows calls on which desktop."""

from __future__ import annotations

from itertools import product

import pytest

from uis_desktop.core.surfaces import Desktop, ShowAs, Surface, needs_notifications, surface

CARDS, NOTIFICATIONS, WINDOW = Surface.CARDS, Surface.NOTIFICATIONS, Surface.WINDOW


@pytest.mark.parametrize(
    ("wish", "places", "tray", "notifications", "shown"),
    [
        (ShowAs.AUTO, True, True, True, CARDS),
        (ShowAs.AUTO, True, True, False, CARDS),
        pytest.param(ShowAs.AUTO, False, True, True, NOTIFICATIONS, id="Wayland"),
        pytest.param(ShowAs.AUTO, True, False, True, NOTIFICATIONS, id="no tray"),
        pytest.param(ShowAs.AUTO, True, False, False, CARDS, id="cards still can be placed"),
        pytest.param(ShowAs.AUTO, False, True, False, WINDOW, id="nothing else is left"),
        (ShowAs.CARDS, True, False, True, CARDS),
        pytest.param(ShowAs.CARDS, False, False, True, CARDS, id="wanted in spite of Wayland"),
        (ShowAs.NOTIFICATIONS, True, True, True, NOTIFICATIONS),
        pytest.param(ShowAs.NOTIFICATIONS, True, True, False, CARDS, id="wanted, not there"),
        (ShowAs.NOTIFICATIONS, False, True, False, WINDOW),
    ],
)
def test_calls_are_shown_where_it_is_wanted_and_possible(
    wish: ShowAs, places: bool, tray: bool, notifications: bool, shown: Surface
) -> None:
    desktop = Desktop(places=places, tray=tray, notifications=notifications)
    assert surface(wish, desktop) is shown


@pytest.mark.parametrize(("wish", "places", "tray"), list(product(ShowAs, *[(True, False)] * 2)))
def test_nobody_looks_for_notifications_that_would_not_be_used(
    wish: ShowAs, places: bool, tray: bool
) -> None:
    shown = [
        surface(wish, Desktop(places=places, tray=tray, notifications=there))
        for there in (True, False)
    ]
    needed = needs_notifications(wish, Desktop(places=places, tray=tray, notifications=False))
    assert needed == (shown[0] is not shown[1])
