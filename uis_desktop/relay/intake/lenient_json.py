"""JSON as badly filled templates produce it, read in one pass.

What goes wrong in the wild: quotes around a placeholder (``""79001234567""``,
``"["a","b"]"``), a placeholder UIS could not fill (bare ``{{name}}``), commas
too many or too few, unquoted words, a body that is cut off.  The reader spends
a budget proportional to the length of the text, so hostile text costs no more
than honest text.
"""

from __future__ import annotations

import json
import re

from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.strict_json import DEEPEST, NotJson, decimal, integer, object_of

_SPACE = re.compile(r"[\s﻿]*+")
_KEY = re.compile(r'"((?:[^"\\]|\\.)*+)"\s*+(?=:)', re.DOTALL)
_DOUBLED_KEY = re.compile(r'""([^"\\:]{1,256})""\s*+(?=:)')
_BARE_KEY = re.compile(r"([^:,{}\[\]\"\s][^:,{}\[\]\"\n]{0,255})(?=:)")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{[^{}\"]{0,128}\}\}")
_BARE = re.compile(r"(?:\{\{[^{}]{0,128}\}\}|[^,}\]\n\r])*+")
_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_DECIMAL = re.compile(r"-?\d+\.\d+(?:[eE][+-]?\d+)?\Z")
_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_ESCAPE_OR_QUOTE = re.compile(r'(\\.)|"', re.DOTALL)
_END_IN_OBJECT = re.compile(
    r"\s{0,64}(?:[}\]]|\Z|,\s{0,64}(?:\"|[}\]]|\Z|[\w.-]{1,64}\s{0,8}:)"
    r"|\"[^\"\\\n]{1,64}\"\s{0,8}:)"
)
_END_IN_ARRAY = re.compile(r"\s{0,64}(?:[,\]]|\Z)")
_WORDS: dict[str, object] = {
    "": None,
    "null": None,
    "None": None,
    "undefined": None,
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}
_LITERALS = frozenset({"null", "true", "false"})
#: Trying whether quotes hold an array may read the same text again.
_COST_OF_A_GUESS = 256
_COST_OF_A_QUOTE = 8


def read_lenient(text: str) -> tuple[dict[str, object], Repairs]:
    """The object in ``text``, and what had to be repaired.

    Raises:
        NotJson: there is no object in it, however generously one reads.
    """
    reader = _Reader(text)
    found = reader.document()
    return found, reader.repairs


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._budget = 16 * len(text) + 8192
        self.repairs = Repairs()
        self._note = self.repairs.note

    def document(self) -> dict[str, object]:
        start = self._text.find("{")
        if start < 0:
            raise NotJson("no object")
        if self._text[:start].strip("﻿ \t\r\n["):
            self._note(Repair.TEXT_AROUND)
        self._at = start
        found = self._object(0)
        if self._text[self._at :].strip("﻿ \t\r\n];,="):
            self._note(Repair.TEXT_AROUND)
        return found

    def _object(self, depth: int) -> dict[str, object]:
        self._at += 1
        pairs: list[tuple[str, object]] = []
        while True:
            commas = self._skip_commas()
            char = self._peek()
            if char in {"", "}"}:
                self._close(char, commas if pairs else 0)
                return object_of(pairs)
            self._between(commas, first=not pairs)
            key = self._key()
            self._expect(":")
            pairs.append((key, self._value(key, depth, _END_IN_OBJECT)))

    def _array(self, key: str, depth: int) -> list[object]:
        self._at += 1
        items: list[object] = []
        while True:
            commas = self._skip_commas()
            char = self._peek()
            if char in {"", "]"}:
                self._close(char, commas if items else 0)
                return items
            self._between(commas, first=not items)
            before = self._at
            items.append(self._value(key, depth, _END_IN_ARRAY))
            if self._at == before:
                raise NotJson("an array that does not end")

    def _close(self, char: str, commas: int) -> None:
        if commas:
            self._note(Repair.COMMA_EXTRA)
        if char:
            self._at += 1
        else:
            self._note(Repair.CUT_OFF)

    def _between(self, commas: int, *, first: bool) -> None:
        """There is one comma between two fields, and none before the first."""
        if commas > (0 if first else 1):
            self._note(Repair.COMMA_EXTRA)
        elif not commas and not first:
            self._note(Repair.COMMA_MISSING)

    def _key(self) -> str:
        match = _KEY.match(self._text, self._at)
        if match is not None:
            self._spend_to(match.end())
            return _unescaped(match.group(1))
        match = _DOUBLED_KEY.match(self._text, self._at) or _BARE_KEY.match(self._text, self._at)
        if match is None:
            raise NotJson("a name is expected")
        self._spend_to(match.end())
        name = match.group(1).strip(" \t'")
        self._note(Repair.NAME_WITHOUT_QUOTES, name)
        return name

    def _value(self, key: str, depth: int, end: re.Pattern[str]) -> object:
        if depth >= DEEPEST:
            raise NotJson(f"nested deeper than {DEEPEST}")
        self._spend(1)
        self._space()
        if (match := _PLACEHOLDER.match(self._text, self._at)) is not None:
            self._spend_to(match.end())
            self._note(Repair.LITERAL_PLACEHOLDER, match.group()[2:-2].strip())
            return match.group()
        match self._peek():
            case "{":
                return self._object(depth + 1)
            case "[":
                return self._array(key, depth + 1)
            case '"':
                return self._string(key, depth, end)
            case _:
                return self._bare(key)

    def _string(self, key: str, depth: int, end: re.Pattern[str]) -> object:
        plain = _LITERAL.match(self._text, self._at)
        if plain is not None and end.match(self._text, plain.end()):
            self._spend_to(plain.end())
            return _unescaped(plain.group()[1:-1])
        for attempt in (self._doubled, self._quoted_container):
            found = attempt(key, depth, end)
            if found is not None:
                self._note(Repair.QUOTED_PLACEHOLDERS, key)
                return found
        return self._ragged_string(key, end)

    def _doubled(self, key: str, depth: int, end: re.Pattern[str]) -> object | None:
        """``"`` + a JSON string + ``"``, the template having had quotes of its own."""
        inner = _LITERAL.match(self._text, self._at + 1)
        if inner is None or not self._closes(inner.end(), end):
            return None
        self._spend_to(inner.end() + 1)
        return _unescaped(inner.group()[1:-1])

    def _quoted_container(self, key: str, depth: int, end: re.Pattern[str]) -> object | None:
        """``"`` + a JSON array or object + ``"``."""
        start = self._at
        if self._text[start + 1 : start + 2] not in {"[", "{"}:
            return None
        self._spend(_COST_OF_A_GUESS)
        self._at = start + 1
        mark = self.repairs.mark()
        try:
            found = self._value(key, depth + 1, _END_IN_ARRAY)
        except NotJson:
            found = None
        if found is not None and self._closes(self._at, end):
            self._at += 1
            return found
        self.repairs.back_to(mark)
        self._at = start
        return None

    def _closes(self, at: int, end: re.Pattern[str]) -> bool:
        return self._text.startswith('"', at) and end.match(self._text, at + 1) is not None

    def _ragged_string(self, key: str, end: re.Pattern[str]) -> str:
        """Up to the first quote that something follows which can follow a value."""
        start = self._at + 1
        self._note(Repair.QUOTE_INSIDE, key)
        for quote in _QUOTE.finditer(self._text, start):
            self._spend(_COST_OF_A_QUOTE)
            if quote.group() == '"' and end.match(self._text, quote.end()):
                self._spend_to(quote.end())
                return _unescaped(self._text[start : quote.start()])
        self._spend_to(len(self._text))
        self._note(Repair.CUT_OFF)
        return _unescaped(self._text[start:])

    def _bare(self, key: str) -> object:
        match = _BARE.match(self._text, self._at)
        word = match.group() if match is not None else ""
        self._spend_to(self._at + len(word))
        word = word.strip()
        if _INTEGER.match(word):
            return integer(word)
        if _DECIMAL.match(word):
            return decimal(word)
        if word not in _LITERALS:
            self._note(Repair.TEXT_WITHOUT_QUOTES if word else Repair.NO_VALUE, key)
        return _WORDS.get(word, word)

    def _skip_commas(self) -> int:
        commas = 0
        self._space()
        while self._peek() == ",":
            commas += 1
            self._at += 1
            self._space()
        return commas

    def _space(self) -> None:
        match = _SPACE.match(self._text, self._at)
        if match is not None:
            self._spend_to(match.end())

    def _expect(self, char: str) -> None:
        if self._peek() != char:
            raise NotJson(f"{char} is expected")
        self._at += 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _spend_to(self, at: int) -> None:
        self._spend(at - self._at)
        self._at = at

    def _spend(self, cost: int) -> None:
        self._budget -= cost
        if self._budget < 0:
            raise NotJson("too tangled to repair")


def _unescaped(content: str) -> str:
    """What a JSON string with this content says; raw quotes in it are allowed."""
    if "\\" not in content:
        return content
    escaped = _ESCAPE_OR_QUOTE.sub(lambda match: match.group(1) or '\\"', content)
    try:
        return str(json.loads(f'"{escaped}"', strict=False))
    except ValueError:
        return content
