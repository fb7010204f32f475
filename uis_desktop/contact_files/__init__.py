"""Contacts out of files: CSV and vCard, every bad line named, nothing half-read.

Of the libraries for vCard none tells the line of a mistake or goes on after it,
and the one in wide use (vobject) does not know ``CHARSET``; so the few
properties a caller card needs are read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uis_desktop.contact_files.csv_file import rows_of_csv
from uis_desktop.contact_files.encoding import text_of_file
from uis_desktop.contact_files.rows import (
    BadLine,
    Contents,
    FileRefused,
    Gathering,
    Row,
    Staff,
)
from uis_desktop.contact_files.vcard_file import rows_of_vcard

LARGEST_FILE = 64 * 1024 * 1024


class Reading:
    """Reads a file row by row: 100,000 contacts take seconds, and others may work between.

    CSV and vCard are told apart by the content.
    """

    def __init__(self, name: str, content: bytes, staff: Staff, source: str) -> None:
        """``source`` goes before the id of each contact.

        Raises:
            FileRefused: it is no text, or too long.
        """
        if len(content) > LARGEST_FILE:
            megabytes = LARGEST_FILE // 2**20
            larger = f"larger than {megabytes} MiB: split the file"
            raise FileRefused([BadLine(1, larger, f"больше {megabytes} МиБ: разделите файл")])
        self._name = name
        self._text, self._encoding = text_of_file(content)
        self._gathering = Gathering(staff, source)

    def rows(self) -> Iterator[None]:
        """Read to the end, with a stop behind each row.

        Raises:
            FileRefused: it is no file of contacts at all.
        """
        for row in _rows(self._name, self._text):
            self._gathering.take(row)
            yield

    def contents(self) -> Contents:
        """What was read."""
        return self._gathering.contents(self._encoding)


def read_contacts(name: str, content: bytes, staff: Staff, *, source: str = "file") -> Contents:
    """What a file holds, read in one go; see :class:`Reading`.

    Raises:
        FileRefused: it is no file of contacts at all.
    """
    reading = Reading(name, content, staff, source)
    for _ in reading.rows():
        pass
    return reading.contents()


def _rows(name: str, text: str) -> Iterable[Row | BadLine]:
    looks_so = text[:64].lstrip().upper().startswith("BEGIN:VCARD")
    if looks_so or name.casefold().endswith((".vcf", ".vcard")):
        return rows_of_vcard(text)
    return rows_of_csv(text)
