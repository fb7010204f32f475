"""Phone numbers as people read them: every screen prints them here."""

from __future__ import annotations

from uis_desktop.core import phone
from uis_desktop.core.phone import Number, Phone
from uis_desktop.ui.language import translate
from uis_desktop.ui.plain_text import plain

_LONGEST = 40


def shown_number(number: Number | None) -> str:
    """``+7 495 123-45-67``, ``8 800 555-35-35``; empty for none.

    Cleaned as all text from outside: an older version may have kept what is no number.
    """
    return phone.pretty(plain(number, _LONGEST)) if number else ""


def shown_phone(number: Phone) -> str:
    """As it is dialled, with what is dialled behind it; it is read again as the same."""
    shown = shown_number(number.e164)
    if number.extension is None:
        return shown
    return translate("Number", "{number} ext. {extension}").format(
        number=shown, extension=number.extension
    )
