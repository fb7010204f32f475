"""JSON as badly filled templates produce it, read in one pass.

What goes wrong in the wild: quotes around a placeholder (``""79001234567""``,
``"["a","b"]"``), a placeholder UIS could not fill (bare ``{{name}}``), commas
too many or too few, typographic or single quotes, unquoted words, several objects,
a body that is cut off.  The reader spends a budget proportional to the length of
the text, so hostile text costs no more than honest text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from uis_desktop.relay.intake import lenient_patterns as patterns
from uis_desktop.relay.intake.repairs import Repair, Repairs
from uis_desktop.relay.intake.strict_json import DEEPEST, NotJson, decimal, integer, object_of

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
        #: Quotes that open and that nothing closes from here on.
        self._unclosed: set[str] = set()
        self.repairs = Repairs()
        self._note = self.repairs.note

    def document(self) -> dict[str, object]:
        start = self._text.find("{")
        if start < 0:
            raise NotJson("no object")
        if self._text[:start].strip("\ufeff \t\r\n["):
            self._note(Repair.TEXT_AROUND)
        self._at = start
        found = self._object(0)
        more = list(self._more_objects())
        if self._text[self._at :].strip("\ufeff \t\r\n];,="):
            self._note(Repair.TEXT_AROUND)
        return object_of([*found.items(), *more]) if more else found

    def _more_objects(self) -> Iterator[tuple[str, object]]:
        """What stands in objects behind the first: a template pasted twice, or cut in two."""
        while self._next_object():
            mark = self.repairs.mark()
            self._note(Repair.SEVERAL_OBJECTS)
            start = self._at
            try:
                found = self._object(0)
            except NotJson:
                self.repairs.back_to(mark)
                self._at = start
                return
            yield from found.items()

    def _next_object(self) -> bool:
        self._space()
        match = patterns.BETWEEN_OBJECTS.match(self._text, self._at)
        if match is None:
            return False
        self._spend_to(match.end() - 1)
        return True

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
            self._at += 1
            pairs.append((key, self._value(key, depth, patterns.END_IN_OBJECT)))

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
            items.append(self._value(key, depth, patterns.END_IN_ARRAY))
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
        """The name of a field; a colon comes next, or it would be none."""
        match = patterns.KEY.match(self._text, self._at)
        if match is not None:
            self._spend_to(match.end())
            return patterns.unescaped(match.group(1))
        match = patterns.OTHER_KEY.match(self._text, self._at)
        repair = Repair.OTHER_QUOTES
        if match is None:
            match = patterns.DOUBLED_KEY.match(self._text, self._at)
            match = match or patterns.BARE_KEY.match(self._text, self._at)
            repair = Repair.NAME_WITHOUT_QUOTES
        if match is None:
            raise NotJson("a name is expected")
        self._spend_to(match.end())
        name = match.group(1).strip(" \t'")
        self._note(repair, name)
        return name

    def _value(self, key: str, depth: int, end: re.Pattern[str]) -> object:
        if depth >= DEEPEST:
            raise NotJson(f"nested deeper than {DEEPEST}")
        self._spend(1)
        self._space()
        if (match := patterns.PLACEHOLDER.match(self._text, self._at)) is not None:
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
            case quote if quote in patterns.CLOSING:
                return self._other_string(quote, key, end)
            case _:
                return self._bare(key)

    def _string(self, key: str, depth: int, end: re.Pattern[str]) -> object:
        plain = patterns.LITERAL.match(self._text, self._at)
        if plain is not None and end.match(self._text, plain.end()):
            self._spend_to(plain.end())
            return patterns.unescaped(plain.group()[1:-1])
        for attempt in (self._doubled, self._quoted_container):
            found = attempt(key, depth, end)
            if found is not None:
                self._note(Repair.QUOTED_PLACEHOLDERS, key)
                return found
        return self._ragged_string(key, end)

    def _doubled(self, key: str, depth: int, end: re.Pattern[str]) -> object | None:
        """``"`` + a JSON string + ``"``, the template having had quotes of its own."""
        inner = patterns.LITERAL.match(self._text, self._at + 1)
        if inner is None or not self._closes(inner.end(), end):
            return None
        self._spend_to(inner.end() + 1)
        return patterns.unescaped(inner.group()[1:-1])

    def _quoted_container(self, key: str, depth: int, end: re.Pattern[str]) -> object | None:
        """``"`` + a JSON array or object + ``"``."""
        start = self._at
        if self._text[start + 1 : start + 2] not in {"[", "{"}:
            return None
        self._spend(_COST_OF_A_GUESS)
        self._at = start + 1
        mark = self.repairs.mark()
        try:
            found = self._value(key, depth + 1, patterns.END_IN_ARRAY)
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
        for quote in patterns.QUOTE.finditer(self._text, start):
            self._spend(_COST_OF_A_QUOTE)
            if quote.group() == '"' and end.match(self._text, quote.end()):
                self._spend_to(quote.end())
                return patterns.unescaped(self._text[start : quote.start()])
        self._spend_to(len(self._text))
        self._note(Repair.CUT_OFF)
        return patterns.unescaped(self._text[start:])

    def _other_string(self, quote: str, key: str, end: re.Pattern[str]) -> object:
        """A text in quotes that are not JSON's; without an end it has none."""
        start = self._at + 1
        closing = patterns.CLOSING[quote]
        for at in closing.finditer(self._text, start) if quote not in self._unclosed else ():
            self._spend(_COST_OF_A_QUOTE)
            if end.match(self._text, at.end()):
                self._spend_to(at.end())
                self._note(Repair.OTHER_QUOTES, key)
                return patterns.unescaped(self._text[start : at.start()].replace("\\'", "'"))
        self._unclosed.add(quote)
        return self._bare(key)

    def _bare(self, key: str) -> object:
        start = self._at
        self._spend_to(self._behind(patterns.BARE))
        word = self._text[start : self._at].strip()
        if patterns.INTEGER.match(word):
            return integer(word)
        if patterns.DECIMAL.match(word):
            return decimal(word)
        if word not in _LITERALS:
            self._note(Repair.TEXT_WITHOUT_QUOTES if word else Repair.NO_VALUE, key)
        return _WORDS.get(word, word)

    def _skip_commas(self) -> int:
        commas = 0
        self._space()
        while self._peek() in {",", ";"}:
            commas += 1
            self._at += 1
            self._space()
        return commas

    def _space(self) -> None:
        self._spend_to(self._behind(patterns.SPACE))

    def _behind(self, pattern: re.Pattern[str]) -> int:
        """Where the reader is after this pattern; where it is now if there is none."""
        match = pattern.match(self._text, self._at)
        return self._at if match is None else match.end()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _spend_to(self, at: int) -> None:
        self._spend(at - self._at)
        self._at = at

    def _spend(self, cost: int) -> None:
        self._budget -= cost
        if self._budget < 0:
            raise NotJson("too tangled to repair")
