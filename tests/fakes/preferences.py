"""Where the choices are kept, in memory."""

from __future__ import annotations

from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import SettingsUnreadable


class MemoryPreferences:
    """Choices in a variable.

    Attributes:
        kept: what was saved last.
        failure: when set, nothing can be read or written and this is raised.
    """

    def __init__(self, kept: Preferences | None = None) -> None:
        self.kept = kept or Preferences()
        self.failure: SettingsUnreadable | None = None

    def load_preferences(self) -> Preferences:
        if self.failure is not None:
            raise self.failure
        return self.kept

    def save_preferences(self, preferences: Preferences) -> None:
        if self.failure is not None:
            raise self.failure
        self.kept = preferences
