"""Opens what a rule for the CRM says: a page in the browser, or a program."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from uis_desktop.core.crm_filling import SCHEMES, OpenUrl, RunProgram
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import Words

logger = logging.getLogger(__name__)


class CrmDoor(QObject):
    """Opens one after the other; the same trouble is told once, until something opens.

    No window of ours comes up: whether a page takes the focus is the browser's to decide.
    What is opened is never written to a log, because a stranger's number is in it.
    """

    def __init__(self, tell: Callable[[Words], None], parent: QObject | None = None) -> None:
        """``tell`` shows what went wrong."""
        super().__init__(parent)
        self._tell = tell
        self._told: Words | None = None

    def open(self, opening: OpenUrl | RunProgram) -> None:
        """Open it, or say why it cannot be."""
        match opening:
            case OpenUrl(url):
                trouble = _open_url(url)
            case RunProgram(program, arguments):
                trouble = _run(program, arguments)
        if trouble is not None and trouble != self._told:
            self._tell(trouble)
        self._told = trouble


def _open_url(url: str) -> Words | None:
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    allowed = address.isValid() and address.scheme() in SCHEMES
    if allowed and QDesktopServices.openUrl(address):
        return None
    logger.warning("a customer was not opened: no program for such addresses")
    return Words(
        translate("Crm", "The customer cannot be opened"),
        translate("Crm", "Choose a web browser in the settings of your system."),
    )


def _run(program: str, arguments: tuple[str, ...]) -> Words | None:
    found = shutil.which(program)
    if found is not None and QProcess.startDetached(found, list(arguments))[0]:
        return None
    logger.warning("a customer was not opened: the program cannot be started")
    missing = translate("Crm", "The program {name} cannot be started. Correct the rule.")
    return Words(
        translate("Crm", "The customer cannot be opened"),
        missing.format(name=plain(program, 80)),
    )


def missing_words(name: str) -> Words:
    """Why the button opens nothing: the call does not tell what the rule wants."""
    lacks = translate("Crm", "This call does not tell what the rule needs: {name}.")
    return Words(
        translate("Crm", "The customer cannot be opened"), lacks.format(name=plain(name, 60))
    )
