"""What a log-in brings: a bus, a password store, accessibility."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.stage.asking import ask_bus, connect
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_SECRETS = "org.freedesktop.secrets"
_INSTALLED = Path("/usr/share/dbus-1/services")
_BUS_CONFIG = """\
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def no_keyring(home: Home) -> Iterator[None]:
    """The bus that is started next knows no password store, even if one is installed."""
    (_services(home) / f"{_SECRETS}.service").unlink(missing_ok=True)
    yield


@contextmanager
def session_bus(home: Home) -> Iterator[None]:
    """A D-Bus session bus; its address goes into the environment of ``home``."""
    config = home.path / "bus.conf"
    config.write_text(_BUS_CONFIG.format(services=_services(home)))
    argv = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"]
    argv += ["--print-address=1"]
    with Process("dbus-daemon", argv, logs=home.logs, env=home.env) as daemon:
        home.env["DBUS_SESSION_BUS_ADDRESS"] = daemon.first_line(within_s=30)
        yield


@contextmanager
def keyring(home: Home) -> Iterator[None]:
    """GNOME's password store, unlocked as after a log-in with a password."""
    argv = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with Process("gnome-keyring", argv, logs=home.logs, env=home.env, stdin=b"stage"):
        until(lambda: on_the_bus(home, _SECRETS), within_s=30, what="the keyring is on the bus")
        yield


def on_the_bus(home: Home, name: str) -> bool:
    """Somebody offers the service ``name`` on the session bus."""
    return asyncio.run(_has_owner(home.env["DBUS_SESSION_BUS_ADDRESS"], name))


def _services(home: Home) -> Path:
    """What this bus may start: all that is installed but the portals.

    A program that asks a portal for a setting would start three daemons and a file system
    in the home, for every stage.
    """
    services = home.path / "services"
    if not services.exists():
        services.mkdir()
        for service in _INSTALLED.glob("*.service"):
            if ".portal." not in service.name:
                (services / service.name).symlink_to(service)
    return services


async def _has_owner(address: str, name: str) -> bool:
    bus = await connect(address)
    try:
        return bool((await ask_bus(bus, "NameHasOwner", name))[0])
    finally:
        bus.disconnect()
