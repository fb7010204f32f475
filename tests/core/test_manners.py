"""When a card stays off the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Direction
from uis_desktop.core.manners import HiddenBy, Pause, hidden_by, pause_ends
from uis_desktop.core.preferences import Preferences

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
MINE = CardView(key="1", state=CardState.RINGING_ME, direction=Direction.IN, since=NOW)
COLLEAGUES = replace(MINE, state=CardState.RINGING_COLLEAGUE, concerns_me=False)
CLICKED = replace(MINE, state=CardState.DIALLING, direction=Direction.OUT, ours=True)
QUIET = Preferences(quiet_until=NOW + timedelta(minutes=30))


def test_every_call_is_shown_unless_something_was_chosen() -> None:
    for card in (MINE, COLLEAGUES, CLICKED):
        assert hidden_by(card, Preferences(), now=NOW, full_screen=False) is None


def test_no_card_is_shown_in_a_quiet_time_until_its_very_end() -> None:
    assert QUIET.quiet_until is not None
    last = QUIET.quiet_until - timedelta(microseconds=1)
    assert hidden_by(MINE, QUIET, now=last, full_screen=False) is HiddenBy.QUIET
    assert hidden_by(MINE, QUIET, now=QUIET.quiet_until, full_screen=False) is None


def test_no_card_lies_over_a_full_screen_unless_that_was_chosen() -> None:
    over = Preferences(over_full_screen=True)
    assert hidden_by(MINE, Preferences(), now=NOW, full_screen=True) is HiddenBy.FULL_SCREEN
    assert hidden_by(MINE, over, now=NOW, full_screen=True) is None


def test_colleagues_calls_are_left_out_if_that_was_chosen_and_mine_never() -> None:
    mine_only = Preferences(colleagues_rings=False)
    shown = hidden_by(COLLEAGUES, mine_only, now=NOW, full_screen=False)
    assert shown is HiddenBy.COLLEAGUES_RING
    assert hidden_by(MINE, mine_only, now=NOW, full_screen=False) is None


@pytest.mark.parametrize(
    ("pause", "minutes"), [(Pause.HALF_HOUR, 30), (Pause.HOUR, 60), (Pause.UNTIL_TOMORROW, 870)]
)
def test_pause_ends_when_its_name_says(pause: Pause, minutes: int) -> None:
    tomorrow = NOW + timedelta(minutes=870)
    assert pause_ends(pause, now=NOW, tomorrow=tomorrow) == NOW + timedelta(minutes=minutes)


def test_quiet_is_told_before_the_full_screen_and_that_before_a_colleague() -> None:
    strict = replace(QUIET, colleagues_rings=False)
    loud = Preferences(colleagues_rings=False)
    assert hidden_by(COLLEAGUES, strict, now=NOW, full_screen=True) is HiddenBy.QUIET
    assert hidden_by(COLLEAGUES, loud, now=NOW, full_screen=True) is HiddenBy.FULL_SCREEN


@pytest.mark.parametrize("full_screen", [True, False])
def test_call_i_placed_myself_is_always_shown(full_screen: bool) -> None:
    strict = replace(QUIET, colleagues_rings=False)
    assert hidden_by(CLICKED, strict, now=NOW, full_screen=full_screen) is None
