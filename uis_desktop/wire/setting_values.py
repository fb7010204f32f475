"""The value of one setting as JSON: in the settings file, and wherever else one is told."""

from __future__ import annotations

import msgspec

from uis_desktop.core.settings_catalogue import Setting


def read_value(setting: Setting, text: bytes | msgspec.Raw) -> object:
    """A value of the setting's type that makes sense.

    Raises:
        ValueError: it is of no use, and the words say why.
    """
    try:
        value: object = msgspec.json.decode(text, type=setting.type)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not setting.fits(value):
        raise ValueError(f"only {setting.allowed}")
    return value


def write_value(value: object) -> msgspec.Raw:
    """The value as JSON."""
    return msgspec.Raw(msgspec.json.encode(value))
