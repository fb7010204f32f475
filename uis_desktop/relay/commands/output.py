"""What commands print: JSON a line for programs, plain lines for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import msgspec


def print_json(value: object) -> None:
    """One line of JSON."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Lines for people."""
    for line in lines:
        sys.stdout.write(line + "\n")


def answer(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """The one or the other."""
    if as_json:
        print_json(value)
    else:
        print_lines(lines)
