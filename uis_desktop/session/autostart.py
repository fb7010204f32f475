"""Starts with the system, as the person wishes; what the system says is what counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from uis_desktop.core.autostart import AtLogin
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
        is written anew.

        Raises:
            AutostartRefused
            SettingsUnreadable: the choice could not be kept.
        """
        state = self._items.state()
        wished = self._book.current.autostart
        if state is AtLogin.LOST and wished:
            self._items.put(on=True)
            state = self._items.state()
        if state.starts != wished and self._book.known:
            self._book.choose(replace(self._book.current, autostart=state.starts))
        return state

    def obey(self, preferences: Preferences) -> None:
        """Carry out the wish in choices that are about to be in force.

        Raises:
            AutostartRefused: the system stays as it was.
        """
        if preferences.autostart != self._book.current.autostart:
            self._items.put(on=preferences.autostart)
