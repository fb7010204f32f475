"""The text of a note, as it can be kept."""

from __future__ import annotations

#: Characters of one note; a page of a book has a third of it.
LONGEST_NOTE = 10_000


def kept_text(typed: str) -> str:
    """What is kept of what was typed: no more than fits, and nothing no file can hold.

    Half a surrogate pair (pasted from a broken program) becomes a question mark.
    """
    whole = typed[:LONGEST_NOTE].replace("\0", "")
    return whole.encode("utf-8", "replace").decode()
