"""The lines of the program's log, taken apart for whoever reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: As Python's logging calls them, the least first.
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

_HEAD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (DEBUG|INFO|WARNING|ERROR|CRITICAL) ")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One record, with what belongs to it: a traceback has many lines."""

    level: str
    text: str


def log_lines(text: str) -> list[LogLine]:
    """The records of a log, as they come; what stands before the first one is left out."""
    records: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head is not None:
            records.append((head.group(1), [line]))
        elif records:
            records[-1][1].append(line)
    return [LogLine(level=level, text="\n".join(record)) for level, record in records]


def fitting(lines: Iterable[LogLine], *, least: str, typed: str) -> Sequence[LogLine]:
    """Those of at least this level that have what was typed, in any case of letters."""
    wanted = set(LEVELS[LEVELS.index(least) :])
    words = typed.casefold().split()
    return [
        line
        for line in lines
        if line.level in wanted and all(word in line.text.casefold() for word in words)
    ]
