"""A short search on every run; ``make fuzz`` goes on for longer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.promises import check
from tests.fuzz.seeds import seeds

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("seed", list(seeds()))
def test_promises_hold_for_every_seed(seed: bytes) -> None:
    check(seed, b"")
    check(b"", seed)


@pytest.mark.parametrize("found", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_was_found_before_stays_mended(found: Path) -> None:
    check(found.read_bytes(), b"")


@pytest.mark.timeout(120)
def test_search_by_coverage_finds_nothing(tmp_path: Path) -> None:
    """The same inputs each time: seed and number of runs are fixed."""
    done = _search(tmp_path, "tests.fuzz.target", "--runs", "4000", "--seed", "1")
    assert done.returncode == 0, done.stderr[-3000:] + str(list((tmp_path / "found").iterdir()))
    assert "Done 4000 runs" in done.stderr


@pytest.mark.timeout(120)
def test_search_would_find_a_fault(tmp_path: Path) -> None:
    """The same search in a reader with a fault that no seed shows."""
    done = _search(tmp_path, "tests.fuzz.faulty_target", "--runs", "4000", "--seed", "1")
    assert done.returncode != 0
    assert "unheard_of" in done.stdout + done.stderr
    assert list((tmp_path / "found").iterdir())


def _search(folder: Path, module: str, *options: str) -> subprocess.CompletedProcess[str]:
    corpus, found = folder / "corpus", folder / "found"
    command = [sys.executable, "-m", module, *options]
    return subprocess.run(
        [*command, "--corpus", str(corpus), "--found", str(found)],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=100,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
