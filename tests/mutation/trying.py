"""The plugin of pytest that tries changes: it collects the tests once and forks for each.

mutmut starts pytest anew for every change, which takes longer than the tests themselves,
and lets a change that never ends run for minutes.  What a module works out while it is
loaded is worked out before the fork: a change there counts as not noticed.

Only for ``python -m tests.mutation``, in the folder where mutmut has put what it changed.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutation.made import TRIED, Reached
from tests.mutation.score import NO_TESTS, NOTICED, UNNOTICED

#: Of one test so many cases.
_MOST_CASES = 60
#: Seconds of the processor for a test, beside twenty times what it takes unchanged.
_SECONDS = 5.0
#: Who waits for what never comes takes no processor; a busy machine may be so much slower.
_TIMES_AS_LONG = 20
_MEMORY = 3 * 2**30
#: Trying itself went wrong.
_DEFECT = 70


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--changes", type=Path, help="names of what to try, one a line")


def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of pytest's own loop."""
    reached = Reached.read(Path())
    items = {item.nodeid: item for item in session.items}
    changes = session.config.getoption("--changes").read_text().split()
    chosen = {name: _items(items, reached.by(name, _MOST_CASES)) for name in changes}
    all_tests = list({item.nodeid: item for of_one in chosen.values() for item in of_one}.values())
    if _tried("", session, all_tests, reached) != UNNOTICED:
        raise pytest.UsageError("the tests fail with nothing changed")
    with Path(TRIED).open("a") as tried:
        for name, tests in chosen.items():
            code = _tried(name, session, tests, reached) if tests else NO_TESTS
            tried.write(json.dumps([name, code]) + "\n")
            tried.flush()
    return True


def _items(items: dict[str, pytest.Item], tests: Sequence[str]) -> list[pytest.Item]:
    return [items[test] for test in tests if test in items]


def _tried(
    name: str, session: pytest.Session, tests: Sequence[pytest.Item], reached: Reached
) -> int:
    """The exit code of a child that runs these tests with this change; minus its signal."""
    child = os.fork()
    if not child:
        try:
            code = _run(name, session, tests, reached)
        except BaseException:  # noqa: BLE001 - nothing may come back from a fork
            traceback.print_exc(file=sys.__stderr__)
            code = _DEFECT
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == _DEFECT:
        raise RuntimeError(f"cannot try {name}")
    return code


def _run(name: str, session: pytest.Session, tests: Sequence[pytest.Item], reached: Reached) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    # Where mutmut's wrapper around every function looks.
    os.environ["MUTANT_UNDER_TEST"] = name
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        # Without a handler their signal ends the process, whatever hangs.
        limit = _SECONDS + 20 * reached.seconds_of.get(test.nodeid, 0.0)
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.setitimer(signal.ITIMER_REAL, _TIMES_AS_LONG * limit)
        session.config.hook.pytest_runtest_protocol(item=test, nextitem=following)
        if session.testsfailed:
            return NOTICED
    return UNNOTICED
