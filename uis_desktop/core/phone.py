"""A phone number: read it, compare it, print it.

Rules for Russia first, the phonenumbers library (a port of Google's
libphonenumber, pure code and data) for the rest of the world.  What a person typed is
text until :func:`parse` has read it as a :class:`Phone`; what is kept and compared is
a :data:`Number`.  Above the adapters a phone number is one of the two, never a bare string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

from uis_desktop.core import phone_text
from uis_desktop.core.number_library import library
from uis_desktop.errors import NotAPhoneNumber

REGION = "RU"
_MAX_TYPED = 64
#: Where help is called; Russia's numbers, old and new.
_EMERGENCY = frozenset({"01", "02", "03", "04", "101", "102", "103", "104", "112"})
#: No country has the code 8: whoever writes "+8 (495) …" means +7.
_PLUS_EIGHT = re.compile(r"\+\s*8\D\D*[3489]")
#: What a mobile or city number of Russia or Kazakhstan is in E.164; the library, which
#: takes much longer, says the same of every such number (tests/core/test_phone.py).
_E164_OF_ZONE_7 = re.compile(r"\+7[3-79]\d{9}", re.ASCII)
#: Behind the 8 of calls within Russia nothing begins with 0, 1 or 2 (a caller's id may).
_NOBODY_BEHIND_8 = re.compile(r"8[0-2]\d{9}", re.ASCII)
#: As numbers are kept; a short one of UIS's (a SIP line) may have more than six digits.
_KEPT = re.compile(r"\+\d{7,15}|\d{2,9}", re.ASCII)

#: A number as it is kept and compared: E.164 with ``+``, or a short number of the company
#: as it is.  A type of its own for the checker, and nothing but its text at run time.
Number = NewType("Number", str)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be dialled.

    Attributes:
        digits: as the Call API wants it: E.164 without ``+``; for an internal
            number the short number as it is, leading zeros kept.
        internal: it is a short number of the company (2 to 6 digits).
        extension: digits to send after the answer, or None.
        raw: what was typed, unchanged.
    """

    digits: str
    internal: bool = False
    extension: str | None = None
    raw: str = ""

    @property
    def e164(self) -> Number:
        """With ``+``; an internal number stays as it is."""
        return Number(self.digits if self.internal else f"+{self.digits}")

    @property
    def emergency(self) -> bool:
        """Help is called there; UIS is no emergency route."""
        return self.internal and self.digits in _EMERGENCY

    @property
    def typed(self) -> str:
        """A text that :func:`parse` reads as this number."""
        return f"{self.e164},,{self.extension}" if self.extension else self.e164

    @property
    def dtmf_string(self) -> str | None:
        """The extension as ``start.employee_call`` wants it: two pauses, then digits."""
        return f"..{self.extension}" if self.extension else None


def parse(text: str) -> Phone:
    """Read what a person typed or pasted.

    Raises:
        NotAPhoneNumber: with a reason the screen has words for.
    """
    raw = text
    text = text.strip()
    if not text:
        raise NotAPhoneNumber("empty")
    if len(text) > _MAX_TYPED:
        raise NotAPhoneNumber("too_long")
    if phone_text.is_service_code(text):
        raise NotAPhoneNumber("service_code")
    text, extension = phone_text.split_extension(phone_text.without_label(text))
    if len(phone_text.several(text)) > 1:
        raise NotAPhoneNumber("several")
    if _PLUS_EIGHT.match(text):
        raise NotAPhoneNumber("plus_eight")
    text = phone_text.squeezed(text)
    plus, digits = text.startswith("+"), text.removeprefix("+")
    if not digits.isascii() or not digits.isdecimal():
        raise NotAPhoneNumber("letters")
    if not plus and 2 <= len(digits) <= 6:
        return Phone(digits, internal=True, extension=extension, raw=raw)
    return Phone(_national(digits, plus=plus), extension=extension, raw=raw)


def _national(digits: str, *, plus: bool) -> str:
    """E.164 digits of a public number.

    Raises:
        NotAPhoneNumber: too short, too long, or no such number can exist.
    """
    if not plus and _NOBODY_BEHIND_8.fullmatch(digits):
        raise NotAPhoneNumber("not_valid")
    digits, plus = _without_prefix(digits, plus=plus)
    if len(digits) < 7:
        raise NotAPhoneNumber("too_short")
    phonenumbers = library()
    try:
        number = phonenumbers.parse(f"+{digits}" if plus else digits, REGION)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber("too_long" if len(digits) > 15 else "not_valid") from error
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise NotAPhoneNumber("too_long" if len(digits) > 15 else "not_valid")
    e164: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164.removeprefix("+")


def _without_prefix(digits: str, *, plus: bool) -> tuple[str, bool]:
    """Without what is dialled before a number in Russia; True if a country code is left."""
    if plus:
        # "+7 (8 495) 123-45-67": the 8 of calls within the country was kept.
        kept = len(digits) == 12 and digits.startswith("78")
        return ("7" + digits[2:] if kept else digits), True
    for prefix in ("810", "00"):
        if digits.startswith(prefix) and len(digits) > 11:
            return digits.removeprefix(prefix), True
    if len(digits) == 11 and digits[0] in "78":
        return "7" + digits[1:], True
    return digits, False


def read(text: str) -> Phone | None:
    """As :func:`parse`; None for what is no number."""
    try:
        return parse(text)
    except NotAPhoneNumber:
        return None


def dialled(number: Number) -> Phone:
    """What is dialled to reach a number that was kept."""
    return Phone(number.removeprefix("+"), internal=not number.startswith("+"), raw=number)


def kept(text: str | None) -> Number | None:
    """A text that has the form numbers are kept in, as one; None for all others.

    For the doors: what comes in that ought to be a number already is not read anew.
    """
    return Number(text) if text and _KEPT.fullmatch(text) else None


def key(text: str | None) -> Number | None:
    """The comparable form of a number from anywhere (E.164 with ``+``), or None.

    None for nothing, a hidden caller ("anonymous", "0000") and what is no
    number.  A short number is itself.  "+8 (495) …" is taken for +7.
    """
    if not text:
        return None
    if _E164_OF_ZONE_7.fullmatch(text):
        return Number(text)
    try:
        phone = parse(text)
    except NotAPhoneNumber as error:
        return key(plus_seven(text)) if error.reason == "plus_eight" else None
    if not phone.digits.strip("0"):
        return None
    return phone.e164


def plus_seven(text: str) -> str:
    """What was written with +8, with +7."""
    return re.sub(r"\+\s*8", "+7", text, count=1)


def is_assigned(e164: Number) -> bool:
    """Somebody may have this number (E.164 with ``+``): its range is given out."""
    phonenumbers = library()
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(e164, None)))
    except phonenumbers.NumberParseException:
        return False


def country(e164: Number) -> str | None:
    """The two letters (ISO 3166) of the country a public number is of, if that is certain."""
    phonenumbers = library()
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return None
    code: str | None = phonenumbers.region_code_for_number(number)
    return code if code is not None and code.isalpha() else None


def pretty(e164: str) -> str:
    """As people read it: ``+7 495 123-45-67``, ``8 800 555-35-35``; what is no E.164 as it is."""
    if re.fullmatch(r"\+7800\d{7}", e164):
        return f"8 {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    if re.fullmatch(r"\+7\d{10}", e164):
        return f"+7 {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    if not e164.startswith("+"):
        return e164
    phonenumbers = library()
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    shown: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return shown
