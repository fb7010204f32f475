"""The system's notifications on paper."""

from __future__ import annotations

from uis_desktop.core.notifications import Notification, Pressed


class PaperNotifications:
    """Keeps what stands there now, and everything that was shown.

    Attributes:
        there: the service runs.
        refuses: it runs and shows nothing.
        shown: by key, as last shown.
        history: everything shown, in order.
    """

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.refuses = False
        self.shown: dict[str, Notification] = {}
        self.history: list[Notification] = []
        self._pressed: dict[str, Pressed] = {}

    async def available(self) -> bool:
        return self.there

    async def show(self, notification: Notification, pressed: Pressed) -> bool:
        if self.there and not self.refuses:
            self.shown[notification.key] = notification
            self.history.append(notification)
            self._pressed[notification.key] = pressed
        return self.there and not self.refuses

    async def withdraw(self, key: str) -> None:
        self.shown.pop(key, None)

    def press(self, name: str) -> None:
        """Press the button with this name on the only notification; it goes."""
        (key,) = self.shown
        del self.shown[key]
        self._pressed[key](name)
