"""What was sent, answered and heard in one round: moments in, milliseconds out."""

from __future__ import annotations

from collections.abc import Hashable


class Tally:
    """The books of one round.

    A sender has one notification on its way at a time; a frame is paired with its
    notification by number.  What comes of an earlier round is not counted.

    Attributes:
        delays: from sending to each frame, in ms.
        waits: from sending to each answer, in ms.
        expected: frames that have not come yet.
        last: the moment of the last answer or frame.
    """

    def __init__(self) -> None:
        self._asked: dict[Hashable, int] = {}
        self._sent: dict[int, int] = {}
        self.delays: list[float] = []
        self.waits: list[float] = []
        self.refused = 0
        self.expected = 0
        self.last = 0

    @property
    def outstanding(self) -> int:
        """Notifications without an answer."""
        return len(self._asked)

    @property
    def complete(self) -> bool:
        """Everything is answered, and everything that was stored has been heard."""
        return not self._asked and self.expected <= 0

    def sent(self, sender: Hashable, number: int, now: int, *, listeners: int = 1) -> None:
        """``sender`` has written a notification that so many are to hear of."""
        self._asked[sender] = self._sent[number] = now
        self.expected += listeners

    def answered(self, sender: Hashable, now: int, *, stored: bool) -> bool:
        """There is an answer, or there will be none; False if none was waited for."""
        asked = self._asked.pop(sender, None)
        if asked is None:
            return False
        self.last = now
        self.waits.append((now - asked) / 1e6)
        if not stored:
            self.refused += 1
            self.expected -= 1
        return True

    def heard(self, number: int, now: int) -> None:
        """A frame has been read."""
        sent = self._sent.get(number)
        if sent is not None:
            self.last = now
            self.delays.append((now - sent) / 1e6)
            self.expected -= 1
