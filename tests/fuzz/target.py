"""A coverage-guided search for bytes the intake stumbles over.

``python -m tests.fuzz.target --seconds 600`` searches and keeps what it found in
``build/fuzz``; ``make fuzz`` does that.  Instrumented, so never in the process of
the other tests.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import atheris  # type: ignore[import-untyped]

from tests.fuzz.seeds import write_seeds

with atheris.instrument_imports(
    include=["uis_desktop.relay.intake", "uis_desktop.relay.directory", "uis_desktop.core.phone"]
):
    from tests.fuzz import promises as promises

#: Nothing of 64 KiB may take so long, instrumented and on a busy machine.
_SLOWEST_S = 10
_BUILD = Path("build/fuzz")


def one_input(data: bytes) -> None:
    """The first byte chooses where the rest arrives: body, query or both."""
    way, rest = data[:1], data[1:]
    match way:
        case b"?":
            promises.check(b"", rest)
        case b"&":
            query, _, body = rest.partition(b"\n")
            promises.check(body, query)
        case _:
            promises.check(data, b"")


def main() -> None:
    """Search for so long; an exit code other than 0 means that something was found."""
    options = _options()
    corpus: Path = options.corpus
    write_seeds(corpus)
    options.found.mkdir(parents=True, exist_ok=True)
    limit = f"-runs={options.runs}" if options.runs else f"-max_total_time={options.seconds}"
    sys.stderr.write(f"searching in {corpus}, begun {time.strftime('%H:%M:%S')}\n")
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            limit,
            f"-seed={options.seed}",
            f"-timeout={_SLOWEST_S}",
            "-max_len=65536",
            "-len_control=60",
            "-rss_limit_mb=2048",
            f"-artifact_prefix={options.found}/",
            "-print_final_stats=1",
        ],
        one_input,
    )
    atheris.Fuzz()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--runs", type=int, default=0, help="so many inputs instead")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--corpus", type=Path, default=_BUILD / "corpus")
    parser.add_argument("--found", type=Path, default=_BUILD / "found")
    return parser.parse_args()


if __name__ == "__main__":
    main()
