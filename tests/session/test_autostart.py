"""The choice to start at the log-in and the system say the same."""

from __future__ import annotations

import pytest

from tests.fakes import MemoryPreferences
from tests.fakes.login_items import MemoryLoginItems
from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.policy import Rule, Ruling, Source
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import AutostartRefused, SettingsUnreadable
from uis_desktop.session.autostart import Autostart
from uis_desktop.session.preferences import PreferenceBook


class Desk:
    """A choice that was made before, and what the system does now."""

    def __init__(self, now: AtLogin, *, wished: bool) -> None:
        self.items = MemoryLoginItems(now)
        self.store = MemoryPreferences(Preferences(autostart=wished, volume=5))
        self.book = PreferenceBook(self.store)
        self.autostart = Autostart(self.items, self.book)
        self.book.load()


@pytest.mark.parametrize(
    ("now", "wished", "said", "kept", "puts"),
    [
        pytest.param(AtLogin.ON, True, AtLogin.ON, True, [], id="as it was"),
        pytest.param(AtLogin.OFF, False, AtLogin.OFF, False, [], id="never wanted"),
        pytest.param(AtLogin.OFF, True, AtLogin.OFF, False, [], id="removed by system's tools"),
        pytest.param(AtLogin.ON, False, AtLogin.ON, True, [], id="put there by the installer"),
        pytest.param(AtLogin.FOR_EVERYBODY, False, AtLogin.FOR_EVERYBODY, True, [],
                     id="put there for everybody"),
        pytest.param(AtLogin.LOST, True, AtLogin.ON, True, [True], id="the program has moved"),
        pytest.param(AtLogin.LOST, False, AtLogin.LOST, False, [], id="left by an old program"),
    ],
)  # fmt: skip
def test_choice_follows_the_system_and_an_entry_of_ours_follows_the_program(
    now: AtLogin, wished: bool, said: AtLogin, kept: bool, puts: list[bool]
) -> None:
    desk = Desk(now, wished=wished)
    assert desk.autostart.look() is said
    assert desk.store.kept == Preferences(autostart=kept, volume=5)
    assert desk.items.puts == puts


@pytest.mark.parametrize("rule", [Rule.LOCKED, Rule.DEFAULT])
def test_system_is_told_what_the_administrator_has_decided_and_nothing_is_chosen(
    rule: Rule,
) -> None:
    desk = Desk(AtLogin.OFF, wished=False)
    desk.book.obey(Source.RELAY, {"autostart": Ruling(rule, value=True)})
    assert desk.autostart.look() is AtLogin.ON
    assert desk.items.puts == [True]
    assert desk.store.kept == Preferences(volume=5)


def test_locked_wish_is_not_carried_out() -> None:
    desk = Desk(AtLogin.OFF, wished=False)
    desk.book.obey(Source.RELAY, {"autostart": Ruling(Rule.LOCKED, value=False)})
    desk.autostart.obey(Preferences(autostart=True))
    assert desk.items.puts == []


@pytest.mark.parametrize("wish", [True, False])
def test_wish_is_carried_out_once(wish: bool) -> None:
    desk = Desk(AtLogin.OFF if wish else AtLogin.ON, wished=not wish)
    desk.autostart.obey(Preferences(autostart=wish))
    desk.book.choose(Preferences(autostart=wish))
    desk.autostart.obey(Preferences(autostart=wish, volume=6))
    assert desk.items.puts == [wish]


def test_refusal_of_the_system_is_told() -> None:
    desk = Desk(AtLogin.OFF, wished=False)
    desk.items.refuses = True
    with pytest.raises(AutostartRefused):
        desk.autostart.obey(Preferences(autostart=True))


def test_settings_nobody_could_read_are_not_written_because_of_the_system() -> None:
    items = MemoryLoginItems(AtLogin.ON)
    store = MemoryPreferences(Preferences(volume=5))
    book = PreferenceBook(store)
    store.failure = SettingsUnreadable("damaged")
    with pytest.raises(SettingsUnreadable):
        book.load()
    store.failure = None
    assert Autostart(items, book).look() is AtLogin.ON
    assert store.kept == Preferences(volume=5)
