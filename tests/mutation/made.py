"""The changed rules mutmut makes, in a folder of their own, and what became of each.

They stay as long as nothing in program and tests changes, so a run that ended half-way
goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

FOLDER = Path("mutants")
#: What became of each, a line each, as ``["core.phone.x_read__mutmut_1", 1]``.
TRIED = "tried.jsonl"
#: mutmut's word on which tests reach which function, and how long each takes.
STATISTICS = "mutmut-stats.json"
_MADE_OF = FOLDER / "made_of"
_MUTMUT = Path(sys.executable).with_name("mutmut")
#: mutmut tries something whenever it makes them: a module with few.
_SMALLEST = "uis_desktop.core.keyboard_layout.*"


def make() -> None:
    """Make the changes and find out which tests reach them, unless that is done already."""
    made_of = _fingerprint()
    if _MADE_OF.is_file() and _MADE_OF.read_text() == made_of:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    children = ["--max-children", str(processors())]
    subprocess.run([_MUTMUT, "run", *children, _SMALLEST], check=True, stdout=subprocess.DEVNULL)
    _MADE_OF.write_text(made_of)


def names() -> list[str]:
    """Every change there is."""
    found: list[str] = []
    for meta in FOLDER.rglob("*.meta"):
        found.extend(json.loads(meta.read_text())["exit_code_by_key"])
    return sorted(found)


def results() -> Mapping[str, int]:
    """What became of those tried so far (:mod:`.trying`)."""
    file = FOLDER / TRIED
    lines = file.read_text().splitlines() if file.is_file() else []
    return dict(json.loads(line) for line in lines)


def processors() -> int:
    """So many processes may work at a time."""
    return len(os.sched_getaffinity(0))


def _fingerprint() -> str:
    """Of everything that decides whether a change is noticed."""
    found = hashlib.sha256(sys.version.encode())
    files: Iterable[Path] = (*Path("uis_desktop").rglob("*.py"), *Path("tests").rglob("*.py"))
    for file in (Path("pyproject.toml"), *sorted(files)):
        found.update(f"{file}\n".encode() + file.read_bytes())
    return found.hexdigest()


class Reached:
    """Which tests reach a change, and in which order they are worth running."""

    def __init__(
        self, tests_of: Mapping[str, Sequence[str]], seconds_of: Mapping[str, float]
    ) -> None:
        """``tests_of``: for each function mutmut has changed; ``seconds_of``: for each test."""
        self._tests_of = tests_of
        self.seconds_of = seconds_of

    @classmethod
    def read(cls, folder: Path) -> Reached:
        """As mutmut has found out."""
        found = json.loads((folder / STATISTICS).read_text())
        return cls(found["tests_by_mangled_function_name"], found["duration_by_test"])

    def by(self, name: str, most: int) -> list[str]:
        """The tests of a change: one case of each first, and never more than ``most`` of one.

        What notices a change mostly does so with any of its cases, and nobody waits for
        the two thousandth.  Short tests come before long ones.
        """
        cases: dict[str, list[str]] = {}
        for test in sorted(self._tests_of.get(name.rpartition("__mutmut_")[0], ())):
            cases.setdefault(test.partition("[")[0], []).append(test)
        ranked = [
            (rank, self.seconds_of.get(test, 0.0), test)
            for of_one in cases.values()
            for rank, test in enumerate(of_one[:: -(-len(of_one) // most)])
        ]
        return [test for _, _, test in sorted(ranked)]
