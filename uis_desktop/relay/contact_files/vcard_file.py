"""Contacts in vCard 2.1 to 4.0 (RFC 6350): FN or N, ORG, TEL, UID."""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from dataclasses import dataclass, field

from uis_desktop.relay.contact_files.rows import BadLine, FileRefused, Row


@dataclass(slots=True)
class _Line:
    """``NAME;PARAMETERS:VALUE``, put together again if it was folded."""

    number: int
    name: str
    parameters: list[str]
    value: str


@dataclass(slots=True)
class _Card:
    line: int
    properties: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)

    def row(self) -> Row:
        name = self.properties.get("FN") or _spoken_name(self.properties.get("N", ""))
        return Row(
            line=self.line,
            name=name,
            phones="\n".join(self.phones),
            company=self.properties.get("ORG", "").split(";")[0],
            employee=self.properties.get("X-UIS-EMPLOYEE", ""),
            id=self.properties.get("UID", ""),
        )


def rows_of_vcard(text: str) -> list[Row]:
    """One row for every card.

    Raises:
        FileRefused: a card without an end, or lines outside of cards.
    """
    rows: list[Row] = []
    card: _Card | None = None
    for line in _lines(text):
        match (line.name, line.value.strip().upper(), card):
            case ("BEGIN", "VCARD", None):
                card = _Card(line.number)
            case ("END", "VCARD", _Card() as ended):
                rows.append(ended.row())
                card = None
            case (_, _, None):
                raise FileRefused([BadLine(line.number, "outside of a card")])
            case (_, _, _Card() as current):
                _take(current, line)
    if card is not None:
        raise FileRefused([BadLine(card.line, "a card without an end")])
    return rows


def _take(card: _Card, line: _Line) -> None:
    value = _decoded(line)
    if line.name == "TEL":
        number = value.removeprefix("tel:").partition(";")[0].strip()
        if number:
            card.phones.append(number)
    elif value:
        card.properties.setdefault(line.name, value)


def _decoded(line: _Line) -> str:
    value = line.value
    if any("QUOTED-PRINTABLE" in parameter.upper() for parameter in line.parameters):
        raw = quopri.decodestring(value.encode())
        windows = any("1251" in parameter for parameter in line.parameters)
        value = raw.decode("cp1251" if windows else "utf-8", "replace")
    for escaped, char in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        value = value.replace(escaped, char)
    return value.strip()


def _lines(text: str) -> Iterator[_Line]:
    """Whole lines: a line that begins with a space goes on the one before."""
    pending: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if pending is not None and _goes_on(pending[1], line):
            soft = pending[1].endswith("=") and not line.startswith((" ", "\t"))
            before = pending[1].removesuffix("=") if soft else pending[1]
            pending = (pending[0], before + (line if soft else line[1:]))
            continue
        if pending is not None:
            yield _parsed(*pending)
        pending = (number, line) if line.strip() else None
    if pending is not None:
        yield _parsed(*pending)


def _goes_on(before: str, line: str) -> bool:
    if line.startswith((" ", "\t")):
        return True
    return before.endswith("=") and "QUOTED-PRINTABLE" in before.upper()


def _parsed(number: int, line: str) -> _Line:
    head, colon, value = line.partition(":")
    if not colon:
        raise FileRefused([BadLine(number, "a line without a colon")])
    name, *parameters = head.split(";")
    return _Line(number, name.rpartition(".")[2].strip().upper(), parameters, value)


def _spoken_name(structured: str) -> str:
    """``Иванова;Анна;Петровна;;`` as people say it."""
    family, given, middle, *_ = [*structured.split(";"), "", "", ""]
    return " ".join(part.strip() for part in (family, given, middle) if part.strip())
