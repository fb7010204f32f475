"""Why what an administrator wrote is no rule, for the console and for his page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from uis_desktop.errors import UisError

Language = Literal["ru", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the rules something stands: ``the default of line +74951234567``."""

    russian: str
    english: str

    def at(self, russian: str, english: str) -> Place:
        """A place within this one."""
        return Place(f"{self.russian}: {russian}", f"{self.english}: {english}")


class RuleRefused(UisError):
    """Says what is wrong and what to do; ``detail`` is in English."""

    def __init__(self, english: str, russian: str) -> None:
        super().__init__(english)
        self._russian = russian

    @classmethod
    def of(cls, place: Place, english: str, russian: str) -> Self:
        """Of this place in the rules."""
        return cls(f"{place.english}: {english}", f"{place.russian}: {russian}")

    def words(self, language: Language) -> str:
        """The whole sentence."""
        return self._russian if language == "ru" else self.detail
