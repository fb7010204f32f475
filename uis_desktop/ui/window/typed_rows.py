"""The offers to call what was typed."""

from __future__ import annotations

from collections.abc import Collection

from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.phone_readings import readings
from uis_desktop.ui.language import translate
from uis_desktop.ui.regions import region_words
from uis_desktop.ui.shown_numbers import shown_phone
from uis_desktop.ui.window.row import Row, RowKind


def dial_rows(
    typed: str, *, home: Number | None = None, extensions: Collection[str | None] = ()
) -> list[Row]:
    """One for each number that may be meant; none if it does not read as a number.

    ``home`` is a number of ours, whose area code may have been left out; ``extensions``
    are those of colleagues that were found.
    """
    meant = readings(typed, home)
    rows = []
    for place, number in enumerate(meant):
        certain = len(meant) == 1 and number.raw == typed
        words = _second(number, certain=certain, known=number.digits in extensions)
        rows.append(
            Row(
                kind=RowKind.DIAL,
                key=f"dial:{place}" if place else "dial",
                title=translate("Rows", "Call {number}").format(number=shown_phone(number)),
                second=words,
                number=number,
            )
        )
    return rows


def _second(number: Phone, *, certain: bool, known: bool) -> str:
    if number.emergency and not known:
        return translate("Rows", "Not by UIS: call 112 from a mobile phone")
    if number.internal:
        return translate("Rows", "Extension · press Enter")
    if not number.e164.startswith("+7"):
        abroad = translate("Rows", "Abroad · only if your company allows it")
        return " · ".join(filter(None, (region_words(number.e164), abroad)))
    if not certain:
        return translate("Rows", "Is this number meant? Press Enter")
    return translate("Rows", "Press Enter")
