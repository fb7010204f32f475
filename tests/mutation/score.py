"""How many changes of the rules the tests have noticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: What becomes of a change: a test failed; none did; none reaches it.  A negative one is
#: the signal that ended a test that did not end by itself, which is noticing, too.
NOTICED, UNNOTICED, NO_TESTS = 1, 0, 33


@dataclass(frozen=True, slots=True)
class Score:
    """What became of some mutants.

    Attributes:
        tried: how many.
        unnoticed: the names of those all tests passed with, and those no test reaches.
    """

    part: str
    tried: int = 0
    unnoticed: tuple[str, ...] = ()

    @property
    def per_cent(self) -> float:
        """How many of a hundred were noticed; 0 if none was tried."""
        return 100 * (self.tried - len(self.unnoticed)) / self.tried if self.tried else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.part, self.tried + other.tried, (*self.unnoticed, *other.unnoticed))

    def __str__(self) -> str:
        noticed = self.tried - len(self.unnoticed)
        return f"{self.per_cent:5.1f} %  {noticed:5} of {self.tried:5}  {self.part}"


def module_of(name: str) -> str:
    """``uis_desktop.core.phone`` of a change in it."""
    return name.rpartition(".")[0]


def room_of(name: str) -> str:
    """``uis_desktop.core`` of a change in one of its modules."""
    return module_of(name).rpartition(".")[0]


def scores(results: Mapping[str, int], part_of: Callable[[str], str]) -> list[Score]:
    """The score of each part, the lowest first; ``results`` is what became of each change."""
    found: dict[str, Score] = {}
    for name, code in sorted(results.items()):
        part = part_of(name)
        unnoticed = (name,) if code in {UNNOTICED, NO_TESTS} else ()
        found[part] = found.get(part, Score(part)) + Score(part, 1, unnoticed)
    return sorted(found.values(), key=lambda score: (score.per_cent, score.part))
