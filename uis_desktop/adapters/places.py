"""Where the desktop's files lie on this system; the only place that knows platformdirs."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from uis_desktop.core.enrolment import Profile

_NAME = "uis-desktop"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders for settings, data and log.

    Attributes:
        policies: where the administrator of the computer may leave rules about settings;
            the first that names one counts.
    """

    config: Path
    data: Path
    log: Path
    policies: tuple[Path, ...] = ()

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.json"

    @property
    def log_file(self) -> Path:
        """The log."""
        return self.log / "desktop.log"

    def journal(self, profile: Profile) -> Path:
        """The journal of this employee at this relay; another one gets another file."""
        whose = f"{profile.relay_url}\n{profile.employee.id}"
        return self.data / f"journal-{hashlib.sha256(whose.encode()).hexdigest()[:16]}.db"

    def make(self) -> None:
        """Make the folders that are missing, for this user only."""
        for folder in (self.config, self.data, self.log):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def default_places(*, config: Path | None = None, data: Path | None = None) -> Places:
    """The system's usual folders, or those asked for; the log goes with the data."""
    return Places(
        config=config or platformdirs.user_config_path(_NAME, appauthor=False),
        data=data or platformdirs.user_data_path(_NAME, appauthor=False),
        log=data / "log" if data else platformdirs.user_log_path(_NAME, appauthor=False),
        policies=_policies(),
    )


def _policies() -> tuple[Path, ...]:
    """``/etc`` and then ``XDG_CONFIG_DIRS``; elsewhere the system's one folder for all users.

    ``/etc`` comes first: whoever starts the program can set the variable.
    """
    folders = platformdirs.site_config_dir(_NAME, appauthor=False, multipath=True)
    found = [Path(folder) for folder in folders.split(os.pathsep)]
    if sys.platform not in {"win32", "darwin"}:
        found.insert(0, Path("/etc") / _NAME)
    return tuple(folder / "policy.toml" for folder in dict.fromkeys(found))


def installation_name(places: Places) -> str:
    """Empty for the person's own installation; one beside it has a name of its own.

    So its secrets and its running program do not mix with the others'.
    """
    if places.config == default_places().config:
        return ""
    return hashlib.sha256(str(places.config.absolute()).encode()).hexdigest()[:16]
