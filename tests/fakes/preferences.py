"""Where the choices are kept, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.errors import SettingsUnreadable


class MemoryPreferences:
    """Choices in a variable.

    Attributes:
        failure: when set, nothing can be read or written and this is raised.
    """

    def __init__(self, kept: Preferences | None = None) -> None:
        self.kept = kept or Preferences()
        self.failure: SettingsUnreadable | None = None

    @property
    def kept(self) -> Preferences:
        """What was chosen, and the defaults; set, what differs from them has been chosen."""
        return Preferences(**self._choices)

    @kept.setter
    def kept(self, preferences: Preferences) -> None:
        self._choices: dict[str, Any] = {
            one.key: getattr(preferences, one.key)
            for one in SETTINGS
            if getattr(preferences, one.key) != one.default
        }

    def load_choices(self) -> Mapping[str, object]:
        if self.failure is not None:
            raise self.failure
        return self._choices

    def save_choices(self, choices: Mapping[str, object]) -> None:
        if self.failure is not None:
            raise self.failure
        self._choices = dict(choices)
