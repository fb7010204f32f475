"""What stands around the digits when people type or paste a phone number.

Labels before it, an extension behind it, invisible characters and letters that
look like digits in it, and more than one number in one field.
"""

from __future__ import annotations

import re

#: "тел.", "раб. тел.:", "mob:" before a number.
_LABELS = re.compile(
    r"\s*(?:(?:тел|телефон|моб|мобильный|сот|сотовый|раб|рабочий|дом|домашний|факс"
    r"|tel|phone|mob|mobile|cell|fax|work|home)\b[.:\s]*|[тмрфtmpf][.:]\s*)+(?=[+(\d])",
    re.IGNORECASE,
)
#: "доб. 204", "(ext 204)", ",,204", "x204", ";ext=204", "..204" behind a number.
_EXTENSION = re.compile(
    r"\s*\(?\s*(?:доб(?:ав(?:очный)?)?\.?(?:\s*номер)?|внутр(?:енний)?\.?|вн\.?"
    r"|ext(?:ension)?\.?|;\s*ext\s*=|[,;]+|\.{2,}|…|[xхpw#*])\s*[:#№]?\s*(\d{1,7})\s*\)?\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[,;/|\n]|\bили\b|\bor\b", re.IGNORECASE)
#: "123-45-67/68": the second number differs in its last digits only.
_LAST_DIGITS = re.compile(r"(.*\d)\s*/\s*(\d{1,4})\s*", re.DOTALL)
_SHORTEST_WHOLE, _SHORTEST_WITH_TAIL = 5, 10
_LOOKALIKES = str.maketrans("оОoOзЗбlI", "000033611")
_ANY_LOOKALIKE = re.compile("[оОoOзЗбlI]")
_FEWEST_DIGITS = 5
#: Digits and plus as Chinese and Japanese programs write them.
_FULL_WIDTH = str.maketrans(
    "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff0b",
    "0123456789+",
)
#: Brackets, dots, dashes of all lengths, blanks (no-break ones, too) and what is not seen:
#: marks of writing direction come with every number copied out of some address books.
_NOISE = re.compile(
    r"[\s()\[\]./·•~_\-\u00ad\u061c\u180e\u200b-\u200f\u2010-\u2015\u202a-\u202e"
    r"\u2060-\u2069\u2212\ufe58\ufe63\uff0d\ufeff]+"
)
_SERVICE_CODE = re.compile(r"[*#][\d*#]*")


def split_extension(text: str) -> tuple[str, str | None]:
    """The number, and the digits to send after the answer."""
    match = _EXTENSION.search(text)
    if match is None or digits_in(text[: match.start()]) < 7:
        return text, None
    return text[: match.start()], match.group(1)


def without_label(text: str) -> str:
    """The text behind "тел.:" and the like."""
    label = _LABELS.match(text)
    return text if label is None else text[label.end() :]


def squeezed(text: str) -> str:
    """Digits, plus, and whatever is neither one of them nor noise."""
    text = _NOISE.sub("", text.translate(_FULL_WIDTH))
    alike = len(_ANY_LOOKALIKE.findall(text))
    # "зоо" is a word, and "8 9О3 123-45-67" is a number with a slip of the keyboard.
    enough = digits_in(text) >= max(_FEWEST_DIGITS, 2 * alike)
    return text.translate(_LOOKALIKES) if alike and enough else text


def is_service_code(text: str) -> bool:
    """Something like ``*21#``, for the phone or its exchange."""
    return _SERVICE_CODE.fullmatch(squeezed(text)) is not None


def several(text: str) -> list[str]:
    """The numbers of one field, each whole; one or none if there is no more."""
    tail = _LAST_DIGITS.fullmatch(text)
    if tail is not None and digits_in(tail[1]) >= _SHORTEST_WITH_TAIL:
        first = squeezed(tail[1])
        return [first, first[: -len(tail[2])] + tail[2]]
    return [part for part in _SEVERAL.split(text) if digits_in(part) >= _SHORTEST_WHOLE]


def digits_in(text: str) -> int:
    """How many digits there are."""
    return sum(character.isdecimal() for character in text)
