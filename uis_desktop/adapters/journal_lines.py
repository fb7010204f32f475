"""Our own numbers in the journal's tables, in the order they were told in."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.adapters.journal_file import Sql
from uis_desktop.core.lines import Line
from uis_desktop.core.phone import Number


def version(sql: Sql) -> str | None:
    """Of the list that is kept."""
    ((kept,),) = sql.run("SELECT lines_version FROM standing")
    return None if kept is None else msgspec.convert(kept, str)


def keep(sql: Sql, lines: Sequence[Line], version: str) -> None:
    """Keep this list in place of the one before; belongs into one transaction."""
    sql.run("DELETE FROM line")
    sql.run_many(
        "INSERT INTO line (place, phone_number, name, areas) VALUES (?, ?, ?, ?)",
        (
            (place, line.phone_number, line.name, msgspec.json.encode(line.areas).decode())
            for place, line in enumerate(lines)
        ),
    )
    sql.run("UPDATE standing SET lines_version = ?", version)


def every(sql: Sql) -> list[Line]:
    """All of them."""
    rows = sql.run("SELECT phone_number, name, areas FROM line ORDER BY place")
    return [
        Line(
            phone_number=Number(msgspec.convert(number, str)),
            name=msgspec.convert(name, str | None),
            areas=msgspec.json.decode(msgspec.convert(areas, str), type=tuple[str, ...]),
        )
        for number, name, areas in rows
    ]
