"""A server has no screen and a roll-out script has none: neither may load Qt."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys, {module}; print(' '.join(sorted(n.partition('.')[0] for n in sys.modules)))"


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        pytest.param(
            "uis_desktop.relay.commands.serve",
            {"PySide6", "qasync"},
            id="the relay",
        ),
        pytest.param(
            "uis_desktop.simulator.server",
            {"PySide6", "qasync", "httpx", "websockets", "keyring", "apsw"},
            id="the simulator",
        ),
        pytest.param("uis_desktop.sign_in_command", {"PySide6", "qasync", "aiohttp"}, id="sign-in"),
        pytest.param("uis_desktop.desktop", {"aiohttp", "uvloop"}, id="the tray app"),
    ],
)
def test_program_loads_nothing_of_another(module: str, unwanted: set[str]) -> None:
    code = LOADED.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=15
    )
    loaded = set(done.stdout.split())
    assert module.partition(".")[0] in loaded
    assert not loaded & unwanted
