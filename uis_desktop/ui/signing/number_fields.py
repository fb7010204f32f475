"""The last question: which number to call from, of the company's or typed where nobody tells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from uis_desktop.errors import UisError
from uis_desktop.session.which_number import WhichNumber
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.signing.field import INNER, Field
from uis_desktop.ui.wording import error_words

_LONGEST_NAME = 60


class NumberFields(QWidget):
    """What the form has for it; takes no room until there is something to ask.

    Attributes:
        who: whom the invite lets in.
        unknown: why the company's numbers are not known.
        choice: the company's numbers, and "another".
        typed: for a number that is not among them.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = QComboBox()
        self._list.setMinimumHeight(34)
        self._line = QLineEdit()
        self._line.setPlaceholderText("+7 495 000-00-00")
        self.who = PlainLabel("advice", lines=3, width=INNER)
        self.unknown = PlainLabel("advice", lines=4, width=INNER)
        self.choice = Field(translate("SignIn", "Number to call from"), self._list, _seen_by())
        self.typed = Field(
            translate("SignIn", "Your number for outgoing calls"), self._line, _seen_by()
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.who, self.unknown, self.choice, self.typed):
            column.addWidget(widget)
        self.forget()
        self._list.currentIndexChanged.connect(self._on_chosen)

    @property
    def text(self) -> str:
        """The number chosen or typed; empty: neither yet."""
        chosen = self._list.currentData()
        return str(chosen) if chosen else self._line.text().strip()

    def fill(self, number: str) -> None:
        """A number that is known from before can be changed; one that is not is asked later."""
        self._line.setText(number)
        self.typed.setHidden(not number)
        self.setHidden(not number)

    def forget(self) -> None:
        """Nothing is asked here for now."""
        self._list.clear()
        self.who.show_text("")
        self.unknown.show_text("")
        self.choice.hide()
        self.fill("")

    def ask(self, which: WhichNumber) -> None:
        """Offer the company's numbers, or say why there are none and let them be typed."""
        self.show()
        you = translate(
            "SignIn", "You are {name}. If you are not, ask your administrator for your own invite."
        )
        self.who.show_text(you.format(name=plain(which.employee.name or "", _LONGEST_NAME)), 300)
        if which.lines:
            self._offer(which)
            return
        self.unknown.show_text(_unknown(which.why), 400)
        self.typed.show()
        self._line.setFocus()

    def _offer(self, which: WhichNumber) -> None:
        self._list.clear()
        for line in which.lines:
            words = (shown_number(line.phone_number), plain(line.name or "", _LONGEST_NAME))
            self._list.addItem(" · ".join(filter(None, words)), line.phone_number)
        self._list.addItem(translate("SignIn", "Another number"))
        self._list.setCurrentIndex(0)
        self.choice.show()
        self._on_chosen()
        self._list.setFocus()

    def _on_chosen(self) -> None:
        self.typed.setHidden(bool(self._list.currentData()))
        self.resized.emit()


def _seen_by() -> str:
    return translate("SignIn", "The company's virtual number your contacts will see.")


def _unknown(why: UisError | None) -> str:
    type_it = translate("SignIn", "Type the number; your administrator knows it.")
    if why is None:
        told = translate("SignIn", "The server does not know the company's numbers.")
    else:
        told = translate("SignIn", "The company's numbers could not be read: {why}.").format(
            why=error_words(why).title.rstrip(".")
        )
    return f"{told} {type_it}"
