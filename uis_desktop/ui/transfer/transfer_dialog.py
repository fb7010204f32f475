"""The window in which a contact is handed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from uis_desktop.core import phone
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.phone import Phone, dialled
from uis_desktop.core.transfer import Act, Step, offered
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.ui.call_dialog import CallDialog, inner_width
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.transfer.whole_end import BEHIND, WholeEnd
from uis_desktop.ui.wording import not_a_number_words

_WIDTH = 480
_INNER = inner_width(_WIDTH)
_CALLED = Qt.ItemDataRole.UserRole
_WHO = Qt.ItemDataRole.UserRole + 1
_COLLEAGUE = Qt.ItemDataRole.UserRole + 3

_STANDS: Mapping[Step, str] = {
    Step.TALKING: QT_TRANSLATE_NOOP("Transfer", "You are talking."),
    Step.HELD: QT_TRANSLATE_NOOP("Transfer", "The contact waits and does not hear you."),
    Step.CONSULTING: QT_TRANSLATE_NOOP(
        "Transfer", "{who} is being called. The contact waits and does not hear you."
    ),
}
_ACTS: Mapping[Act, str] = {
    Act.HOLD: QT_TRANSLATE_NOOP("Transfer", "Hold"),
    Act.RESUME: QT_TRANSLATE_NOOP("Transfer", "Take off hold"),
    Act.CONSULT: QT_TRANSLATE_NOOP("Transfer", "Call this person"),
    Act.TRANSFER: QT_TRANSLATE_NOOP("Transfer", "Hand over"),
    Act.GIVE_UP: QT_TRANSLATE_NOOP("Transfer", "Back to the contact"),
}


class TransferDialog(CallDialog):
    """Shows how far it is; ``act_wanted`` tells what is wished for, and whom to call or None."""

    act_wanted = Signal(Act, object)
    typed = Signal(str)

    def __init__(self, who: str) -> None:
        """``who`` is to be handed over."""
        super().__init__("transfer", translate("Transfer", "Transfer"), who, width=_WIDTH)
        self._step = Step.TALKING
        self._busy = False
        self._talking: frozenset[str] = frozenset()
        self._asked = ""
        self._stands = PlainLabel("context", lines=3, width=_INNER)
        self._search = QLineEdit()
        self._search.setPlaceholderText(translate("Transfer", "To whom: name, extension or number"))
        self._search.setAccessibleName(self._search.placeholderText())
        self._list = QListWidget()
        self._list.setObjectName("colleagues")
        self._list.setAccessibleName(translate("Transfer", "Colleagues"))
        self._list.setMinimumHeight(160)
        self._list.setSpacing(3)
        self._list.setItemDelegate(WholeEnd(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = {
            act: QPushButton(translate("Transfer", words)) for act, words in _ACTS.items()
        }
        for act in (Act.CONSULT, Act.TRANSFER):
            self._buttons[act].setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self.show_step(Step.TALKING)

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """These can be called; what is typed can be, too, if it is a number."""
        self._list.clear()
        for one in colleagues:
            if one.numbers:
                number = shown_number(one.numbers[0])
                name = plain(one.name, 60)
                item = self._add(name, dialled(one.numbers[0]), name or number, f" · {number}")
                item.setData(_COLLEAGUE, one.id)
                self._mark(item)
        typed = self._search.text().strip()
        if any(character.isdecimal() for character in typed):
            words = translate("Transfer", "Call {number}").format(number=plain(typed, 40))
            self._add(words, typed, plain(typed, 40))
        self._list.setCurrentRow(0)
        self._enable()

    def show_talking(self, ids: Collection[str]) -> None:
        """These talk now; the rows stay where they are, for a hand may be on its way to one."""
        self._talking = frozenset(ids)
        for row in range(self._list.count()):
            self._mark(self._list.item(row))

    def _mark(self, item: QListWidgetItem) -> None:
        """Say behind the number that he talks; once, and only of a colleague."""
        if item.data(_COLLEAGUE) not in self._talking:
            return
        behind, said = str(item.data(BEHIND)), translate("Transfer", "talking now")
        if not behind.endswith(said):
            item.setText(f"{item.text()} · {said}")
            item.setData(BEHIND, f"{behind} · {said}")

    def show_step(self, step: Step) -> None:
        """The call stands here now."""
        before, self._step = self._step, step
        self._say_step()
        asking = step is Step.CONSULTING
        for widget in (self._search, self._list):
            widget.setVisible(not asking)
        for act, button in self._buttons.items():
            button.setVisible(act in offered(step))
        self._enable()
        self._go_on(anew=before is not step)
        self.adjustSize()

    def _say_step(self) -> None:
        words = translate("Transfer", _STANDS[self._step])
        self._stands.show_text(words.format(who=self._asked), 300)

    def set_busy(self, busy: bool) -> None:
        """A request is out: no second one until it has come back."""
        self._busy = busy
        self._enable()

    def _add(self, words: str, called: Phone | str, who: str, behind: str = "") -> QListWidgetItem:
        """``called`` is text if it was typed; ``behind`` is whole, whatever room there is."""
        item = QListWidgetItem(words + behind)
        item.setData(BEHIND, behind)
        item.setData(_CALLED, called)
        item.setData(_WHO, who)
        self._list.addItem(item)
        return item

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        for button in self._buttons.values():
            button.setAutoDefault(False)
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self._close)
        for widget in (self._stands, self._search, self._list):
            self._column.addWidget(widget)
        self._column.addLayout(acts)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._say_step)
        self._search.textChanged.connect(self.typed)
        self._search.returnPressed.connect(lambda: self._wish(Act.CONSULT))
        self._list.itemActivated.connect(lambda _item: self._wish(Act.CONSULT))
        self._list.currentItemChanged.connect(lambda *_: self._enable())
        for act, button in self._buttons.items():
            button.clicked.connect(lambda *_, act=act: self._wish(act))

    def _wish(self, act: Act) -> None:
        item = self._list.currentItem()
        if self._busy or act not in offered(self._step) or (act is Act.CONSULT and item is None):
            return
        if act is not Act.CONSULT:
            self.act_wanted.emit(act, None)
            return
        called = item.data(_CALLED)
        try:
            number = called if isinstance(called, Phone) else phone.parse(str(called))
        except NotAPhoneNumber as error:
            self._stands.show_text(not_a_number_words(error.reason), 300)
            return
        self._asked = str(item.data(_WHO))
        self.act_wanted.emit(act, number)

    @property
    def _next(self) -> QWidget:
        if self._step is Step.CONSULTING:
            return self._buttons[Act.TRANSFER]
        return self._search

    def _go_on(self, *, anew: bool) -> None:
        """A new step begins at what comes next; so does who has lost his place to a request.

        Qt gives the keyboard to "Close" when the button that had it is switched off.
        """
        if anew or self.focusWidget() in (None, self._close):
            self._next.setFocus()

    def _enable(self) -> None:
        for act, button in self._buttons.items():
            chosen = act is not Act.CONSULT or self._list.currentItem() is not None
            button.setEnabled(not self._busy and chosen)
