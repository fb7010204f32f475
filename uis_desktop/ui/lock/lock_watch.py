"""Hears from a Linux desktop that the screen is locked.

The lockers tell it on the session bus (``ActiveChanged``, ``GetActive``: KDE, and the
GNOME family each under a name of its own); desktops also tell systemd-logind
(``LockedHint``, org.freedesktop.login1(5)).  On Windows and macOS no window stands over
the lock screen, and the system itself decides what notifications show there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusServiceWatcher,
    QDBusVariant,
)
from PySide6.QtGui import QGuiApplication, QWindow

logger = logging.getLogger(__name__)

#: What locks the screen, and where it answers; the interface is called like the service.
_LOCKERS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}
_LOGIN, _MANAGER_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
_PROPERTIES, _HINT = "org.freedesktop.DBus.Properties", "LockedHint"

_Answer = Callable[[Sequence[object]], None]


class LockWatch(QObject):
    """``changed`` tells that the screen is locked, or not any more.

    It is locked while anybody says so.  A locker that goes takes its word with it, and
    a window of ours that gets the keyboard ends every word: who types is not locked out.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._says_locked: set[str] = set()
        self._asking: list[QDBusPendingCallWatcher] = []

    def watch(self) -> None:
        """Ask everybody there is, and listen from now on; it does not wait for answers."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_focus)
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            self._watch_lockers(session)
        if system.isConnected():
            path = _question(_LOGIN, _MANAGER_PATH, _MANAGER, "GetSession", "auto")
            self._ask(system, path, lambda told: self._watch_login(system, told))

    def _watch_lockers(self, bus: QDBusConnection) -> None:
        gone = QDBusServiceWatcher(self)
        gone.setConnection(bus)
        gone.setWatchMode(QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration)
        gone.serviceUnregistered.connect(lambda locker: self._hear(locker, False))
        for locker, path in _LOCKERS.items():
            gone.addWatchedService(locker)
            slot = SLOT("on_active(QDBusMessage)")
            # The binding takes what SLOT gives; its stub says bytes.
            bus.connect("", "", locker, "ActiveChanged", self, slot)  # type: ignore[call-overload]
            question = _question(locker, path, locker, "GetActive")
            self._ask(bus, question, partial(self._hear_first, locker))

    def _watch_login(self, bus: QDBusConnection, told: Sequence[object]) -> None:
        """The session is known by its path; QtDBus makes a text of it, or leaves it a path."""
        path = _path(told[0]) if told else ""
        if path:
            slot = SLOT("on_properties(QDBusMessage)")
            bus.connect("", path, _PROPERTIES, "PropertiesChanged", self, slot)  # type: ignore[call-overload]
            self._ask_for_hint(bus, path)

    def _ask_for_hint(self, bus: QDBusConnection, path: str) -> None:
        question = _question(_LOGIN, path, _PROPERTIES, "Get", _SESSION, _HINT)
        self._ask(bus, question, partial(self._hear_first, _LOGIN))

    @Slot(QDBusMessage)
    def on_active(self, told: QDBusMessage) -> None:
        """A locker locks the screen, or has let somebody in."""
        self._hear_first(told.interface(), told.arguments())

    @Slot(QDBusMessage)
    def on_properties(self, told: QDBusMessage) -> None:
        """Something of the log-in session has changed; of what, Python is told no more."""
        if told.arguments()[:1] == [_SESSION]:
            self._ask_for_hint(QDBusConnection.systemBus(), told.path())

    def _ask(self, bus: QDBusConnection, question: QDBusMessage, use: _Answer) -> None:
        watcher = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        self._asking.append(watcher)

        def on_answer() -> None:
            self._asking.remove(watcher)
            answer = watcher.reply()
            if answer.type() == QDBusMessage.MessageType.ReplyMessage:
                use(answer.arguments())

        watcher.finished.connect(on_answer)

    def _hear_first(self, who: str, told: Sequence[object]) -> None:
        self._hear(who, *told[:1])

    def _hear(self, who: str, locked: object = None) -> None:
        """What is no yes or no says nothing."""
        while isinstance(locked, QDBusVariant):
            locked = locked.variant()
        if isinstance(locked, bool):
            self._put(self._says_locked | {who} if locked else self._says_locked - {who})

    def _on_focus(self, window: QWindow | None) -> None:
        if window is not None:
            self._put(set())

    def _put(self, says_locked: set[str]) -> None:
        before, self._says_locked = bool(self._says_locked), says_locked
        if before != bool(says_locked):
            logger.info("the screen is %s", "locked" if says_locked else "unlocked")
            self.changed.emit(bool(says_locked))


def _question(service: str, path: str, interface: str, member: str, *said: str) -> QDBusMessage:
    """A call that starts no service."""
    question = QDBusMessage.createMethodCall(service, path, interface, member)
    question.setAutoStartService(False)
    question.setArguments(list(said))
    return question


def _path(told: object) -> str:
    path = getattr(told, "path", None)
    return str(path()) if callable(path) else told if isinstance(told, str) else ""
