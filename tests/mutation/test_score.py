"""The counting itself: what was noticed, and what was not."""

from __future__ import annotations

from tests.mutation.score import Score, by_module

KILLED, SURVIVED, NO_TESTS, TOO_LONG, NOT_TRIED = 1, 0, 33, -24, None


def test_change_that_no_test_fails_with_or_reaches_is_not_noticed() -> None:
    results = {
        "core.calls.x_one__mutmut_1": KILLED,
        "core.calls.x_one__mutmut_2": SURVIVED,
        "core.calls.x_two__mutmut_1": TOO_LONG,
        "core.calls.x_two__mutmut_2": NO_TESTS,
        "core.phone.x_read__mutmut_1": KILLED,
        "core.phone.x_read__mutmut_2": NOT_TRIED,
    }
    calls, phone = by_module(results)
    assert calls.unnoticed == ("core.calls.x_one__mutmut_2", "core.calls.x_two__mutmut_2")
    assert (calls.module, calls.tried, calls.per_cent) == ("core.calls", 4, 50.0)
    assert (phone.module, phone.tried, phone.per_cent) == ("core.phone", 1, 100.0)


def test_nothing_tried_is_no_success() -> None:
    assert by_module({"core.calls.x_one__mutmut_1": NOT_TRIED}) == []
    assert Score("in all").per_cent == 0.0
