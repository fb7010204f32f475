"""The menu of statuses, under the tray's: the one I have, and those to choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from uis_desktop.core.my_status import Lasting, Status, StatusNow, home, is_ours
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.my_status.words import name_of, return_line, status_line, unknown_words
from uis_desktop.ui.plain_text import menu_text

if TYPE_CHECKING:
    from uis_desktop.session.my_status import StatusView

_COLOR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_SIZES = (16, 22, 32)
_LONGEST = 90

_LASTING: Mapping[Lasting, str] = {
    Lasting.NO_END: QT_TRANSLATE_NOOP("MyStatus", "Until I change it"),
    Lasting.QUARTER: QT_TRANSLATE_NOOP("MyStatus", "For 15 minutes, then “{status}”"),
    Lasting.HALF_HOUR: QT_TRANSLATE_NOOP("MyStatus", "For 30 minutes, then “{status}”"),
    Lasting.HOUR: QT_TRANSLATE_NOOP("MyStatus", "For 1 hour, then “{status}”"),
    Lasting.UNTIL_TIME: QT_TRANSLATE_NOOP("MyStatus", "Until a time, then “{status}”…"),
}


class StatusMenu(QObject):
    """Builds the menu; ``chosen`` has the status' id and a :class:`Lasting`."""

    chosen = Signal(str, object)
    ask_wanted = Signal()

    def fill(self, menu: QMenu, view: StatusView) -> None:
        """Put a submenu into ``menu``."""
        known = view.now is not None and view.problem is None
        title = translate("MyStatus", "My status in UIS")
        if known:
            title = f"{title}: {status_line(view)}"
        statuses = menu.addMenu(menu_text(title, _LONGEST))
        for line in _lines(view):
            statuses.addAction(menu_text(line, 120)).setEnabled(False)
        statuses.addSeparator()
        if known and view.now is not None:
            for status in view.now.statuses:
                if status.is_selectable:
                    self._add(statuses, view, view.now, status)
            statuses.addSeparator()
        ask = statuses.addAction(translate("MyStatus", "Ask UIS again"), self.ask_wanted.emit)
        ask.setEnabled(not view.busy)

    def _add(self, menu: QMenu, view: StatusView, now: StatusNow, status: Status) -> None:
        name = name_of(now, status.id)
        if status.id == now.id:
            name = translate("MyStatus", "{status} (now)").format(status=name)
        then = home(view.note, now, status.id)
        if then is None or _comes_back(view, now, status):
            action = menu.addAction(menu_text(name))
            self._connect(action, status, Lasting.NO_END)
        else:
            lasting = menu.addMenu(menu_text(name))
            action = lasting.menuAction()
            for how_long, words in _LASTING.items():
                text = translate("MyStatus", words).format(status=name_of(now, then.id))
                self._connect(lasting.addAction(menu_text(text, _LONGEST)), status, how_long)
        action.setIcon(_dot(status.color))
        action.setEnabled(not view.busy)

    def _connect(self, action: QAction, status: Status, lasting: Lasting) -> None:
        action.triggered.connect(lambda *_: self.chosen.emit(status.id, lasting))


def _lines(view: StatusView) -> list[str]:
    """What stands at the head of the menu and cannot be chosen."""
    if view.problem is not None:
        words = unknown_words(view.problem)
        return [words.title, words.advice]
    if view.now is None:
        return [translate("MyStatus", "UIS has not said yet which status you have")]
    if view.note.sent is not None:
        return [translate("MyStatus", "It is not known yet whether your status has changed")]
    if not is_ours(view.note, view.now):
        return [translate("MyStatus", "Not set by this program: you are asked before a change")]
    return [return_line(view.now, view.note) or translate("MyStatus", "Set by this program")]


def _comes_back(view: StatusView, now: StatusNow, status: Status) -> bool:
    """It is what a time of another status ends with: nobody wants it for a time."""
    back = view.note.back
    if back is not None and is_ours(view.note, now):
        return back.id == status.id
    return status.mnemonic == "available"


def _dot(color: str | None) -> QIcon:
    """A disc in UIS's colour of the status; the words say the same."""
    if color is None or _COLOR.fullmatch(color) is None:
        return QIcon()
    icon = QIcon()
    for size in _SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        edge = size // 5
        painter.drawEllipse(edge, edge, size - 2 * edge, size - 2 * edge)
        painter.end()
        icon.addPixmap(picture)
    return icon
