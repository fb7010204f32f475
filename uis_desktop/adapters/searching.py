"""What a few typed letters or digits mean: a search in names and numbers.

Case and ё/е are forgiven; a number is found by any part of it in any notation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from uis_desktop.core.history import HistoryRow

_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 200
_MOST_WORDS = 8


def fold(text: str) -> str:
    """The comparable form of a text: its words in lower case, one space between."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(_WORDS.findall(plain))


def digits_of(number: str) -> str:
    """The digits of a number in any notation; a Russian 8 in front becomes 7."""
    if number.startswith("+") and number.isascii() and number[1:].isdecimal():
        # Nearly all that are kept.
        return number[1:]
    digits = "".join(c for c in number if c.isascii() and c.isdecimal())
    if len(digits) == 11 and digits.startswith("8") and not number.strip().startswith("+"):
        return "7" + digits[1:]
    return digits


def all_digits(numbers: Iterable[str]) -> str:
    """Several numbers as one searchable text; a match never spans two of them."""
    return " ".join(filter(None, map(digits_of, numbers)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing a hit must have.

    Attributes:
        words: every one begins a word of the text.
        numbers: or else: one of these is a part of a phone number.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()

    def fits(self, *, words: str, numbers: str) -> bool:
        """Whether a folded text and searchable numbers have it."""
        spaced = f" {words}"
        if all(f" {word}" in spaced for word in self.words):
            return True
        return any(part in numbers for part in self.numbers)


def wanted(search: str) -> tuple[Wanted, ...]:
    """Take a search apart; a hit must have every part.  Empty for no search.

    Without a letter everything typed is one number: ``8 (900) 12`` looks for
    ``890012`` and ``790012``.
    """
    words = fold(search[:_LONGEST]).split()[:_MOST_WORDS]
    if words and all(word.isdecimal() for word in words):
        digits = "".join(c for c in "".join(words) if c.isascii())
        return (Wanted(tuple(words), _notations(digits)),)
    return tuple(Wanted((word,), _notations(word) if _is_digits(word) else ()) for word in words)


def _is_digits(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _notations(digits: str) -> tuple[str, ...]:
    """As typed, and with the international prefix in place of a Russian 8."""
    if not digits:
        return ()
    return (digits, "7" + digits[1:]) if digits.startswith("8") and len(digits) > 1 else (digits,)


def words_of(call: HistoryRow, note: str) -> str:
    """The searchable words of a call: who, which scenario, what was told and noted."""
    told = (parameter.value for parameter in call.parameters)
    texts = (call.contact_full_name, call.company, call.scenario_name, call.employee_name, note)
    return fold(" ".join(filter(None, (*texts, *told))))


def numbers_of(call: HistoryRow) -> str:
    """The searchable numbers of a call: his and our line."""
    return all_digits(filter(None, (call.contact_phone_number, call.virtual_phone_number)))
