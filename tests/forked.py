"""Our programs in processes of their own, forked from one that has imported everything.

A relay takes most of a second to start, nearly all of it for imports.  A process of
its own (multiprocessing's "forkserver") does these once; every program is a child of
it with arguments, environment and output of its own, as real and as killable as any.
That they also start from nothing is shown by the guides' tests and by the demo.
"""

from __future__ import annotations

import importlib
import importlib.util
import multiprocessing
import os
import runpy
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TextIO

_context = multiprocessing.get_context("forkserver")
_preloaded = ["tests.preloaded"]
_context.set_forkserver_preload(_preloaded)
#: Starting one looks after all others, too, and only one may read how a process ended.
_looking_after = threading.Lock()

#: Is called in the new process before the program.
Before = Callable[[], None]


class Program:
    """``python -m MODULE ARGUMENTS``, much as :class:`subprocess.Popen` has it.

    Its input is empty.  A program whose test fails does not outlive the tests.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        before: Before | None = None,
    ) -> None:
        """``environment``: if not that of the tests."""
        out, stdout = _context.Pipe(duplex=False)
        err, stderr = _context.Pipe(duplex=False)
        self.args = (module, *arguments)
        self._process = _context.Process(
            target=_run,
            args=(
                self.args,
                dict(environment or os.environ),
                str(Path.cwd()),
                stdout,
                stderr,
                before,
            ),
            daemon=True,
        )
        with _looking_after:
            self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        self.returncode: int | None = None
        for end in (stdout, stderr):
            end.close()
        self.stdout, self.stderr = _text_of(out), _text_of(err)

    def poll(self) -> int | None:
        """Its exit code if it has ended."""
        if self.returncode is None and wait([self._process.sentinel], 0):
            with _looking_after:
                self._process.join()
                self.returncode = self._process.exitcode
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code once it has ended; minus the signal that ended it.

        Raises:
            subprocess.TimeoutExpired
        """
        wait([self._process.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def kill(self) -> None:
        """Kill -9."""
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Everything it says, once it has ended.

        Raises:
            subprocess.TimeoutExpired
        """
        complaints: list[str] = []
        reader = threading.Thread(target=lambda: complaints.append(self.stderr.read()))
        reader.start()
        said: list[str] = []
        listener = threading.Thread(target=lambda: said.append(self.stdout.read()))
        listener.start()
        try:
            self.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        finally:
            reader.join()
            listener.join()
            self.close()
        return said[0], complaints[0]

    def close(self) -> None:
        """Its output is not read any more."""
        self.stdout.close()
        self.stderr.close()


def preload(module: str) -> None:
    """Have this imported once, too; before the first program starts."""
    _preloaded.append(module)
    _context.set_forkserver_preload(_preloaded)


def warm_up() -> None:
    """Import everything now, and not while the first test waits for its program."""
    process = _context.Process(target=_nothing, daemon=True)
    process.start()
    process.join()


def run(
    module: str, *arguments: str, timeout: float, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end.

    Raises:
        subprocess.TimeoutExpired
    """
    program = Program(module, *arguments, environment=environment)
    said, complaints = program.communicate(timeout)
    return subprocess.CompletedProcess(program.args, program.wait(), said, complaints)


def _nothing() -> None:
    """What there is to do when everything has been imported."""


def _text_of(end: Connection) -> TextIO:
    try:
        return os.fdopen(os.dup(end.fileno()), encoding="utf-8")
    finally:
        end.close()


def _run(
    words: Sequence[str],
    environment: dict[str, str],
    folder: str,
    stdout: Connection,
    stderr: Connection,
    before: Before | None,
) -> None:
    """In the new process: what a new Python does, then the program."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    os.umask(0o022)
    for end, number in ((stdout, 1), (stderr, 2)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding="utf-8", closefd=False)  # noqa: SIM115
    if before is not None:
        before()
    sys.argv = list(words)
    spec = importlib.util.find_spec(words[0])
    if spec is not None and spec.submodule_search_locations is None:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    else:
        sys.exit(importlib.import_module(f"{words[0]}.__main__").main())
