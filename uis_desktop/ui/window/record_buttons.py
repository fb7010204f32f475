"""Buttons that play the records of a call, or why there are none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from uis_desktop.core.history import TALKS, HistoryRow
from uis_desktop.core.records import may_be_opened
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.playing.view import PlayerView, heard_link
from uis_desktop.ui.playing.words import unusable_words
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.window.rows import name_words

# UIS has a record ready seconds or minutes after the talk; later none is to be waited for.
_COMES_WITHIN = timedelta(minutes=30)


class RecordButtons(QWidget):
    """One button for each record of the call.

    Attributes:
        play_wanted: the link, and whose talk it is.
    """

    play_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: tuple[str, ...] = ()
        self._title = ""
        self._playing: str | None = None
        self._buttons: list[QPushButton] = []
        self._told = PlainLabel("hint", lines=2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._told)

    def play_first(self) -> None:
        """As if the first button were pressed."""
        if self._links:
            self.play_wanted.emit(self._links[0], self._title)

    def show_player(self, view: PlayerView | None) -> None:
        """This one is heard: its button makes it silent."""
        self._playing = heard_link(view)
        for number, button in enumerate(self._buttons):
            button.setText(self._words(number))

    def show_records(self, call: HistoryRow) -> None:
        """Show those of this call."""
        self._title = title_of(call)
        links = tuple(link for link in call.record_links if may_be_opened(link))
        if links != self._links:
            self._links = links
            self._show_buttons()
        self._told.show_text(_why_none(call) if not links else "", 200)
        self.setVisible(bool(links) or bool(self._told.whole_text))

    def _show_buttons(self) -> None:
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [QPushButton(self._words(number)) for number in range(len(self._links))]
        for button, link in zip(self._buttons, self._links, strict=True):
            button.setAutoDefault(False)
            button.setToolTip("Ctrl+R" if link == self._links[0] else "")
            button.clicked.connect(lambda *_, link=link: self._on_pressed(link))
            self._column.addWidget(button)

    def _on_pressed(self, link: str) -> None:
        self.play_wanted.emit(link, self._title)

    def _words(self, number: int) -> str:
        if self._links[number] == self._playing:
            return translate("Record", "Pause the recording")
        if len(self._links) == 1:
            return translate("Record", "Play the recording")
        return translate("Record", "Play recording {n}").format(n=number + 1)


def title_of(call: HistoryRow) -> str:
    """Whose talk it is, and of when."""
    who = name_words(call) or shown_number(call.contact_phone_number)
    when = moment_reader(QDate.currentDate())(call.started_at)
    return f"{who or translate('Card', 'Hidden number')} · {when}"


def _why_none(call: HistoryRow) -> str:
    if call.record_links:
        return unusable_words("strange").line
    lately = datetime.now(UTC) - (call.ended_at or call.started_at) < _COMES_WITHIN
    return translate("Record", "No recording yet") if call.outcome in TALKS and lately else ""
