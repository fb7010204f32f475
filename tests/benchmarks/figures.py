"""Percentiles and medians of what was measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` of all samples do not exceed (nearest rank).

    Never a value in between: with fewer than 100 samples the 99th percentile is the
    largest one.

    Raises:
        ValueError: no samples, or a share outside 0..1.
    """
    if not samples or not 0 <= share <= 1:
        raise ValueError("percentile of nothing, or share outside 0..1")
    return sorted(samples)[max(math.ceil(share * len(samples)), 1) - 1]


@dataclass(frozen=True, slots=True)
class Spread:
    """What a person wants to know of many samples."""

    p50: float
    p99: float
    most: float
    count: int


def spread(samples: Sequence[float]) -> Spread:
    """Median, 99th percentile, largest and number of the samples.

    Raises:
        ValueError: there are none.
    """
    return Spread(percentile(samples, 0.5), percentile(samples, 0.99), max(samples), len(samples))


def over_rounds(rounds: Iterable[Spread]) -> Spread:
    """The median of each figure over the rounds; the samples of all of them are counted.

    The largest value is the largest of all: it is there to show the worst that happened.

    Raises:
        ValueError: there were no rounds.
    """
    all_rounds = list(rounds)
    if not all_rounds:
        raise ValueError("no rounds")
    return Spread(
        p50=median(one.p50 for one in all_rounds),
        p99=median(one.p99 for one in all_rounds),
        most=max(one.most for one in all_rounds),
        count=sum(one.count for one in all_rounds),
    )
