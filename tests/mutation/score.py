"""How many changes of the rules the tests have noticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What mutmut keeps where a test failed (1, 3) or did not end (by signal or its own word).
_NOTICED = frozenset({1, 3, -24, 24, 36, 152, 255})


@dataclass(frozen=True, slots=True)
class Score:
    """What became of some mutants.

    Attributes:
        tried: how many.
        unnoticed: the names of those all tests passed with, and those no test reaches.
    """

    module: str
    tried: int = 0
    unnoticed: tuple[str, ...] = ()

    @property
    def per_cent(self) -> float:
        """How many of a hundred were noticed; 0 if none was tried."""
        return 100 * (self.tried - len(self.unnoticed)) / self.tried if self.tried else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.module, self.tried + other.tried, (*self.unnoticed, *other.unnoticed))

    def __str__(self) -> str:
        noticed = self.tried - len(self.unnoticed)
        return f"{self.per_cent:5.1f} %  {noticed:5} of {self.tried:5}  {self.module}"


def by_module(results: Mapping[str, int | None]) -> list[Score]:
    """The scores of what was tried, the lowest first.

    ``results`` is the exit code of pytest for each mutant, as mutmut names both; None for
    one that was not tried.
    """
    found: dict[str, Score] = {}
    for name, code in sorted(results.items()):
        if code is None:
            continue
        module = name.rpartition(".")[0]
        unnoticed = () if code in _NOTICED else (name,)
        found[module] = found.get(module, Score(module)) + Score(module, 1, unnoticed)
    return sorted(found.values(), key=lambda score: (score.per_cent, score.module))
