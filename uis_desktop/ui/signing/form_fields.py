"""The questions of the sign-in, but for the number to call from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from uis_desktop.ui.language import translate
from uis_desktop.ui.signing.field import Field


def form_fields(service: Field) -> dict[str, Field]:
    """Fields around that of the service, by what they are for, in the order of the form."""
    password = QLineEdit()
    password.setEchoMode(QLineEdit.EchoMode.Password)
    password.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    address = QLineEdit()
    address.setPlaceholderText("https://…/v4.0")
    return {
        "invite": Field(translate("SignIn", "Invite link"), QLineEdit(), about_invites()),
        "service": service,
        "address": Field(translate("SignIn", "Address of the Call API"), address),
        "login": Field(translate("SignIn", "Login"), QLineEdit()),
        "password": Field(translate("SignIn", "Password"), password),
    }


def stacked(fields: Iterable[QWidget]) -> QWidget:
    """One below the other, to be shown and hidden together."""
    together = QWidget()
    column = QVBoxLayout(together)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for field in fields:
        column.addWidget(field)
    return together


def step_words(*, first: bool) -> str:
    """Where a newcomer is."""
    if first:
        return translate("SignIn", "Step 1 of 3. Your number comes next.")
    return translate("SignIn", "Step 2 of 3. A test ring comes next.")


def asked_each_time() -> str:
    """What it means that nothing keeps the password."""
    return translate(
        "SignIn",
        "The password store is not available: password and invite will be asked at every start. "
        "They are kept while the program runs. "
        "Ask your administrator for an invite that works many times.",
    )


def about_invites() -> str:
    """What to know of an invite that is not filled in yet."""
    return translate("SignIn", "Your administrator sends it. It works once.")
