"""The person's choices, in force and on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes import MemoryPreferences
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.errors import SettingsUnreadable
from uis_desktop.session.preferences import PreferenceBook

CHOSEN = Preferences(corner=Corner.TOP_LEFT)
NOON = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)


def test_whoever_lives_by_the_choices_is_told_now_and_at_every_change() -> None:
    store = MemoryPreferences(CHOSEN)
    book = PreferenceBook(store)
    told: list[Preferences] = []
    book.listen(told.append)
    book.load()
    louder = replace(CHOSEN, volume=100)
    book.choose(louder)
    book.choose(louder)
    assert told == [Preferences(), CHOSEN, louder]
    assert store.kept == book.current == louder


def test_a_choice_that_cannot_be_kept_is_in_force_all_the_same() -> None:
    store = MemoryPreferences()
    book = PreferenceBook(store)
    store.failure = SettingsUnreadable("the disk is full")
    with pytest.raises(SettingsUnreadable):
        book.choose(CHOSEN)
    assert book.current == CHOSEN


def test_settings_nobody_can_read_leave_the_defaults_in_force() -> None:
    store = MemoryPreferences(CHOSEN)
    store.failure = SettingsUnreadable("damaged")
    book = PreferenceBook(store)
    with pytest.raises(SettingsUnreadable):
        book.load()
    assert book.current == Preferences()


def test_quiet_ends_by_itself() -> None:
    quiet = Preferences(quiet_until=NOON)
    assert quiet.quiet_at(NOON - timedelta(seconds=1))
    assert not quiet.quiet_at(NOON)
    assert not Preferences().quiet_at(NOON)
