"""The lines of a text, one after the other: to cut a large one up at once takes long."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE_ENDS = re.compile(r"\r\n|\r|\n")


def text_lines(text: str, begins: int = 0, *, keepends: bool = False) -> Iterator[str]:
    """The lines from ``begins`` on, as a file opened with ``newline=""`` has them."""
    for end in _LINE_ENDS.finditer(text, begins):
        yield text[begins : end.end() if keepends else end.start()]
        begins = end.end()
    if begins < len(text):
        yield text[begins:]
