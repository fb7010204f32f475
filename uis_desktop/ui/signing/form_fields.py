"""The questions of the sign-in, but for the number to call from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from uis_desktop.ui.language import translate
from uis_desktop.ui.signing.field import Field
from uis_desktop.ui.signing.services import PRESETS

#: Data of the choices of "Service" that are no brand.
RELAY, OTHER = "relay", "other"


def form_fields() -> dict[str, Field]:
    """New fields, by what they are for, in the order of the form."""
    service = QComboBox()
    service.setMinimumHeight(34)
    service.addItems(list(PRESETS))
    service.addItem(translate("SignIn", "Through the company's server, no UIS login"), RELAY)
    service.addItem(translate("SignIn", "Other address"), OTHER)
    password = QLineEdit()
    password.setEchoMode(QLineEdit.EchoMode.Password)
    password.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    address = QLineEdit()
    address.setPlaceholderText("https://…/v4.0")
    return {
        "invite": Field(translate("SignIn", "Invite link"), QLineEdit(), about_invites()),
        "service": Field(translate("SignIn", "Service"), service),
        "address": Field(translate("SignIn", "Address of the Call API"), address),
        "login": Field(translate("SignIn", "Login"), QLineEdit()),
        "password": Field(translate("SignIn", "Password"), password),
    }


def about_invites() -> str:
    """What to know of an invite that is not filled in yet."""
    return translate("SignIn", "Your administrator sends it. It works once.")
