"""Presses told from the repeats of a key that is held down."""

from __future__ import annotations

#: The X server lets a repeat follow the release it makes up within the same
#: millisecond; a finger takes many.
_REPEAT_MS = 2
#: The server's clock begins anew after 49 days.
_CLOCK = 2**32


class Presses:
    """Counts a key that is held down once.

    With or without detectable auto-repeat: either only presses repeat, or each
    repeat is a release and a press of the same moment.
    """

    def __init__(self) -> None:
        self._down = False
        self._released_at: int | None = None

    def press(self, at_ms: int) -> bool:
        """The key went down at this time of the server; whether it is a new press."""
        again = self._released_at is not None and (at_ms - self._released_at) % _CLOCK <= _REPEAT_MS
        new = not self._down and not again
        self._down = True
        return new

    def release(self, at_ms: int) -> None:
        """The key went up."""
        self._down = False
        self._released_at = at_ms
