"""The counting itself: what was noticed, what was not, and what is tried first."""

from __future__ import annotations

from tests.mutation.made import Reached
from tests.mutation.score import NO_TESTS, NOTICED, UNNOTICED, Score, module_of, room_of, scores

TOO_LONG = -27
RESULTS = {
    "house.core.calls.x_one__mutmut_1": NOTICED,
    "house.core.calls.x_one__mutmut_2": UNNOTICED,
    "house.core.calls.x_two__mutmut_1": TOO_LONG,
    "house.core.calls.x_two__mutmut_2": NO_TESTS,
    "house.core.phone.x_read__mutmut_1": NOTICED,
}


def test_change_that_no_test_fails_with_or_reaches_is_not_noticed() -> None:
    calls, phone = scores(RESULTS, module_of)
    assert calls.unnoticed == (
        "house.core.calls.x_one__mutmut_2",
        "house.core.calls.x_two__mutmut_2",
    )
    assert (calls.part, calls.tried, calls.per_cent) == ("house.core.calls", 4, 50.0)
    assert (phone.part, phone.tried, phone.per_cent) == ("house.core.phone", 1, 100.0)
    (core,) = scores(RESULTS, room_of)
    assert (core.part, core.tried, core.per_cent) == ("house.core", 5, 60.0)


def test_nothing_tried_is_no_success() -> None:
    assert scores({}, module_of) == []
    assert Score("in all").per_cent == 0.0


def test_one_case_of_each_test_comes_first_and_of_many_cases_only_some_are_run() -> None:
    tests = [*(f"t.py::many[{n}]" for n in range(7)), "t.py::slow", "t.py::quick"]
    reached = Reached({"core.x_one": tests}, {"t.py::slow": 2.0, "t.py::quick": 0.1})
    assert reached.by("core.x_one__mutmut_3", most=3) == [
        "t.py::many[0]", "t.py::quick", "t.py::slow", "t.py::many[3]", "t.py::many[6]",
    ]  # fmt: skip
    assert reached.by("core.x_two__mutmut_1", most=3) == []
