"""The form a person fills in once: invite, login and password, then the own number."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from uis_desktop import errors
from uis_desktop.core.invite import parse_invite
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.session.which_number import WhichNumber
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import PlainLabel, plain
from uis_desktop.ui.signing.field import INNER
from uis_desktop.ui.signing.form_fields import (
    about_invites,
    asked_each_time,
    form_fields,
    stacked,
    step_words,
)
from uis_desktop.ui.signing.number_fields import NumberFields
from uis_desktop.ui.signing.problem import ProblemPanel
from uis_desktop.ui.signing.problem_words import problem_words
from uis_desktop.ui.signing.service_field import ServiceField

_MARGIN = 20

#: Beside which field an error is explained; the others stand above the buttons.
_PLACES: Mapping[type[errors.UisError], str] = {
    errors.InviteRefused: "invite",
    errors.NotAnInvite: "invite",
    errors.DeviceRevoked: "invite",
    errors.SignInRefused: "password",
    errors.NotAPhoneNumber: "line",
    errors.NotOurNumber: "line",
}


class SignInDialog(QDialog):
    """Asks; checks only that nothing is left out.  Somebody else signs in."""

    submitted = Signal(SignInForm)
    page_wanted = Signal(str)
    closed = Signal()

    def __init__(self, *, enrolled: bool, secrets_kept: bool) -> None:
        """``enrolled``: this device has its invite; only the rest is asked."""
        super().__init__()
        self.setObjectName("signIn")
        self.setWindowTitle(translate("SignIn", "Signing in"))
        self._enrolled = enrolled
        self._column = QVBoxLayout(self)
        self._service = ServiceField()
        self._service.changed.connect(self._on_service)
        self._fields = form_fields(self._service)
        self._first = stacked(self._fields.values())
        self._number = NumberFields()
        self._number.resized.connect(self._fit)
        self._fields |= {"number": self._number.choice, "line": self._number.typed}
        self._steps = PlainLabel("hint", width=INNER)
        self._fields["invite"].setHidden(enrolled)
        self._warning = PlainLabel("hint", lines=5, width=INNER)
        self._asked_each_time = "" if secrets_kept else asked_each_time()
        self._problem = ProblemPanel()
        self._problem.page_wanted.connect(self.page_wanted)
        self._cancel = QPushButton(translate("SignIn", "Close"))
        self._cancel.setAutoDefault(False)
        self._back = QPushButton(translate("SignIn", "Back"))
        self._back.setAutoDefault(False)
        self._back.clicked.connect(self._ask_first)
        self._newcomer = not enrolled
        self._submit = QPushButton()
        self._submit.setProperty("role", "primary")
        self._submit.setDefault(True)
        self._submit.clicked.connect(self._on_submit)
        self._cancel.clicked.connect(self.reject)
        self._lay_out()
        self._line_edit("invite").textChanged.connect(self._on_invite)
        self._ask_first()

    def fill(self, form: SignInForm) -> None:
        """Put known answers in."""
        self._line_edit("invite").setText(form.invite)
        self._line_edit("login").setText(form.login)
        self._line_edit("password").setText(form.password)
        self._number.fill(form.virtual_phone_number)
        self._newcomer = self._newcomer and not form.virtual_phone_number
        self._service.choose(form.call_api_url)
        self._line_edit("address").setText("" if self._service.preset else form.call_api_url)
        self._show_step()
        self._focus_first_empty()

    def show_invite(self, link: str) -> None:
        """Put an invite in; a device that has one needs no other."""
        if self._enrolled:
            return
        if self._first.isHidden():
            self._ask_first()
        self._line_edit("invite").setText(link)
        self._line_edit("invite").setCursorPosition(0)
        try:
            parse_invite(link)
        except errors.NotAnInvite as error:
            self.show_problem(error)

    def ask_number(self, which: WhichNumber) -> None:
        """All is right so far; the number to call from is still to be chosen."""
        self._first.hide()
        self._number.ask(which)
        self._show_step()

    def open_up(self) -> None:
        """Show it and put the cursor where something is missing."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._focus_first_empty()

    def set_busy(self, busy: bool) -> None:
        """The answers are being checked: nothing can be changed or sent twice."""
        for field in self._fields.values():
            field.setEnabled(not busy)
        self._submit.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._submit.setText(translate("SignIn", "Checking…") if busy else self._send_words)

    def show_problem(self, error: errors.UisError) -> None:
        """Say in words what went wrong, beside the field it is about."""
        self._clear_complaints()
        if isinstance(error, errors.SecretsUnavailable) and not self._warning.isHidden():
            return  # That is what the warning says.
        words = problem_words(error)
        text = words.line
        place = _PLACES.get(type(error))
        if isinstance(error, errors.NotAPhoneNumber):
            text = words.advice
        if place is None or not self._fields[place].isVisibleTo(self):
            self._problem.show_problem(error)
            # Enter tries again.
            self._submit.setFocus()
        else:
            self._fields[place].complain(text)
            self._fields[place].edit.setFocus()
        self._fit()

    def still_says(self, form: SignInForm) -> bool:
        """The person has changed nothing since."""
        return not self._empty_fields() and self._form() == form

    def reject(self) -> None:
        """Esc or the close button."""
        self.hide()
        self.closed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing hides it; the tray brings it back."""
        event.ignore()
        self.reject()

    def _lay_out(self) -> None:
        heading = QLabel(translate("SignIn", "Signing in"))
        heading.setObjectName("heading")
        column = self._column
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._steps)
        column.addWidget(self._first)
        column.addWidget(self._number)
        column.addWidget(self._warning)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._submit)
        column.addLayout(row)
        self.setFixedWidth(INNER + 2 * _MARGIN)

    def _ask_first(self) -> None:
        """The first step, with what was answered there before."""
        self._number.forget()
        self._first.show()
        self._show_step()
        self._on_service()

    def _show_step(self) -> None:
        """Head and foot of the step that is asked now."""
        first = not self._first.isHidden()
        self._clear_complaints()
        self._back.setHidden(first)
        self._warning.show_text(self._asked_each_time if first else "", 400)
        self._steps.show_text(step_words(first=first) if self._newcomer else "")
        self.set_busy(False)
        self._fit()

    @property
    def _send_words(self) -> str:
        first = not self._first.isHidden()
        return translate("SignIn", "Sign in") if first else translate("SignIn", "Continue")

    def _line_edit(self, name: str) -> QLineEdit:
        edit = self._fields[name].edit
        assert isinstance(edit, QLineEdit)
        return edit

    def _on_invite(self, text: str) -> None:
        """Say whose it is: a link on a page may be anybody's."""
        try:
            host = parse_invite(text).host
        except errors.NotAnInvite:
            self._fields["invite"].hint(about_invites())
        else:
            server = translate("SignIn", "Your company's server: {host}")
            self._fields["invite"].hint(server.format(host=plain(host, 80)))

    def _on_service(self) -> None:
        for name in ("login", "password"):
            self._fields[name].setHidden(self._service.through_relay)
        elsewhere = not self._service.through_relay and self._service.preset is None
        self._fields["address"].setHidden(not elsewhere)
        self._fit()

    def _fit(self) -> None:
        self._column.activate()
        self.adjustSize()

    def _on_submit(self) -> None:
        self._clear_complaints()
        empty = self._empty_fields()
        for name in empty:
            self._fields[name].complain(translate("SignIn", "Fill this in."))
        if empty:
            self._fields[empty[0]].edit.setFocus()
            self._fit()
            return
        self.submitted.emit(self._form())

    def _form(self) -> SignInForm:
        own = not self._service.through_relay
        address = self._service.preset or self._line_edit("address").text().strip()
        return SignInForm(
            invite="" if self._enrolled else self._line_edit("invite").text().strip(),
            login=self._line_edit("login").text().strip() if own else "",
            password=self._line_edit("password").text() if own else "",
            call_api_url=address if own else "",
            virtual_phone_number=self._number.text,
        )

    def _empty_fields(self) -> list[str]:
        return [
            name
            for name, field in self._fields.items()
            if field.isVisibleTo(self)
            and isinstance(field.edit, QLineEdit)
            and not field.edit.text().strip()
        ]

    def _focus_first_empty(self) -> None:
        empty = self._empty_fields()
        if empty:
            self._fields[empty[0]].edit.setFocus()

    def _clear_complaints(self) -> None:
        self._problem.show_nothing()
        for field in self._fields.values():
            field.complain("")
