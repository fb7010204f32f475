"""Opens records of talks in the system's player or browser.

Qt's own player (QtMultimedia) is no part of the Qt this program ships with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from uis_desktop.core.records import may_be_opened
from uis_desktop.ui.language import translate
from uis_desktop.ui.refusals import Words

logger = logging.getLogger(__name__)


class Playing(QObject):
    """One record at a time, by the person's click; its link is never written to a log."""

    def __init__(self, tell: Callable[[Words], None], parent: QObject | None = None) -> None:
        """``tell`` shows what went wrong."""
        super().__init__(parent)
        self._tell = tell

    def play(self, link: str) -> None:
        """Open the record, if its link is one of UIS's."""
        if not may_be_opened(link):
            logger.warning("a record was not opened: its link leads elsewhere")
            self._tell(strange_link_words())
        elif not QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            logger.warning("a record was not opened: no program for https links")
            self._tell(
                Words(
                    translate("Record", "The recording cannot be opened"),
                    translate("Record", "Choose a web browser in the settings of your system."),
                )
            )


def strange_link_words() -> Words:
    """Why a record is not opened."""
    return Words(
        translate("Record", "The recording is not opened"),
        translate("Record", "Its address is not one of UIS's. Tell your administrator."),
    )
