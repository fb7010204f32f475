"""A table as Excel opens it in Russia: UTF-8 with its mark, semicolons, harmless cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

#: Without it Excel takes the file for the system's old code page.
MARK = b"\xef\xbb\xbf"
#: A cell of Excel holds 32,767 characters; the rest would spill into rows of its own.
_LONGEST = 32_000
#: A cell that begins so would be run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of the table, to be written behind :data:`MARK`.

    A cell a spreadsheet would take for a formula gets an apostrophe in front,
    and one that is longer than a cell may be is cut.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    """Formula or not is judged as spreadsheets do, behind leading blanks."""
    cell = cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…"
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell
