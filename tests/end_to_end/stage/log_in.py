"""What a log-in brings: a bus, a password store, accessibility."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from tests.end_to_end.stage.asking import ask_bus, connect
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until

_SECRETS = "org.freedesktop.secrets"


@contextmanager
def session_bus(home: Home) -> Iterator[None]:
    """A D-Bus session bus; its address goes into the environment of ``home``."""
    argv = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with Process("dbus-daemon", argv, logs=home.logs, env=home.env) as daemon:
        home.env["DBUS_SESSION_BUS_ADDRESS"] = daemon.first_line(within_s=10)
        yield


@contextmanager
def keyring(home: Home) -> Iterator[None]:
    """GNOME's password store, unlocked as after a log-in with a password."""
    argv = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with Process("gnome-keyring", argv, logs=home.logs, env=home.env, stdin=b"stage"):
        until(lambda: on_the_bus(home, _SECRETS), within_s=10, what="the keyring is on the bus")
        yield


@contextmanager
def no_keyring(home: Home) -> Iterator[None]:
    """A log-in without a password store, even if one is installed."""
    # The bus would start an installed one on the first question; ours comes first.
    services = home.path / "data" / "dbus-1" / "services"
    services.mkdir(parents=True)
    lines = ("[D-BUS Service]", f"Name={_SECRETS}", "Exec=/bin/false", "")
    (services / f"{_SECRETS}.service").write_text("\n".join(lines))
    yield


def on_the_bus(home: Home, name: str) -> bool:
    """Somebody offers the service ``name`` on the session bus."""
    return asyncio.run(_has_owner(home.env["DBUS_SESSION_BUS_ADDRESS"], name))


async def _has_owner(address: str, name: str) -> bool:
    bus = await connect(address)
    try:
        return bool((await ask_bus(bus, "NameHasOwner", name))[0])
    finally:
        bus.disconnect()
