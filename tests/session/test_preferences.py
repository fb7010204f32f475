"""The person's choices, in force and on disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes import MemoryPreferences
from uis_desktop.core.policy import Policy, Rule, Ruling, Source
from uis_desktop.core.preferences import Corner, Preferences
from uis_desktop.errors import SettingLocked, SettingsUnreadable
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


def test_locked_choice_cannot_be_made_and_the_others_of_the_same_wish_are_not_made_either() -> None:
    store = MemoryPreferences()
    book = PreferenceBook(store, Policy({Source.FILE: {"volume": Ruling(Rule.LOCKED, 10)}}))
    book.load()
    with pytest.raises(SettingLocked) as refusal:
        book.choose(replace(book.current, volume=100, flash=False))
    assert refusal.value.key == "volume"
    assert book.current == Preferences(volume=10)
    assert store.load_choices() == {}


def test_rules_that_come_while_the_program_runs_count_at_once_and_what_was_chosen_stays() -> None:
    store = MemoryPreferences(Preferences(volume=5))
    book = PreferenceBook(store)
    book.load()
    told: list[int] = []
    book.listen(lambda preferences: told.append(preferences.volume))
    for ruling in (Ruling(Rule.LOCKED, 10), Ruling(Rule.LOCKED, 5), Ruling(Rule.DEFAULT, 20)):
        book.obey(Source.RELAY, {"volume": ruling})
        book.obey(Source.RELAY, {"volume": ruling})
    assert told == [5, 10, 5, 5]
    assert book.origin("volume") is Source.PERSON
    book.restore_defaults(besides=set())
    assert (book.current.volume, book.origin("volume")) == (20, Source.RELAY)
    book.obey(Source.RELAY, {})
    assert (book.current.volume, book.origin("volume")) == (70, Source.PROGRAM)


def test_default_of_the_administrator_can_be_chosen_away_for_that_of_the_program() -> None:
    store = MemoryPreferences()
    book = PreferenceBook(store, Policy({Source.RELAY: {"volume": Ruling(Rule.DEFAULT, 20)}}))
    book.choose(replace(book.current, volume=70))
    assert store.load_choices() == {"volume": 70}
    assert book.current.volume == 70


def test_defaults_come_back_but_for_what_is_to_stay() -> None:
    store = MemoryPreferences(Preferences(volume=5, keep_days=0))
    book = PreferenceBook(store)
    book.load()
    book.restore_defaults(besides={"keep_days"})
    assert book.current == Preferences(keep_days=0)
    assert store.load_choices() == {"keep_days": 0}


def test_quiet_ends_by_itself() -> None:
    quiet = Preferences(quiet_until=NOON)
    assert quiet.quiet_at(NOON - timedelta(seconds=1))
    assert not quiet.quiet_at(NOON)
    assert not Preferences().quiet_at(NOON)


def test_defaults_that_are_in_force_already_are_not_told_again() -> None:
    book = PreferenceBook(MemoryPreferences())
    book.load()
    told: list[Preferences] = []
    book.listen(told.append)
    book.restore_defaults(besides=set())
    assert told == [Preferences()]
