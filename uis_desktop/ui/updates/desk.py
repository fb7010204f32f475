"""A newer version at a desk: told once, when no call is on the screen."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from uis_desktop.core.updates import Update, Version
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.language import translate
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.question import Question
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.theme import Theme
from uis_desktop.ui.updates.notice import UpdateNotice, below_words, title_words

logger = logging.getLogger(__name__)

_KEY = "update"
# Who is not at the desk finds it in the tray's menu.
_SHOWN_S = 60.0
# More would not fit on a small screen.
_MOST_LINES = 12
_LONGEST_LINE = 300


class UpdateBook(Protocol):
    """Who knows of newer versions."""

    async def run(self) -> None:
        """Ask from time to time, for ever."""
        ...

    def watch(self, watcher: UpdateDesk) -> None:
        """Tell what is known, now and later."""
        ...

    def was_told(self, version: Version) -> None:
        """The person has seen that there is this version."""
        ...


class UpdateDesk(QObject):
    """``changed`` when the tray's menu has to say something else."""

    changed = Signal()

    def __init__(
        self,
        stack: Stack,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._theme = theme
        self._tasks = tasks
        self._notices = notices
        self._clock = clock
        self._book: UpdateBook | None = None
        self._update: Update | None = None
        self._calls = False
        self._pending = False
        self._question = Question()

    @property
    def menu_words(self) -> str:
        """What the tray's menu offers; empty: this is the newest version, as far as is known."""
        if self._update is None:
            return ""
        words = translate("Updates", "Version {version} is out…")
        return words.format(version=self._update.release.version)

    def use(self, book: UpdateBook) -> None:
        """Have ``book`` ask, until the desk is closed."""
        self._book = book
        book.watch(self)
        self._tasks.start(book.run())

    def close(self) -> None:
        """Take away what is open."""
        self._question.close()

    def update_known(self, update: Update | None) -> None:
        """There is this newer version; None: there is none, or it is not to be told."""
        self._update = update
        self._pending = update is not None and (self._pending or not update.told)
        if update is None:
            self._stack.drop(_KEY)
            self._question.close()
        self._show_if_quiet()
        self.changed.emit()

    def calls_changed(self, *, going_on: bool) -> None:
        """A call rings or goes on, or none does any more."""
        self._calls = going_on
        if going_on and self._stack.drop(_KEY):
            # Nobody has read it to the end: it comes back afterwards.
            self._pending = True
        self._show_if_quiet()

    def show_news(self) -> None:
        """Say what is new, and offer the page: the person has asked."""
        update = self._update
        if update is None:
            return
        self._done()
        self._question.ask(
            title_words(update),
            below_words(update),
            _summary(update),
            yes=translate("Updates", "Download page"),
            no=translate("Updates", "Close"),
            role=QMessageBox.ButtonRole.AcceptRole,
            on_yes=self.open_page,
        )

    def open_page(self) -> None:
        """Show the page with the packages in the browser."""
        update = self._update
        if update is None:
            return
        self._done()
        address = QUrl(update.release.page, QUrl.ParsingMode.StrictMode)
        if not (address.isValid() and QDesktopServices.openUrl(address)):
            logger.warning("the page of the release was not opened: no program for https links")
            self._notices.tell(
                Words(
                    translate("Updates", "The page cannot be opened"),
                    translate("Record", "Choose a web browser in the settings of your system."),
                )
            )

    def _show_if_quiet(self) -> None:
        update = self._update
        if update is None or self._book is None or self._calls or not self._pending:
            return
        self._pending = False
        notice = UpdateNotice(update, self._theme, clock=self._clock)
        notice.news_wanted.connect(self.show_news)
        notice.page_wanted.connect(self.open_page)
        self._stack.show_popup(_KEY, notice, _SHOWN_S)
        self._book.was_told(update.release.version)

    def _done(self) -> None:
        self._pending = False
        self._stack.drop(_KEY)


def _summary(update: Update) -> str:
    """What is new, in the language the program speaks."""
    summaries = update.release.summary
    lines = summaries.get(QLocale().name()[:2], summaries["en"]).splitlines()
    return "\n".join(plain(line, _LONGEST_LINE) for line in lines[:_MOST_LINES])
