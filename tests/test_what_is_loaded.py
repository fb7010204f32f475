"""A server has no screen and a roll-out script has none: neither may load Qt.

The tray comes before all that only a session or a window needs, and a command does not
wait for what only the server needs.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys, {module}; print(' '.join(sorted(sys.modules)))"
#: What the tray app loads when its tray is there, or when somebody opens a window.
BEHIND_THE_TRAY = {
    *("aiohttp", "uvloop", "httpx", "websockets", "apsw", "keyring", "desktop_notifier"),
    *("dbus_fast", "PySide6.QtMultimedia"),
    *("cryptography", "uis_desktop.update_doors"),
    *("phonenumbers", "uis_desktop.doors", "uis_desktop.session.session"),
    *("uis_desktop.session.ports", "uis_desktop.contact_files", "uis_desktop.core.calls"),
    *("uis_desktop.ui.window.contact_window", "uis_desktop.ui.settings"),
    *("uis_desktop.ui.check.check_window", "uis_desktop.ui.transfer.transfer_dialog"),
    *("uis_desktop.ui.signing.sign_in_dialog", "uis_desktop.ui.contacts.importing"),
}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        pytest.param(
            "uis_desktop.relay.commands.serve",
            {"PySide6", "qasync"},
            id="the relay",
        ),
        pytest.param(
            "uis_desktop.relay.commands.people",
            {"PySide6", "qasync", "aiohttp", "nats", "httpx", "keyring", "jinja2", "uvloop"},
            id="a command beside the relay",
        ),
        pytest.param(
            "uis_desktop.simulator.server",
            {"PySide6", "qasync", "httpx", "websockets", "keyring", "apsw"},
            id="the simulator",
        ),
        pytest.param("uis_desktop.sign_in_command", {"PySide6", "qasync", "aiohttp"}, id="sign-in"),
        pytest.param("uis_desktop.desktop", BEHIND_THE_TRAY, id="the tray app"),
    ],
)
def test_program_loads_nothing_it_does_not_need_at_once(module: str, unwanted: set[str]) -> None:
    code = LOADED.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=15
    )
    loaded = set(done.stdout.split())
    assert module in loaded
    assert not loaded & unwanted
