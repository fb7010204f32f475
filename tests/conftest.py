"""For every test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

# Speed is measured by the benchmarks; a deadline would only fail on a busy machine.
settings.register_profile(
    "uis_desktop", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples each time, and none looked at longer than it takes to see that it fails.
settings.register_profile(
    "mutation",
    settings.get_profile("uis_desktop"),
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    max_examples=30,
)
settings.load_profile("uis_desktop")


def pytest_collection_finish(session: pytest.Session) -> None:
    """The time this takes is no test's."""
    forked = sys.modules.get("tests.forked")
    if forked is not None and not session.config.option.collectonly:
        forked.warm_up()


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """A command that runs in this process closes its files to others, and later tests' too."""
    before = os.umask(0o022)
    yield
    os.umask(before)
