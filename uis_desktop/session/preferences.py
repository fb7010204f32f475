"""The choices: in force at once, on disk, and told to whoever lives by them.

The person's choices count where the administrator leaves him one (:mod:`core.policy`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Protocol

from uis_desktop.core.policy import Policy, Rules, Source, in_force, origin
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.errors import SettingLocked


class PreferenceStore(Protocol):
    """Where the person's choices are kept."""

    def load_choices(self) -> Mapping[str, object]:
        """What he has chosen, by the key of the setting; nothing where he has not.

        Raises:
            SettingsUnreadable
        """
        ...

    def save_choices(self, choices: Mapping[str, object]) -> None:
        """Keep these in place of all those before.

        Raises:
            SettingsUnreadable: they could not be written.
        """
        ...


class PreferenceBook:
    """The choices in force."""

    def __init__(self, store: PreferenceStore, policy: Policy | None = None) -> None:
        """Nothing is read before :meth:`load`; until then ``policy`` and the defaults count."""
        self._store = store
        self._policy = policy or Policy()
        self._chosen: dict[str, object] = {}
        self._current = in_force({}, self._policy)
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

    @property
    def policy(self) -> Policy:
        """What the administrator has decided."""
        return self._policy

    def origin(self, key: str) -> Source:
        """Where the value in force of a setting comes from."""
        return origin(key, self._chosen, self._policy)

    def load(self) -> None:
        """Read what is kept.

        Raises:
            SettingsUnreadable: the defaults stay in force; the file stays as it is.
        """
        chosen = dict(self._store.load_choices())
        self._known = True
        self._take(chosen, self._policy)

    def obey(self, source: Source, rules: Rules) -> None:
        """Put what an administrator has decided in force, in place of what he had before."""
        policy = self._policy.changed(source, rules)
        if policy != self._policy:
            self._take(self._chosen, policy)

    def choose(self, preferences: Preferences) -> None:
        """Put new choices in force, then keep them.

        Raises:
            SettingLocked: the administrator has decided one of them; nothing has changed.
            SettingsUnreadable: they are in force, but only until the program ends.
        """
        changes = {
            one.key: getattr(preferences, one.key)
            for one in SETTINGS
            if getattr(preferences, one.key) != getattr(self._current, one.key)
        }
        for key in changes:
            if self._policy.lock(key) is not None:
                raise SettingLocked(key)
        if changes:
            self._keep({**self._chosen, **changes})

    def restored(self, *, besides: Set[str]) -> Preferences:
        """What would be in force after :meth:`restore_defaults`."""
        return in_force(self._chosen_among(besides), self._policy)

    def restore_defaults(self, *, besides: Set[str]) -> None:
        """Forget what the person has chosen, but for these settings.

        Raises:
            SettingsUnreadable: as :meth:`choose`.
        """
        kept = self._chosen_among(besides)
        if kept != self._chosen:
            self._keep(kept)

    def listen(self, told: Callable[[Preferences], None]) -> None:
        """Tell ``told`` the choices now, and whenever they or what is locked change."""
        self._listeners.append(told)
        told(self._current)

    def _chosen_among(self, keys: Set[str]) -> dict[str, object]:
        return {key: value for key, value in self._chosen.items() if key in keys}

    def _keep(self, chosen: dict[str, object]) -> None:
        self._known = True
        self._take(chosen, self._policy)
        self._store.save_choices(chosen)

    def _take(self, chosen: dict[str, object], policy: Policy) -> None:
        self._chosen, self._policy = chosen, policy
        self._current = in_force(chosen, policy)
        for told in self._listeners:
            told(self._current)
