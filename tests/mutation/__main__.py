"""Rules of core and intake changed one by one, and how many changes their own tests notice.

``python -m tests.mutation --mutants 400 --seed 1`` tries so many of the changes mutmut can
make, chosen by the seed; 0 tries all of them, which takes hours.  It prints the score of each
module and room and those changes no test has noticed; ``mutmut show NAME`` tells what such a
change is.  What was tried is kept: a run that was ended goes on with the same command, as
long as neither program nor tests change.  0 if the score of each room is high enough.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.mutation import made
from tests.mutation.score import Score, module_of, room_of, scores


def main() -> int:
    """0 if enough is noticed."""
    options = _options()
    made.make()
    known = [name for name in made.names() if options.only in name]
    wanted = min(options.mutants or len(known), len(known))
    drawn = random.Random(options.seed).sample(known, wanted)
    before = made.results()
    _say(f"{len(drawn)} of {len(known)} mutants, seed {options.seed}")
    _say(f"what becomes of each is kept in {made.FOLDER / made.TRIED}")
    _try([name for name in drawn if name not in before])
    return _tell(drawn, options.least)


def _try(names: Sequence[str]) -> None:
    """Let as many processes as there are processors try these.

    Raises:
        subprocess.CalledProcessError: one of them could not; its output says why.
    """
    processes = []
    for number in range(made.processors()):
        changes = (made.FOLDER / f"changes-{number}").resolve()
        changes.write_text("\n".join(names[number :: made.processors()]))
        output = changes.with_suffix(".log").open("wb")
        command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.trying", "-q", "-x"]
        command += ["--rootdir=.", f"--changes={changes}", *_arguments()]
        processes.append(
            subprocess.Popen(command, cwd=made.FOLDER, stdout=output, stderr=subprocess.STDOUT)
        )
        output.close()
    for process in processes:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)


def _arguments() -> list[str]:
    """The tests, and how they run, as mutmut is told."""
    settings = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]
    return [*settings["pytest_add_cli_args_test_selection"], *settings["pytest_add_cli_args"]]


def _tell(drawn: Sequence[str], least: float) -> int:
    """Score of all that was drawn, whenever it was tried."""
    results = {name: code for name, code in made.results().items() if name in set(drawn)}
    modules, rooms = scores(results, module_of), scores(results, room_of)
    for score in modules:
        _say(str(score))
    for name in sum(modules, Score("")).unnoticed:
        _say(f"not noticed: {name}")
    for score in rooms:
        _say(str(score))
    return 0 if rooms and all(score.per_cent >= least for score in rooms) else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--mutants", type=int, default=400, metavar="N", help="0: all of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=80.0, metavar="PER_CENT")
    parser.add_argument("--only", default="", metavar="TEXT", help="in the name of the mutant")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
