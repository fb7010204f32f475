"""Contacts out of files: CSV and vCard, every bad line named, nothing half-read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from uis_desktop.core.events import Employee
from uis_desktop.relay.contact_files.csv_file import rows_of_csv
from uis_desktop.relay.contact_files.rows import contacts_of, text_of_file
from uis_desktop.relay.contact_files.vcard_file import rows_of_vcard
from uis_desktop.wire.frames import ContactRecord


def read_contacts(file: Path, employees: Mapping[str, Employee]) -> list[ContactRecord]:
    """Every contact of a CSV or vCard file, told apart by content.

    Raises:
        FileRefused: with every bad line.
        OSError: the file cannot be read.
    """
    text = text_of_file(file.read_bytes())
    is_vcard = text.lstrip().upper().startswith("BEGIN:VCARD")
    return contacts_of(rows_of_vcard(text) if is_vcard else rows_of_csv(text), employees)
