"""Whether windows may move and fade, as the person has told the desktop.

On Windows and macOS Qt asks the system.  On Linux the desktops answer through the
settings portal (flatpak.github.io/xdg-desktop-portal, "Settings"); ``enable-animations``
is GNOME's, and the GTK portal of other desktops tells it too.
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusVariant,
)

_NAMESPACE, _KEY = "org.gnome.desktop.interface", "enable-animations"
_SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"


class Motion(QObject):
    """Tells when the desktop wants windows to stand still; it does not wait for an answer."""

    wanted_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asking: QDBusPendingCallWatcher | None = None

    def ask(self) -> None:
        """Ask the desktop, and listen to what it changes."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        slot = SLOT("on_changed(QDBusMessage)")
        # The binding takes what SLOT gives; its stub says bytes.
        bus.connect("", _PATH, _INTERFACE, "SettingChanged", self, slot)  # type: ignore[call-overload]
        question = QDBusMessage.createMethodCall(_SERVICE, _PATH, _INTERFACE, "Read")
        question.setArguments([_NAMESPACE, _KEY])
        self._asking = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        self._asking.finished.connect(self._on_answer)

    @Slot(QDBusMessage)
    def on_changed(self, told: QDBusMessage) -> None:
        """A setting of the desktop has changed."""
        if told.arguments()[:2] == [_NAMESPACE, _KEY]:
            self._tell(told.arguments()[2])

    def _on_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply()
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            self._tell(answer.arguments()[0])

    def _tell(self, value: object) -> None:
        """The portal wraps a value once or twice; another kind of value is no answer."""
        while isinstance(value, QDBusVariant):
            value = value.variant()
        if isinstance(value, bool):
            self.wanted_changed.emit(value)
