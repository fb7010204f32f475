"""Tells when a screen comes, goes, moves or changes its size."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen


class Screens(QObject):
    """Watches all screens there are and will be."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._on_added)
        application.screenRemoved.connect(self.changed)
        application.primaryScreenChanged.connect(self.changed)
        for screen in application.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        screen.availableGeometryChanged.connect(self.changed)

    def _on_added(self, screen: QScreen) -> None:
        self._watch(screen)
        self.changed.emit()
