"""Contacts out of files: CSV and vCard, every bad line named, nothing half-read.

Of the libraries for vCard none tells the line of a mistake or goes on after it,
and the one in wide use (vobject) does not know ``CHARSET``; so the few
properties a caller card needs are read here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from uis_desktop.contact_files.csv_file import rows_of_csv
from uis_desktop.contact_files.encoding import text_of_file
from uis_desktop.contact_files.rows import (
    BadLine,
    Contents,
    FileRefused,
    Row,
    Staff,
    contents_of,
)
from uis_desktop.contact_files.vcard_file import rows_of_vcard

LARGEST_FILE = 64 * 1024 * 1024


def read_contacts(name: str, content: bytes, staff: Staff, *, source: str = "file") -> Contents:
    """What a file holds; CSV and vCard are told apart by its content.

    It takes about a second for 50,000 contacts: not on an event loop.  ``source`` goes
    before the id of each contact.

    Raises:
        FileRefused: it is no file of contacts at all.
    """
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 2**20
        larger = f"larger than {megabytes} MiB: split the file"
        raise FileRefused([BadLine(1, larger, f"больше {megabytes} МиБ: разделите файл")])
    text, encoding = text_of_file(content)
    return replace(contents_of(_rows(name, text), staff, source), encoding=encoding)


def _rows(name: str, text: str) -> Iterable[Row | BadLine]:
    looks_so = text[:64].lstrip().upper().startswith("BEGIN:VCARD")
    if looks_so or name.casefold().endswith((".vcf", ".vcard")):
        return rows_of_vcard(text)
    return rows_of_csv(text)
