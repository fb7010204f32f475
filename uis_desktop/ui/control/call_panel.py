"""The little window with everything else that can be done during a talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from uis_desktop.core.abilities import Ability
from uis_desktop.core.call_control import OFF, ON, Known, TagButton, Wish, open_to
from uis_desktop.ui.call_dialog import CallDialog, inner_width
from uis_desktop.ui.control.keypad import Keypad
from uis_desktop.ui.control.tag_keys import TagKeys
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel

_WIDTH = 460
_INNER = inner_width(_WIDTH)

_WHY_NOT: Mapping[Ability, str] = {
    Ability.RECORD: QT_TRANSLATE_NOOP(
        "Control", "Your company records all talks: this cannot be changed here."
    ),
    Ability.COACH: QT_TRANSLATE_NOOP(
        "Control", "No coach is set for you in UIS. Ask your administrator."
    ),
}


class CallPanel(CallDialog):
    """Shows what a call offers and what is known of it; ``wished`` tells a :class:`Wish`.

    The keyboard's digits 1 to 9 tag the call, unless the keys below have the focus.
    """

    wished = Signal(object)
    tag_chosen = Signal(object)
    block_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, who: str) -> None:
        """``who`` is talked with."""
        super().__init__("callPanel", translate("Control", "During the call"), who, width=_WIDTH)
        self._out: set[Wish] = set()
        self._offers: frozenset[Ability] = frozenset()
        self._known = Known()
        self._waits = False
        self._told = PlainLabel("context", lines=3, width=_INNER)
        self._told.show_text("")
        self._simple = {
            Wish(Ability.RECORD, ON): QPushButton(translate("Control", "Record")),
            Wish(Ability.RECORD, OFF): QPushButton(translate("Control", "Stop recording")),
            Wish(Ability.COACH): QPushButton(translate("Control", "Call my coach")),
        }
        self._why_not = {ability: PlainLabel("hint", lines=2, width=_INNER) for ability in _WHY_NOT}
        self._tags = TagKeys(_INNER)
        self._keys = Keypad(_INNER)
        self._block = QPushButton()
        self._block.setProperty("role", "danger")
        self._titles = {
            ability: PlainLabel("fieldTitle", width=_INNER)
            for ability in (Ability.TAG, Ability.KEYS)
        }
        self._titles[Ability.TAG].show_text(translate("Control", "Tags (keys 1–9)"))
        self._titles[Ability.KEYS].show_text(
            translate("Control", "Press keys, for a menu or an extension")
        )
        self._lay_out()
        self._connect()

    def show_call(self, offers: frozenset[Ability], known: Known, *, block_waits: bool) -> None:
        """What can be done with it now; ``block_waits``: its number will be blocked soon."""
        self._offers, self._known, self._waits = offers, known, block_waits
        self._tags.show_on(known.tags)
        self._choose()

    def show_tags(self, tags: Sequence[TagButton]) -> None:
        """These have a key."""
        self._tags.show_tags(tags)
        self._tags.show_on(self._known.tags)
        self.adjustSize()

    def show_tag_problem(self, words: str) -> None:
        """Nobody could tell which tags have a key."""
        self._tags.show_problem(words)

    def say(self, words: str) -> None:
        """What became of a wish."""
        self._told.show_text(words, 300)
        self.adjustSize()

    def key_sent(self, symbol: str) -> None:
        """UIS has sent it."""
        self._keys.sent(symbol)

    def set_busy(self, wish: Wish, *, busy: bool) -> None:
        """A request for this is out: no second one until it has come back."""
        if busy:
            self._out.add(wish)
        else:
            self._out.discard(wish)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit tags the call."""
        digit = event.text()
        if len(digit) == 1 and digit.isdecimal() and Ability.TAG in self._offers:
            if not event.isAutoRepeat():
                self._tags.press(digit)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = self._column
        column.addWidget(self._told)
        acts = QHBoxLayout()
        for button in self._simple.values():
            acts.addWidget(button)
        acts.addStretch(1)
        column.addLayout(acts)
        under: list[QWidget] = [*self._why_not.values(), self._titles[Ability.TAG], self._tags]
        for widget in (*under, self._titles[Ability.KEYS], self._keys):
            column.addWidget(widget)
        last = QHBoxLayout()
        last.addWidget(self._block)
        last.addStretch(1)
        last.addWidget(self._close)
        column.addLayout(last)
        for button in (*self._simple.values(), self._block):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        for wish, button in self._simple.items():
            button.clicked.connect(lambda *_, wish=wish: self.wished.emit(wish))
        self._tags.chosen.connect(self.tag_chosen)
        self._keys.pressed.connect(lambda symbol: self.wished.emit(Wish(Ability.KEYS, symbol)))
        self._block.clicked.connect(self._on_block)

    def _choose(self) -> None:
        known = self._known
        for wish, button in self._simple.items():
            button.setVisible(wish.ability in self._offers)
            button.setEnabled(open_to(known, wish) and wish not in self._out)
        for ability, label in self._why_not.items():
            why = ability in known.barred and ability in self._offers
            label.show_text(translate("Control", _WHY_NOT[ability]) if why else "")
        for ability, widget in ((Ability.TAG, self._tags), (Ability.KEYS, self._keys)):
            self._titles[ability].setVisible(ability in self._offers)
            widget.setVisible(ability in self._offers)
        self._block.setVisible(Ability.BLOCK in self._offers)
        self._block.setEnabled(open_to(known, Wish(Ability.BLOCK)))
        self._block.setText(self._block_words())
        self.adjustSize()

    def _block_words(self) -> str:
        if self._waits:
            return translate("Control", "Do not block")
        if self._known.blocked:
            return translate("Control", "The number is blocked")
        return translate("Control", "Block this number")

    def _on_block(self) -> None:
        if self._waits:
            self.undo_wanted.emit()
        else:
            self.block_wanted.emit()
