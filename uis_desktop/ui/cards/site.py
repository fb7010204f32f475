"""Which screen the cards stand on."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QScreen

from uis_desktop.core.preferences import POINTERS_SCREEN


class Site:
    """Chooses the screen by its name, by the pointer, or the main one."""

    def __init__(self) -> None:
        self._followed: QScreen | None = None

    def screen(self, monitor: str, pointer: QPoint, *, standing: bool) -> QScreen:
        """The screen the person chose; the main one while that is not there.

        ``monitor`` is a choice of :class:`~uis_desktop.core.preferences.Preferences`.
        Cards follow the pointer only between two lots of cards: while some are
        ``standing``, they stay where they are.
        """
        screens = QGuiApplication.screens()
        main = QGuiApplication.primaryScreen()
        if monitor == POINTERS_SCREEN:
            followed = self._followed
            if followed is None or not standing or followed not in screens:
                followed = QGuiApplication.screenAt(pointer) or main
                self._followed = followed
            return followed
        return next((screen for screen in screens if screen.name() == monitor), main)
