"""The doors the screen needs before anybody is signed in.

Apart from ``doors.py`` because the tray is there first: nothing of the network, the
journal or the password store is loaded for it.
"""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

from uis_desktop import __version__
from uis_desktop.adapters.autostart.of_this_system import login_items
from uis_desktop.adapters.local_policy import local_policy
from uis_desktop.adapters.places import Places
from uis_desktop.adapters.portal_keys import PortalKeys
from uis_desktop.adapters.settings_file import SettingsFile
from uis_desktop.adapters.support_files import SupportFiles
from uis_desktop.adapters.system_notifications import SystemNotifications
from uis_desktop.session.support import Support

#: As in the program's entry of the desktop's menu.
_APP_NAME = "UIS Desktop"
_APP_ID = "uis-desktop"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DeskDoors:
    """Choices of the person and the administrator, what the system does, what support is given."""

    def __init__(self, places: Places) -> None:
        self._support_files = SupportFiles(places.log_file)
        self.preferences = SettingsFile(places.settings)
        self.policy = local_policy(places.policies, os.environ)
        self.login_items = login_items(places)
        self.notifications = SystemNotifications(_APP_NAME)
        self.portal_keys = PortalKeys(_APP_ID)

    def support(self) -> Support:
        """The log, and the archive for whoever helps."""
        about = {
            "program": f"uis-desktop {__version__}",
            "system": platform.platform(),
            "python": platform.python_version(),
            "desktop": os.environ.get("XDG_CURRENT_DESKTOP", ""),
            "session": os.environ.get("XDG_SESSION_TYPE", ""),
        }
        return Support(files=self._support_files, about=about, now=_utc_now)
