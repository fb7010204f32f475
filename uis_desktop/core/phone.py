"""A phone number: read it, compare it, print it.

Rules for Russia first, the phonenumbers library (a port of Google's
libphonenumber, pure code and data) for the rest of the world.  Above the
adapters a phone number is a :class:`Phone`, never a bare string of digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from uis_desktop.errors import NotAPhoneNumber

_REGION = "RU"
_MAX_TYPED = 64
#: "доб. 204", "ext 204", ",,204", "x204", ";ext=204" behind a number.
_EXTENSION = re.compile(
    r"\s*(?:доб(?:ав(?:очный)?)?\.?|ext\.?|extension|вн\.?|;\s*ext\s*=|,+|x|#)\s*[:#]?\s*(\d{1,7})\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[,;/]|\bили\b|\bor\b")
_LOOKALIKES = str.maketrans("оОoOзЗ", "000033")
#: What a mobile or city number of Russia or Kazakhstan is in E.164; the library, which
#: takes much longer, says the same of every such number (tests/core/test_phone.py).
_E164_OF_ZONE_7 = re.compile(r"\+7[3-79]\d{9}", re.ASCII)
#: Brackets, dots, dashes of all lengths, blanks and invisible characters.
_NOISE = re.compile(r"[\s()\[\].\-\u2010-\u2015\u2060\u200b\ufeff]+")


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
    def e164(self) -> str:
        """With ``+``; an internal number stays as it is."""
        return self.digits if self.internal else f"+{self.digits}"

    @property
    def dtmf_string(self) -> str | None:
        """The extension as ``start.employee_call`` wants it: two pauses, then digits."""
        return f"..{self.extension}" if self.extension else None

    def pretty(self) -> str:
        """As people read it: ``+7 495 123-45-67``, ``8 800 555-35-35``."""
        shown = pretty(self.e164)
        return f"{shown} доб. {self.extension}" if self.extension else shown


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
    text, extension = _split_extension(text)
    if len([part for part in _SEVERAL.split(text) if len(_digits(part)) >= 5]) > 1:
        raise NotAPhoneNumber("several")
    text = _NOISE.sub("", text.translate(_LOOKALIKES))
    plus, digits = text.startswith("+"), text.removeprefix("+")
    if not digits.isascii() or not digits.isdecimal():
        raise NotAPhoneNumber("letters")
    if not plus and 2 <= len(digits) <= 6:
        return Phone(digits, internal=True, extension=extension, raw=raw)
    return Phone(_national(digits, plus=plus), extension=extension, raw=raw)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _split_extension(text: str) -> tuple[str, str | None]:
    match = _EXTENSION.search(text)
    if match is None or sum(c.isdigit() for c in text[: match.start()]) < 7:
        return text, None
    return text[: match.start()], match.group(1)


def _national(digits: str, *, plus: bool) -> str:
    """E.164 digits of a public number.

    Raises:
        NotAPhoneNumber: too short, too long, or no such number can exist.
    """
    if not plus and digits.startswith("810") and len(digits) > 11:
        digits, plus = digits.removeprefix("810"), True
    elif not plus and digits.startswith("00") and len(digits) > 11:
        digits, plus = digits.removeprefix("00"), True
    elif not plus and len(digits) == 11 and digits[0] in "78":
        digits, plus = "7" + digits[1:], True
    if len(digits) < 7:
        raise NotAPhoneNumber("too_short")
    try:
        number = phonenumbers.parse(f"+{digits}" if plus else digits, _REGION)
    except phonenumbers.NumberParseException as error:
        raise NotAPhoneNumber("too_long" if len(digits) > 15 else "not_valid") from error
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise NotAPhoneNumber("too_long" if len(digits) > 15 else "not_valid")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")


def key(text: str | None) -> str | None:
    """The comparable form of a number from anywhere (E.164 with ``+``), or None.

    None for nothing, a hidden caller ("anonymous", "0000") and what is no
    number.  A short number is itself.
    """
    if not text:
        return None
    if _E164_OF_ZONE_7.fullmatch(text):
        return text
    try:
        phone = parse(text)
    except NotAPhoneNumber:
        return None
    if not phone.digits.strip("0"):
        return None
    return phone.e164


def country(e164: str) -> str | None:
    """The two letters (ISO 3166) of the country a public number is of, if that is certain."""
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return None
    code = phonenumbers.region_code_for_number(number)
    return code if code is not None and code.isalpha() else None


def pretty(e164: str) -> str:
    """Print a number kept as E.164 with ``+``; anything else comes back as it is."""
    if re.fullmatch(r"\+7800\d{7}", e164):
        return f"8 {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    if re.fullmatch(r"\+7\d{10}", e164):
        return f"+7 {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    if not e164.startswith("+"):
        return e164
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
