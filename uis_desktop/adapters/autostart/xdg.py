"""Autostart on Linux and its kin: a file in a folder, by the XDG autostart specification."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from uis_desktop.adapters.autostart import desktop_entry
from uis_desktop.core.autostart import AtLogin
from uis_desktop.errors import AutostartRefused


class XdgAutostart:
    """The person's own file counts; without one, the administrator's of the same name."""

    def __init__(
        self, command: Sequence[str], *, name: str, environment: Mapping[str, str], home: Path
    ) -> None:
        """``name`` is that of the program's entry in the menu, without its ending."""
        self._command = command
        self._path = environment.get("PATH")
        self._desktops = environment.get("XDG_CURRENT_DESKTOP", "").split(":")
        own = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        shared = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        self._own = own / "autostart" / f"{name}.desktop"
        self._shared = [
            Path(one) / "autostart" / f"{name}.desktop" for one in shared.split(":") if one
        ]

    def state(self) -> AtLogin:
        """As the next log-in will find it.

        Raises:
            AutostartRefused: a file cannot be read.
        """
        for path in (self._own, *self._shared):
            entry = _entry(path)
            if entry is not None:
                return self._state_of(entry)
        return AtLogin.OFF

    def put(self, *, on: bool) -> None:
        """Write the person's file, or take it away; never the administrator's.

        Raises:
            AutostartRefused: the folder cannot be written.
        """
        try:
            if on:
                self._write(desktop_entry.written(self._command))
            elif any(path.exists() for path in self._shared):
                self._write(desktop_entry.hiding())
            else:
                self._own.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartRefused(f"{self._own}: {error.strerror}") from error

    def _state_of(self, entry: Mapping[str, str]) -> AtLogin:
        if not desktop_entry.is_wanted(entry, self._desktops):
            return AtLogin.OFF
        programs = (desktop_entry.program(entry), entry.get("TryExec"))
        there = all(shutil.which(one, path=self._path) for one in programs if one is not None)
        return AtLogin.ON if there else AtLogin.LOST

    def _write(self, text: str) -> None:
        # A folder of the desktop's, not of ours alone: its usual rights.
        self._own.parent.mkdir(parents=True, exist_ok=True)
        new = self._own.with_name(self._own.name + ".new")
        new.write_text(text, encoding="utf-8")
        new.replace(self._own)


def _entry(path: Path) -> Mapping[str, str] | None:
    try:
        return desktop_entry.read(path.read_text(encoding="utf-8", errors="replace"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise AutostartRefused(f"{path}: {error.strerror}") from error
