"""Python programs in processes of their own that need not import everything first."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import BinaryIO

from tests.end_to_end.stage.processes import Process, Running
from tests.forked import Program


class ForkedProcess(Process):
    """``python -m MODULE WORDS``: forked by :mod:`tests.forked`, and as killable as any."""

    def _started(
        self, argv: list[str], out: BinaryIO, err: BinaryIO, env: dict[str, str], stdin: bytes
    ) -> Running:
        assert not stdin, "it has nothing to read"
        program = Program(
            *argv,
            environment=env,
            before=functools.partial(_stand_alone, self.out, self.err),
        )
        program.close()
        return program


def _stand_alone(out: Path, err: Path) -> None:
    """In the new process: a group and logs of its own."""
    os.setsid()
    for number, path in ((1, out), (2, err)):
        with path.open("ab") as log:
            os.dup2(log.fileno(), number)
    sys.stdout = open(1, "w", 1, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", closefd=False)  # noqa: SIM115
