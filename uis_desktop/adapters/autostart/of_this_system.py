"""Chooses the way this system has its programs started."""

from __future__ import annotations

import os
from pathlib import Path

from uis_desktop.adapters.autostart.macos import MacAutostart
from uis_desktop.adapters.autostart.registry import system_registry
from uis_desktop.adapters.autostart.start_command import Running, running, start_command
from uis_desktop.adapters.autostart.windows import WindowsAutostart
from uis_desktop.adapters.autostart.xdg import XdgAutostart
from uis_desktop.adapters.places import Places, installation_name

#: As the packages call the program: its entry in the menu, in the registry, its bundle.
_ENTRY, _VALUE, _LABEL = "uis-desktop", "UIS Desktop", "io.github.uis-desktop.uis-desktop"


def login_items(
    places: Places, now: Running | None = None
) -> XdgAutostart | WindowsAutostart | MacAutostart:
    """What starts this installation; one beside the person's own has an entry of its own."""
    now = now or running()
    command = start_command(now, places)
    beside = installation_name(places)
    if now.platform == "win32":
        name = f"{_VALUE} {beside}".rstrip()
        return WindowsAutostart(command, name=name, registry=system_registry())
    if now.platform == "darwin":
        label = f"{_LABEL}.{beside}".rstrip(".")
        return MacAutostart(command, label=label, home=Path.home())
    name = f"{_ENTRY}-{beside}".rstrip("-")
    return XdgAutostart(command, name=name, environment=os.environ, home=Path.home())
