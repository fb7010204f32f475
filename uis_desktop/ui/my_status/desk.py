"""My status at UIS at a desk: wishes go to the session, and what came of them is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from uis_desktop.core.my_status import LENGTHS, Lasting, News, StatusNow, Step, Wish
from uis_desktop.errors import HistoryUnreadable, UisError
from uis_desktop.ui.language import translate
from uis_desktop.ui.my_status import words
from uis_desktop.ui.my_status.menu import StatusMenu
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.question import Question
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.time_dialog import TimeDialog

if TYPE_CHECKING:
    from uis_desktop.session.my_status import MyStatus, StatusView


def _utc_now() -> datetime:
    return datetime.now(UTC)


class StatusDesk(QObject):
    """One question at a time; ``changed`` when the menu has to say something else."""

    changed = Signal()

    def __init__(
        self,
        menu: StatusMenu,
        tasks: Tasks,
        notices: Notices,
        *,
        now: Callable[[], datetime] = _utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._notices = notices
        self._now = now
        self._mine: MyStatus | None = None
        self._question = Question()
        self._asking_time: TimeDialog | None = None
        menu.chosen.connect(self.choose)
        menu.ask_wanted.connect(self.ask)

    @property
    def view(self) -> StatusView | None:
        """What is known; None while nobody is signed in."""
        return self._mine.view if self._mine is not None else None

    def use(self, mine: MyStatus | None) -> None:
        """Change this status; None while nobody is signed in."""
        if self._mine is not None:
            self._mine.watch(None)
        self._mine = mine
        self.close()
        if mine is not None:
            mine.watch(self)

    def close(self) -> None:
        """Take questions away; nothing is answered."""
        self._question.close()
        if self._asking_time is not None:
            self._asking_time.reject()

    def status_changed(self, view: StatusView) -> None:
        """This is known now."""
        self.changed.emit()

    def status_news(self, news: News, now: StatusNow | None) -> None:
        """Something happened that no click waits for."""
        self._notices.tell(words.news_words(news, now), good=news in words.GOOD_NEWS)

    def ask(self) -> None:
        """Ask UIS anew."""
        if self._mine is not None:
            self._tasks.start(self._mine.ask())

    def choose(self, status_id: str, lasting: Lasting) -> None:
        """The person wants this status, for so long."""
        if lasting is Lasting.UNTIL_TIME:
            self._ask_time(status_id)
        else:
            length = LENGTHS.get(lasting)
            until = None if length is None else self._now() + length
            self._carry_out(Wish(id=status_id, until=until))

    def _ask_time(self, status_id: str) -> None:
        self.close()
        name = words.name_of(self._mine.view.now if self._mine else None, status_id)
        dialog = TimeDialog(
            translate("MyStatus", "My status in UIS"),
            translate("MyStatus", "“{status}” until (day and time):").format(status=name),
            translate("MyStatus", "Set the status"),
        )
        dialog.chosen.connect(
            lambda at: self._carry_out(Wish(id=status_id, until=at.astimezone(UTC)))
        )
        dialog.finished.connect(self._on_time_asked)
        self._asking_time = dialog
        dialog.open()

    def _on_time_asked(self) -> None:
        self._asking_time = None

    def _carry_out(self, wish: Wish) -> None:
        if self._mine is not None:
            self._tasks.start(self._choose(self._mine, wish))

    async def _choose(self, mine: MyStatus, wish: Wish) -> None:
        try:
            step = await mine.choose(wish)
        except HistoryUnreadable:
            raise
        except UisError as error:
            self._notices.tell(words.not_changed_words(error))
            return
        if mine is not self._mine:
            return
        if step is Step.ASK:
            self._ask_leave(mine.view, wish)
        elif step is Step.GONE:
            self._notices.tell(words.gone_words())
        elif step is not None:
            self._notices.tell(words.changed_words(mine.view), good=True)

    def _ask_leave(self, view: StatusView, wish: Wish) -> None:
        """The status is none of ours: nothing was sent, and nothing is before a yes."""
        present = view.now.id if view.now is not None else None
        agreed = replace(wish, agreed=present or "")
        asked = translate("MyStatus", "Change your status in UIS from “{present}” to “{wanted}”?")
        self._question.ask(
            translate("MyStatus", "My status in UIS"),
            asked.format(
                present=words.name_of(view.now, present), wanted=words.name_of(view.now, wish.id)
            ),
            translate(
                "MyStatus",
                "This program has not set the present one: you have elsewhere, or somebody "
                "else, or UIS itself.",
            ),
            yes=translate("MyStatus", "Change"),
            no=translate("MyStatus", "Leave it"),
            role=QMessageBox.ButtonRole.AcceptRole,
            on_yes=lambda: self._carry_out(agreed),
        )
