"""atheris has wheels for Linux only: elsewhere the search is not collected, and says so."""

from __future__ import annotations

import importlib.util
import sys

#: Where the lock installs it (pyproject's group "dev"); there it must not be missing.
_EXPECTED = sys.platform == "linux" and sys.version_info < (3, 14)
_THERE = importlib.util.find_spec("atheris") is not None

collect_ignore = [] if _EXPECTED or _THERE else ["test_search.py"]


def pytest_report_header() -> str | None:
    """A line at the top of the run."""
    if collect_ignore:
        return "fuzz: atheris has no wheel for this platform; tests/fuzz is not run"
    return None
