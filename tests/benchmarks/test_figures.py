"""The arithmetic of the figures; nothing is timed here."""

from __future__ import annotations

import pytest

from tests.benchmarks.figures import Spread, over_rounds, percentile, spread
from tests.benchmarks.report import Figure


def test_median_of_an_even_number_of_samples_is_the_lower_middle_one() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0


def test_99th_percentile_of_a_hundred_samples_leaves_out_the_worst_one() -> None:
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0


def test_99th_percentile_of_few_samples_is_the_worst_one() -> None:
    assert percentile([5.0, 9.0, 7.0], 0.99) == 9.0


@pytest.mark.parametrize(
    ("samples", "share"), [pytest.param([], 0.5, id="nothing"), pytest.param([1.0], 1.5, id="150%")]
)
def test_percentile_of_nonsense_is_refused(samples: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(samples, share)


def test_spread_does_not_depend_on_the_order_of_samples() -> None:
    assert spread([3.0, 1.0, 2.0]) == spread([1.0, 2.0, 3.0]) == Spread(2.0, 3.0, 3.0, 3)


def test_one_bad_round_moves_the_largest_value_but_not_the_medians() -> None:
    good, bad = Spread(1.0, 2.0, 3.0, 10), Spread(50.0, 60.0, 70.0, 10)
    assert over_rounds([good, bad, good]) == Spread(1.0, 2.0, 70.0, 30)


def test_figure_above_its_aim_is_not_reached() -> None:
    assert Figure("card", "p50", 51.0, "ms", aim=50.0).reached is False
    assert Figure("card", "p50", 50.0, "ms", aim=50.0).reached is True
    assert Figure("card", "max", 900.0, "ms").reached is None
