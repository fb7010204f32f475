"""The text a person has marked, in whatever program, and when it may be looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow

#: Who comes to our window later than that comes for something else.
_PATIENCE_MS = 30_000


def selection_is_told() -> bool:
    """What is selected can be known; else only what was copied.

    X11 and most Wayland desktops keep the selection apart from the clipboard.  Windows
    and macOS do not: pressing Ctrl+C for the person would overwrite what he has copied,
    and end the program in a terminal.
    """
    return QGuiApplication.clipboard().supportsSelection()


def selected_text() -> str:
    """What is selected; where a desktop does not tell that, what was copied last."""
    selection = selection_is_told()
    mode = QClipboard.Mode.Selection if selection else QClipboard.Mode.Clipboard
    return QGuiApplication.clipboard().text(mode)


def on_wayland() -> bool:
    """The session's desktop speaks Wayland, whatever this program speaks."""
    return bool(os.environ.get("WAYLAND_DISPLAY"))


class Looking(Protocol):
    """A look at the selected text, after a press of the keys."""

    @property
    def selection(self) -> bool:
        """As :func:`selection_is_told`."""
        ...

    def look(self, come_forward: Callable[[], None], told: Callable[[str], None]) -> None:
        """Tell the text, now or soon; our window comes to the front if it has to."""
        ...


class FromBehind:
    """Looks at once, whoever has the keyboard."""

    def __init__(self, text: Callable[[], str] = selected_text) -> None:
        self._text = text

    @property
    def selection(self) -> bool:
        """As :func:`selection_is_told`."""
        return selection_is_told()

    def look(self, come_forward: Callable[[], None], told: Callable[[str], None]) -> None:
        """As :meth:`Looking.look`."""
        told(self._text())


class OnceInFront(QObject):
    """Looks when one of our windows has the keyboard.

    Wayland tells selection and clipboard to nobody else, and to that window just before
    it gets the keyboard (``wl_data_device.selection``).
    """

    def __init__(
        self, text: Callable[[], str] = selected_text, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._told: Callable[[str], None] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_focus)

    @property
    def selection(self) -> bool:
        """As :func:`selection_is_told`."""
        return selection_is_told()

    def look(self, come_forward: Callable[[], None], told: Callable[[str], None]) -> None:
        """As :meth:`Looking.look`; a press that comes before is forgotten."""
        self._told = told
        self._patience.start()
        come_forward()
        self._on_focus(QGuiApplication.focusWindow())

    def _on_focus(self, window: QWindow | None) -> None:
        told = self._told
        if window is not None and told is not None:
            self._give_up()
            told(self._text())

    def _give_up(self) -> None:
        self._told = None
        self._patience.stop()


def looking(parent: QObject | None = None) -> Looking:
    """The way of this desktop."""
    return OnceInFront(parent=parent) if on_wayland() else FromBehind()
