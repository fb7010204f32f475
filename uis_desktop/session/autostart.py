"""Starts with the system, as the person wishes; what the system says is what counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.policy import ADMINISTRATORS
from uis_desktop.core.preferences import Preferences
from uis_desktop.session.preferences import PreferenceBook


class LoginItems(Protocol):
    """What the system starts when this person logs in."""

    def state(self) -> AtLogin:
        """What it would do with this program now.

        Raises:
            AutostartRefused: it cannot be found out.
        """
        ...

    def put(self, *, on: bool) -> None:
        """Have it start the program, or no longer.

        Raises:
            AutostartRefused: the system did not take it.
        """
        ...


class Autostart:
    """Keeps the choice and the system in step.

    The system's own tools may take the program away or put it there.  Then the person
    has chosen with them, so the choice follows and is not forced upon the system again.
    """

    def __init__(self, items: LoginItems, book: PreferenceBook) -> None:
        self._items = items
        self._book = book

    def look(self) -> AtLogin:
        """What the system does now; the choice is made to say the same.

        An entry that the person wants and that leads nowhere, because the program has moved,
        is written anew.  What the administrator has decided about it the system is told.

        Raises:
            AutostartRefused
            SettingsUnreadable: the choice could not be kept.
        """
        state = self._items.state()
        wished = self._book.current.autostart
        decided = self._book.origin("autostart") in ADMINISTRATORS
        ours = state is not AtLogin.FOR_EVERYBODY
        if (state is AtLogin.LOST and wished) or (decided and ours and state.starts != wished):
            self._items.put(on=wished)
            state = self._items.state()
        if decided:
            return state
        if state.starts != wished and self._book.known:
            self._book.choose(replace(self._book.current, autostart=state.starts))
        return state

    def obey(self, preferences: Preferences) -> None:
        """Carry out the wish in choices that are about to be in force, if it is the person's.

        Raises:
            AutostartRefused: the system stays as it was.
        """
        free = self._book.policy.lock("autostart") is None
        if free and preferences.autostart != self._book.current.autostart:
            self._items.put(on=preferences.autostart)
