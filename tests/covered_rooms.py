"""How much of each room the tests of ``make coverage`` have gone through.

``python -m tests.covered_rooms`` reads what they left in build/coverage.  A room has to reach
the least by itself, and its branches without its lines, too: nearly any test goes through
most lines.  0 if every room does.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage


def main() -> int:
    """0 if every room is covered well enough."""
    coverage = Coverage()
    coverage.load()
    least, rooms = coverage.get_option("report:fail_under"), coverage.get_option("run:source")
    if not isinstance(least, float) or not isinstance(rooms, list):
        raise SystemExit("pyproject.toml names no rooms")
    enough = True
    for room in rooms:
        both, branches = _per_cent(coverage, room)
        enough = enough and min(both, branches) >= least
        sys.stdout.write(
            f"{both:6.2f} % of lines and branches, {branches:6.2f} % of branches  {room}\n"
        )
    return 0 if enough else 1


def _per_cent(coverage: Coverage, room: str) -> tuple[float, float]:
    """Of lines and branches together, and of branches alone."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        coverage.json_report(outfile=str(report), include=[f"{room}/*"])
        totals = json.loads(report.read_text())["totals"]
    return totals["percent_covered"], totals["percent_branches_covered"]


if __name__ == "__main__":
    sys.exit(main())
