"""A crash leaves no copy of the memory, and a developer can allow it again."""

from __future__ import annotations

import subprocess
import sys

_TELL = (
    "import resource as r; from uis_desktop.memory_dumps import forbid_memory_dumps as forbid;"
    "before = r.getrlimit(r.RLIMIT_CORE)[1]; r.setrlimit(r.RLIMIT_CORE, (before, before));"
    "forbid(); print(r.getrlimit(r.RLIMIT_CORE) == (0, before))"
)


def test_core_files_are_forbidden_softly() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _TELL], capture_output=True, text=True, check=True, timeout=15
    )
    assert told.stdout == "True\n"
