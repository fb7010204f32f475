"""The person's choices: in force at once, on disk, and told to whoever lives by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from uis_desktop.core.preferences import Preferences


class PreferenceStore(Protocol):
    """Where the choices are kept."""

    def load_preferences(self) -> Preferences:
        """What was chosen; the defaults where nothing was.

        Raises:
            SettingsUnreadable
        """
        ...

    def save_preferences(self, preferences: Preferences) -> None:
        """Keep them.

        Raises:
            SettingsUnreadable: they could not be written.
        """
        ...


class PreferenceBook:
    """The choices in force."""

    def __init__(self, store: PreferenceStore) -> None:
        """Nothing is read before :meth:`load`; until then the defaults are in force."""
        self._store = store
        self._current = Preferences()
        self._known = False
        self._listeners: list[Callable[[Preferences], None]] = []

    @property
    def current(self) -> Preferences:
        """The choices in force."""
        return self._current

    @property
    def known(self) -> bool:
        """They were read or chosen: not mere defaults because nothing could be read."""
        return self._known

    def load(self) -> None:
        """Read what is kept.

        Raises:
            SettingsUnreadable: the defaults stay in force; the file stays as it is.
        """
        preferences = self._store.load_preferences()
        self._known = True
        self._take(preferences)

    def choose(self, preferences: Preferences) -> None:
        """Put new choices in force, then keep them.

        Raises:
            SettingsUnreadable: they are in force, but only until the program ends.
        """
        if preferences == self._current:
            return
        self._known = True
        self._take(preferences)
        self._store.save_preferences(preferences)

    def listen(self, told: Callable[[Preferences], None]) -> None:
        """Tell ``told`` the choices now and whenever they change."""
        self._listeners.append(told)
        told(self._current)

    def _take(self, preferences: Preferences) -> None:
        self._current = preferences
        for told in self._listeners:
            told(preferences)
