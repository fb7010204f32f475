"""Autostart on Windows: a value of the Run key, and the Task Manager's word on it.

https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys.  What
"Startup" in the Task Manager and in Settings switches off is noted in StartupApproved: bytes
whose first is odd then.  Microsoft does not describe it; it is what both have written since
Windows 8.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from uis_desktop.adapters.autostart.registry import Registry, Root
from uis_desktop.core.autostart import AtLogin
from uis_desktop.errors import AutostartRefused

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class WindowsAutostart:
    """A value of this user's; the installer's, for everybody, can only be told."""

    def __init__(self, command: Sequence[str], *, name: str, registry: Registry) -> None:
        """``name`` is that of the value; the installer uses the same."""
        self._command = subprocess.list2cmdline(command)
        self._name = name
        self._registry = registry

    def state(self) -> AtLogin:
        """As the next log-in will find it.

        Raises:
            AutostartRefused: the registry cannot be read.
        """
        try:
            if self._runs(Root.MACHINE):
                return AtLogin.FOR_EVERYBODY
            if not self._runs(Root.USER):
                return AtLogin.OFF
            line = str(self._registry.value(Root.USER, RUN, self._name))
        except OSError as error:
            raise AutostartRefused(f"registry: {error.strerror}") from error
        return AtLogin.ON if _program(line).exists() else AtLogin.LOST

    def put(self, *, on: bool) -> None:
        """Write or remove this user's value.

        Raises:
            AutostartRefused: Windows refused, or it is the administrator's to change.
        """
        if self.state() is AtLogin.FOR_EVERYBODY:
            if not on:
                raise AutostartRefused("it is started for everybody")
            return
        try:
            if on:
                self._registry.write_text(RUN, self._name, self._command)
            else:
                self._registry.remove(RUN, self._name)
            # The person's newest word, whatever was said in the Task Manager before.
            self._registry.remove(APPROVED, self._name)
        except OSError as error:
            raise AutostartRefused(f"registry: {error.strerror}") from error

    def _runs(self, root: Root) -> bool:
        if self._registry.value(root, RUN, self._name) is None:
            return False
        word = self._registry.value(root, APPROVED, self._name)
        return not (isinstance(word, bytes) and word[:1] and word[0] % 2 == 1)


def _program(line: str) -> Path:
    """The program of a command line; a path with blanks is in quotes."""
    quoted = line.startswith('"')
    return Path(line[1:].partition('"')[0] if quoted else line.partition(" ")[0])
