"""By what way a person calls: with a login at one of the brands, elsewhere, or by the relay."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from uis_desktop.ui.language import translate
from uis_desktop.ui.signing.field import Field
from uis_desktop.ui.signing.services import PRESETS, preset_of

#: Data of the choices that are no brand.
_RELAY, _OTHER = "relay", "other"


class ServiceField(Field):
    """The question "Service"."""

    def __init__(self) -> None:
        choices = QComboBox()
        super().__init__(translate("SignIn", "Service"), choices)
        self._list = choices
        self._list.setMinimumHeight(34)
        self._list.addItems(list(PRESETS))
        self._list.addItem(
            translate("SignIn", "Through the company's server, no UIS login"), _RELAY
        )
        self._list.addItem(translate("SignIn", "Other address"), _OTHER)
        self.changed = self._list.currentIndexChanged

    @property
    def preset(self) -> str | None:
        """The chosen brand's address of the Call API, or None for another one."""
        return PRESETS.get(self._list.currentText())

    @property
    def through_relay(self) -> bool:
        """The relay places the calls, with its own access to UIS."""
        return bool(self._list.currentData() == _RELAY)

    def choose(self, call_api_url: str) -> None:
        """What this address belongs to; an empty one to the relay."""
        brand = preset_of(call_api_url)
        if brand is not None:
            self._list.setCurrentText(brand)
        else:
            self._list.setCurrentIndex(self._list.findData(_OTHER if call_api_url else _RELAY))
