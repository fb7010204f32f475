"""Contacts in vCard 2.1 to 4.0 (RFC 6350): FN or N, ORG, TEL, UID.

``X-UIS-EMPLOYEE`` names the responsible employee.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from uis_desktop.contact_files.rows import BadLine, Row
from uis_desktop.contact_files.vcard_lines import Line, lines_of, unescaped


@dataclass(slots=True)
class _Card:
    """A card that is being read; ``inside`` counts cards in it (``AGENT``)."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    inside: int = 0

    def ends_with(self, bound: str) -> bool:
        """The card is over; a card inside it may begin and end before."""
        over = bound == "END" and not self.inside
        self.inside += 1 if bound == "BEGIN" else -1
        return over

    def take(self, line: Line) -> Iterator[BadLine]:
        """Keep what the line says, or complain about it."""
        if line.name is None:
            yield BadLine(line.number, "a line without a colon", "строка без двоеточия")
        elif line.name == "TEL" and not self.inside:
            self.phones.extend(_phones(line.value))
        elif not self.inside and (value := _value(line)):
            self.values.setdefault(line.name, value)

    def row(self) -> Row:
        return Row(
            line=self.line,
            name=self.values.get("FN") or self.values.get("N", ""),
            phones="\n".join(self.phones),
            company=self.values.get("ORG", ""),
            employee=self.values.get("X-UIS-EMPLOYEE", ""),
            id=self.values.get("UID", ""),
        )


def rows_of_vcard(text: str) -> Iterator[Row | BadLine]:
    """One row for every card, and what is no card."""
    card: _Card | None = None
    for line in lines_of(text):
        bound = _bound(line)
        if card is None and bound == "BEGIN":
            card = _Card(line.number)
        elif card is None:
            yield BadLine(
                line.number,
                "outside of a card: BEGIN:VCARD is missing",
                "вне карточки: нет BEGIN:VCARD",
            )
        elif bound is None:
            yield from card.take(line)
        elif card.ends_with(bound):
            yield card.row()
            card = None
    if card is not None:
        yield BadLine(
            card.line,
            "a card without an end: END:VCARD is missing",
            "карточка без конца: нет END:VCARD",
        )


def _bound(line: Line) -> str | None:
    """BEGIN or END of a card."""
    bounds = line.name in {"BEGIN", "END"} and line.value.strip().upper() == "VCARD"
    return line.name if bounds else None


def _phones(value: str) -> Iterator[str]:
    """A number, also as the address RFC 3966 makes of it (``tel:+7…;ext=102``)."""
    number = unescaped(value.strip())
    if number[:4].lower() == "tel:":
        number = number[4:].partition(";")[0]
    if number:
        yield number


def _value(line: Line) -> str:
    match line.name:
        case "N":
            family, given, middle, *_ = [*line.parts(), "", "", ""]
            return " ".join(part for part in (family, given, middle) if part)
        case "ORG":
            return line.parts()[0]
        case _:
            return unescaped(line.value)
