"""Processes that keep a log and never outlive the stage."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from tests.end_to_end.stage.waiting import NeverHappened, until

_GRACE_S = 5.0


class Running(Protocol):
    """What a process is, whoever started it; as :class:`subprocess.Popen` has it."""

    @property
    def pid(self) -> int:
        """Its process id, which is that of its group."""
        ...

    def poll(self) -> int | None:
        """Its exit code if it has ended."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code once it has ended.

        Raises:
            subprocess.TimeoutExpired
        """
        ...


class Process:
    """A running program; its output goes to ``<logs>/<name>.out`` and ``.err``."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        logs: Path,
        env: Mapping[str, str],
        stdin: bytes = b"",
    ) -> None:
        """Start ``argv`` in a process group of its own, and give it ``stdin`` to read."""
        self.name = name
        logs.mkdir(parents=True, exist_ok=True)
        self.out = logs / f"{name}.out"
        self.err = logs / f"{name}.err"
        # Appended: a program that is killed and started again keeps one log.
        with self.out.open("ab") as out, self.err.open("ab") as err:
            self._before = out.tell()
            self._popen = self._started(list(argv), out, err, dict(env), stdin)

    def _started(
        self, argv: list[str], out: BinaryIO, err: BinaryIO, env: dict[str, str], stdin: bytes
    ) -> Running:
        popen = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=out, stderr=err, env=env, start_new_session=True
        )
        assert popen.stdin is not None
        popen.stdin.write(stdin)
        popen.stdin.close()
        return popen

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._popen.pid

    @property
    def running(self) -> bool:
        """It has not ended."""
        return self._popen.poll() is None

    def first_line(self, *, within_s: float) -> str:
        """The first whole line of its output.

        Raises:
            NeverHappened: none came in time, or the program ended before.
        """

        def line() -> str | None:
            printed = self.out.read_bytes()[self._before :]
            if b"\n" in printed:
                return printed.split(b"\n", 1)[0].decode()
            if not self.running:
                raise NeverHappened(f"{self.name} ended at once: {self.last_words()}")
            return None

        return until(line, within_s=within_s, what=f"{self.name} says it is ready")

    def last_words(self) -> str:
        """The end of its error output, for a person."""
        return self.err.read_text(errors="replace")[-2000:].strip()

    def wait(self, *, within_s: float) -> int:
        """Its exit code, once it has ended by itself."""
        return until(self._popen.poll, within_s=within_s, what=f"{self.name} ends")

    def ended_within(self, seconds: float) -> bool:
        """It ends before so many seconds are over."""
        try:
            self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL, as if the power were cut for this one program."""
        self._signal(signal.SIGKILL)
        self._popen.wait(_GRACE_S)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL for what does not follow it."""
        if self.running:
            self._signal(signal.SIGTERM)
            try:
                self._popen.wait(_GRACE_S)
            except subprocess.TimeoutExpired:
                self.kill()
        # Children of a program that is gone: its process group is still ours alone.
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._popen.pid, number)
        except ProcessLookupError:
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
