"""A leak is seen, and its absence too."""

from __future__ import annotations

import pytest

from tests.soak.usage import Usage, growths


def looks(*, uss: float = 0.0, files: float = 0.0, threads: float = 0.0) -> list[Usage]:
    """Forty looks; each figure grows by so much from one to the next."""
    warm_up = [Usage(uss_mb=20.0 + n, files=10 + n, threads=4, children=0) for n in range(10)]
    later = [
        Usage(uss_mb=100 + n * uss, files=40 + n * files, threads=8 + n * threads, children=1)
        for n in range(30)
    ]
    return warm_up + later


def leaking(**steps: float) -> set[str]:
    return {one.what for one in growths(looks(**steps)) if not one.flat_within(5)}


def test_flat_figures_are_flat_though_the_beginning_was_lower() -> None:
    assert leaking() == set()


@pytest.mark.parametrize("what", ["uss", "files", "threads"])
def test_slow_leak_is_seen(what: str) -> None:
    assert leaking(**{what: 0.5}) == {"uss_mb" if what == "uss" else what}


def test_too_few_looks_tell_nothing() -> None:
    with pytest.raises(ValueError, match="too few"):
        growths(looks()[:11])
