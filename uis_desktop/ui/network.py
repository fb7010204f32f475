"""Hears from the system that the network has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

logger = logging.getLogger(__name__)


class NetworkWatch(QObject):
    """Calls ``changed`` when the network comes or becomes another one.

    Where nobody tells (no NetworkManager) the connection is tried again by itself, a few
    seconds later.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._changed: Callable[[], None] | None = None
        self._asked = False

    def use(self, changed: Callable[[], None] | None) -> None:
        """Tell this one from now on; None: nobody."""
        self._changed = changed
        if changed is not None and not self._asked:
            self._asked = True
            self._listen()

    def _listen(self) -> None:
        information = _information()
        if information is None:
            logger.info("nobody tells of changes of the network")
            return
        information.reachabilityChanged.connect(self._on_reachability)
        information.transportMediumChanged.connect(self._on_change)

    def _on_reachability(self, reach: QNetworkInformation.Reachability) -> None:
        if reach is not QNetworkInformation.Reachability.Disconnected:
            self._on_change()

    def _on_change(self) -> None:
        if self._changed is not None:
            logger.info("the network has changed")
            self._changed()


def _information() -> QNetworkInformation | None:
    """The system's word on the network; None where there is none."""
    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()
