"""The system says that the network has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from uis_desktop.ui.network import NetworkWatch


def test_change_of_the_network_is_told_to_whoever_listens_now(qapp: QApplication) -> None:
    owner = QObject()
    told: list[str] = []
    watch = NetworkWatch(owner)
    watch.use(lambda: told.append("before"))
    watch.use(lambda: told.append("now"))
    information = QNetworkInformation.instance()
    # Without a word of the system there is nothing to hear, and nothing goes wrong.
    if information is not None:
        told.clear()
        information.reachabilityChanged.emit(QNetworkInformation.Reachability.Disconnected)
        information.transportMediumChanged.emit(QNetworkInformation.TransportMedium.WiFi)
        assert told == ["now"]
        information.reachabilityChanged.emit(QNetworkInformation.Reachability.Online)
        assert told == ["now", "now"]
        watch.use(None)
        information.reachabilityChanged.emit(QNetworkInformation.Reachability.Online)
        assert told == ["now", "now"]
    owner.deleteLater()
