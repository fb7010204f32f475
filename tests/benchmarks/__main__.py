"""``python -m tests.benchmarks``: measure and print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import (
    admin_pages,
    card,
    clicks,
    delivery,
    finder,
    hostile,
    idle,
    imports,
    intake,
    interactive,
    own_contacts,
    softphones,
    startup,
)
from tests.benchmarks.report import Figure, as_json, as_table
from tests.benchmarks.speed import crowd, delivering
from tests.end_to_end.stage.home import Home, new_home

_LOGS = Path("build/bench")
_NOTE = (
    "Times are medians over rounds; p99 is the median of the rounds' p99. "
    "Other work on the machine makes all of them worse: compare the ratio, and repeat."
)
#: Rounds if nobody says otherwise.
_ROUNDS = {
    "intake": 5,
    "delivery": 3,
    "contest": 5,
    "crowd": 3,
    "interactive": 3,
    "admin": 9,
    "finder": 3,
    "book": 1,
    "card": 1,
    "clicks": 300,
    "hostile": 2,
    "startup": 7,
    "bundle": 7,
    "idle": 1,
    "softphones": 3,
}
#: What several parts are called together; the bundle is there only after ``make bundle``.
_GROUPS = {"all": frozenset(_ROUNDS) - {"bundle"}, "speed": frozenset({"contest", "crowd"})}


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _parts(options: argparse.Namespace) -> dict[str, Callable[[Home, int], list[Figure]]]:
    return {
        "intake": lambda _home, rounds: intake.measure(_tell, rounds=rounds),
        "delivery": lambda home, rounds: delivery.measure(
            home, _tell, rounds=rounds, seconds=options.seconds or 20.0
        ),
        "contest": lambda home, rounds: delivering.measure(
            home, _tell, rounds=rounds, seconds=options.seconds or 6.0
        ),
        "crowd": lambda home, rounds: crowd.measure(home, _tell, rounds=rounds),
        "interactive": lambda home, rounds: interactive.measure(
            home, _tell, rounds=rounds, seconds=options.seconds or 30.0
        ),
        "admin": lambda home, rounds: admin_pages.measure(home, _tell, rounds=rounds),
        "finder": lambda home, rounds: finder.measure(home, _tell, rounds=rounds),
        "book": lambda home, _rounds: own_contacts.measure(home, _tell),
        "card": lambda home, rounds: card.measure(home, _tell, rounds=rounds),
        "clicks": lambda home, rounds: clicks.measure(home, _tell, rounds=rounds),
        "hostile": lambda _home, rounds: hostile.measure(_tell, rounds=rounds),
        "startup": lambda home, rounds: startup.measure(home, _tell, rounds=rounds),
        "bundle": lambda home, rounds: startup.measure_bundle(home, _tell, rounds=rounds),
        "idle": lambda home, rounds: idle.measure(
            home, _tell, seconds=options.seconds or 30.0 * rounds
        ),
        "softphones": lambda home, rounds: softphones.measure(
            home, _tell, rounds=rounds, seconds=options.seconds or 10.0
        ),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is wanted; 0 whether the aims are reached or not."""
    options = _options(arguments)
    notes = [_NOTE]
    figures: list[Figure] = []
    if options.imports:
        with new_home(_LOGS) as home:
            notes = imports.measure(home)
    else:
        for name, measure in _parts(options).items():
            if name in _GROUPS.get(options.part, {options.part}):
                with new_home(_LOGS) as home:
                    figures += measure(home, options.rounds or _ROUNDS[name])
    sys.stdout.write(as_json(figures, notes) + "\n" if options.json else as_table(figures, notes))
    return 0


def _told() -> str:
    return ", ".join(f"{part} {rounds}" for part, rounds in _ROUNDS.items())


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=(*_ROUNDS, *_GROUPS))
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--rounds", type=int, help=f"how often (default: {_told()})")
    parser.add_argument("--seconds", type=float, help="length of a round, where it has one")
    parser.add_argument(
        "--imports", action="store_true", help="startup: what the imports cost, by package"
    )
    options = parser.parse_args(arguments)
    if options.imports and options.part != "startup":
        parser.error("--imports goes with startup")
    return options


if __name__ == "__main__":
    sys.exit(main())
