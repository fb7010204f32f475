"""The one list of everything that can be chosen."""

from __future__ import annotations

from dataclasses import fields

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import BY_KEY, SETTINGS


def test_every_preference_is_a_setting_once_and_nothing_else_is() -> None:
    assert sorted(one.key for one in SETTINGS) == sorted(one.name for one in fields(Preferences))
    assert len({one.title for one in SETTINGS}) == len({one.anchor for one in SETTINGS})
    assert len(BY_KEY) == len(SETTINGS)


def test_every_default_is_one_that_may_be_chosen() -> None:
    for one in SETTINGS:
        assert one.fits(one.default), one.key
        assert one.fits(one.if_not_understood), one.key
        assert one.default == getattr(Preferences(), one.key)


def test_calls_are_kept_for_ever_if_it_is_not_understood_how_long() -> None:
    assert BY_KEY["keep_days"].if_not_understood == 0
    assert BY_KEY["volume"].if_not_understood == 70
