"""Contacts out of files: CSV and vCard, every bad line named, nothing half-read.

Of the libraries for vCard none tells the line of a mistake or goes on after it,
and the one in wide use (vobject) does not know ``CHARSET``; so the few
properties a caller card needs are read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from uis_desktop.core.events import Employee
from uis_desktop.relay.contact_files.csv_file import rows_of_csv
from uis_desktop.relay.contact_files.encoding import text_of_file
from uis_desktop.relay.contact_files.rows import BadLine, Contents, FileRefused, Row, contents_of
from uis_desktop.relay.contact_files.vcard_file import rows_of_vcard
from uis_desktop.wire.frames import ContactRecord

LARGEST_FILE = 64 * 1024 * 1024


def read_contacts(file: Path, employees: Mapping[str, Employee]) -> list[ContactRecord]:
    """Every contact of a CSV or vCard file; see :func:`read_contacts_bytes`.

    Raises:
        FileRefused, OSError
    """
    return read_contacts_bytes(file.name, _bytes_of(file), employees)


def read_contacts_bytes(
    name: str, content: bytes, employees: Mapping[str, Employee]
) -> list[ContactRecord]:
    """Every contact of a file's content; CSV and vCard are told apart by it.

    It takes about a second for 50,000 contacts: not on an event loop.

    Raises:
        FileRefused: with every bad line.
    """
    return contents_of(_rows(name, content), employees).all()


def read_good_contacts(file: Path, employees: Mapping[str, Employee]) -> Contents:
    """The contacts of a file that can be used, and what is wrong with the others.

    Raises:
        FileRefused: no line can be used.
        OSError: the file cannot be read.
    """
    contents = contents_of(_rows(file.name, _bytes_of(file)), employees)
    return contents if contents.contacts else Contents(contents.all(), contents.bad)


def _bytes_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE + 1)


def _rows(name: str, content: bytes) -> Iterable[Row | BadLine]:
    if len(content) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 2**20
        larger = f"larger than {megabytes} MiB: split the file"
        raise FileRefused([BadLine(1, larger, f"больше {megabytes} МиБ: разделите файл")])
    text = text_of_file(content)
    looks_so = text[:64].lstrip().upper().startswith("BEGIN:VCARD")
    if looks_so or name.casefold().endswith((".vcf", ".vcard")):
        return rows_of_vcard(text)
    return rows_of_csv(text)
