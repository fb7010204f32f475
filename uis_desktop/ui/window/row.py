"""A line of the contact window's list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.phone import Phone
from uis_desktop.ui.icons import Glyph, Ground


class RowKind(StrEnum):
    """What a row is; a section only has a title."""

    SECTION = "section"
    DIAL = "dial"
    CONTACT = "contact"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list.

    Attributes:
        key: finds the row again when the list is asked anew.
        number: what Enter dials, or None.
        colour: the theme's name for the icon's colour.
        subject: whom or what the row is about.
        nobodys: the number was looked for, and nobody has it.
        record: the link of the recording a click on its mark plays; never shown.
    """

    kind: RowKind
    key: str
    title: str
    second: str = ""
    when: str = ""
    number: Phone | None = None
    glyph: Glyph = Glyph.HANDSET
    ground: Ground = Ground.DISC
    colour: str = "accent"
    bold: bool = False
    subject: Contact | HistoryRow | None = None
    nobodys: bool = False
    record: str | None = None

    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(filter(None, (self.title, self.second, self.when)))
