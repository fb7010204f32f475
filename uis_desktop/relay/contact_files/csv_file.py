"""Contacts in CSV: a header in Russian or English, then a contact a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from uis_desktop.relay.contact_files.rows import BadLine, FileRefused, Row

_COLUMNS: Mapping[str, frozenset[str]] = {
    "phones": frozenset({"phone", "phones", "phone number", "телефон", "телефоны", "номер"}),
    "name": frozenset({"name", "full name", "имя", "фио", "контакт", "название"}),
    "company": frozenset({"company", "organization", "компания", "организация"}),
    "employee": frozenset(
        {"employee", "responsible", "responsible employee", "ответственный", "сотрудник",
         "ответственный сотрудник"}
    ),
    "id": frozenset({"id", "код"}),
}  # fmt: skip
_DELIMITERS = ";,\t"


def rows_of_csv(text: str) -> list[Row]:
    """The rows of a CSV file; empty lines are skipped.

    Raises:
        FileRefused: no header we know, or lines that are no CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return list(_rows(reader))
    except csv.Error as error:
        raise FileRefused([BadLine(max(reader.line_num, 1), str(error))]) from error


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    header = [title.strip().casefold() for title in next(reader, [])]
    places = {
        field: header.index(title) for field, titles in _COLUMNS.items() for title in titles
        if title in header
    }  # fmt: skip
    if not {"phones", "name"} <= places.keys():
        raise FileRefused([BadLine(1, "the header needs a column for phone and one for name")])
    bad: list[BadLine] = []
    line = 2
    for cells in reader:
        end = getattr(reader, "line_num", line)
        if any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                bad.append(BadLine(line, "more values than the header has columns"))
            row = {field: cells[place] for field, place in places.items() if place < len(cells)}
            yield Row(**{"name": "", "phones": "", **row}, line=line)
        line = end + 1
    if bad:
        raise FileRefused(bad)


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_DELIMITERS, key=header.count)
