"""Rules of core and intake changed one by one, and how many changes their own tests notice.

``python -m tests.mutation --mutants 400 --seed 1`` tries so many of the changes mutmut can
make, chosen by the seed; 0 tries all of them, which takes hours.  It prints the score of each
module and those changes no test has noticed; ``mutmut show NAME`` tells what such a change is.
0 if the score is high enough.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutation.score import Score, by_module

_MADE = Path("mutants")
_MUTMUT = Path(sys.executable).with_name("mutmut")
#: mutmut makes all changes before it tries the ones it is asked for: a module with few.
_SMALLEST = "uis_desktop.core.keyboard_layout.*"
#: So many names fit on a command line by far.
_AT_ONCE = 1000


def main() -> int:
    """0 if enough is noticed."""
    options = _options()
    # What was made before may be of other rules, and what was found out of other tests.
    shutil.rmtree(_MADE, ignore_errors=True)
    if options.mutants == 0:
        _try([])
        return _tell(_results(), options.least)
    _try([_SMALLEST])
    known = sorted(name for name in _results() if options.only in name)
    chosen = random.Random(options.seed).sample(known, min(options.mutants, len(known)))
    sys.stdout.write(f"{len(chosen)} of {len(known)} mutants, seed {options.seed}\n")
    sys.stdout.flush()
    for start in range(0, len(chosen), _AT_ONCE):
        _try(chosen[start : start + _AT_ONCE])
    results = _results()
    return _tell({name: results[name] for name in chosen}, options.least)


def _try(names: Sequence[str]) -> None:
    """Let mutmut try these, or all; what became of each lies beside the changed files."""
    children = ["--max-children", str(len(os.sched_getaffinity(0)))]
    subprocess.run([_MUTMUT, "run", *children, *names], check=True, stdout=subprocess.DEVNULL)


def _results() -> Mapping[str, int | None]:
    """The exit code of the tests for each mutant by its name; None: not tried."""
    found: dict[str, int | None] = {}
    for meta in _MADE.rglob("*.meta"):
        found.update(json.loads(meta.read_text())["exit_code_by_key"])
    return found


def _tell(results: Mapping[str, int | None], least: float) -> int:
    scores = by_module(results)
    total = sum(scores, Score("in all"))
    lines = [*map(str, scores), *(f"not noticed: {name}" for name in total.unnoticed), str(total)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if total.per_cent >= least else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--mutants", type=int, default=400, metavar="N", help="0: all of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=80.0, metavar="PER_CENT")
    parser.add_argument("--only", default="", metavar="TEXT", help="in the name of the mutant")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
