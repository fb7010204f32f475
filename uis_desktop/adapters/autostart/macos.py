"""Autostart on macOS: a launch agent of this user's (man launchd.plist)."""

from __future__ import annotations

import plistlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from uis_desktop.core.autostart import AtLogin
from uis_desktop.errors import AutostartRefused


class MacAutostart:
    """A file in ``~/Library/LaunchAgents``; it is read at the next log-in."""

    def __init__(self, command: Sequence[str], *, label: str, home: Path) -> None:
        self._command = command
        self._label = label
        self._file = home / "Library" / "LaunchAgents" / f"{label}.plist"

    def state(self) -> AtLogin:
        """As the file says.

        Raises:
            AutostartRefused: it cannot be read.
        """
        agent = self._agent()
        if not agent.get("RunAtLoad") or agent.get("Disabled"):
            return AtLogin.OFF
        arguments = agent.get("ProgramArguments")
        program = arguments[0] if isinstance(arguments, list) and arguments else ""
        return AtLogin.ON if Path(str(program)).is_file() else AtLogin.LOST

    def put(self, *, on: bool) -> None:
        """Write the file, or take it away.

        Raises:
            AutostartRefused: the folder cannot be written.
        """
        try:
            if on:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                new = self._file.with_name(self._file.name + ".new")
                new.write_bytes(plistlib.dumps(self._written()))
                new.replace(self._file)
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartRefused(f"{self._file}: {error.strerror}") from error

    def _written(self) -> Mapping[str, object]:
        return {
            "Label": self._label,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            # With windows, so only where the person sees a screen, and not slowed down.
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }

    def _agent(self) -> Mapping[str, object]:
        try:
            agent: object = plistlib.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise AutostartRefused(f"{self._file}: {error.strerror}") from error
        except (ValueError, ExpatError):
            # launchd starts nothing by such a file.
            return {}
        return agent if isinstance(agent, dict) else {}
