"""Numbers nobody here wants to speak with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """A number on the list, and what somebody wrote beside it."""

    id: int
    phone_number: str
    comment: str | None = None


class Blacklist:
    """The account's list, in the order in which numbers came onto it."""

    def __init__(self, phone_numbers: Iterable[str]) -> None:
        self._unwanted: dict[str, Unwanted] = {}
        self._last_id = 0
        for phone_number in phone_numbers:
            self.add(phone_number)

    def __contains__(self, phone_number: object) -> bool:
        return phone_number in self._unwanted

    @property
    def unwanted(self) -> Sequence[Unwanted]:
        """Everybody on it."""
        return tuple(self._unwanted.values())

    def add(self, phone_number: str, comment: str | None = None) -> bool:
        """Put the number on the list; False if it is there."""
        if phone_number in self._unwanted:
            return False
        self._last_id += 1
        self._unwanted[phone_number] = Unwanted(
            id=self._last_id, phone_number=phone_number, comment=comment
        )
        return True

    def remove(self, phone_number: str) -> bool:
        """Take the number off; False if it is not there."""
        return self._unwanted.pop(phone_number, None) is not None
