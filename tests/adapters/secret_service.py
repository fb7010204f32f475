"""A D-Bus session of its own with the real gnome-keyring, or with nothing on it."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Self

import secretstorage
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

NAME = "org.freedesktop.secrets"

#: No folder of services: nothing starts by itself.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class PrivateBus:
    """A session bus in a folder; ends with everything that was started on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[Process] = []
        self.address = f"unix:path={folder / 'bus'}"

    async def __aenter__(self) -> Self:
        config = self._folder / "bus.conf"
        config.write_text(_BUS.format(socket=self._folder / "bus"))
        bus = await asyncio.create_subprocess_exec(
            "dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1", stdout=PIPE
        )
        self._processes.append(bus)
        assert bus.stdout is not None
        assert await bus.stdout.readline()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in reversed(self._processes):
            process.terminate()
            await process.wait()

    async def start_keyring(self, *, password: str = "test") -> None:
        """Start gnome-keyring and open it; return once it is on the bus."""
        bus = await MessageBus(bus_address=self.address).connect()
        appeared = asyncio.Event()

        def watch(message: Message) -> None:
            if message.member == "NameOwnerChanged" and message.body[0] == NAME:
                appeared.set()

        bus.add_message_handler(watch)
        await bus.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="AddMatch",
                signature="s",
                body=["type='signal',member='NameOwnerChanged'"],
            )
        )
        keyring = await asyncio.create_subprocess_exec(
            "gnome-keyring-daemon",
            "--foreground",
            "--unlock",
            "--components=secrets",
            f"--control-directory={self._folder}",
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={
                **os.environ,
                "DBUS_SESSION_BUS_ADDRESS": self.address,
                "HOME": str(self._folder),
                "XDG_DATA_HOME": str(self._folder / "data"),
            },
        )
        self._processes.append(keyring)
        assert keyring.stdin is not None
        keyring.stdin.write(password.encode())
        keyring.stdin.close()
        await asyncio.wait_for(appeared.wait(), 10)
        bus.disconnect()

    async def start_hanging_store(self) -> MessageBus:
        """Something that has the name of a password store and never answers."""
        bus = await MessageBus(bus_address=self.address).connect()
        bus.add_message_handler(lambda message: message.message_type is MessageType.METHOD_CALL)
        await bus.request_name(NAME)
        return bus

    def lock(self) -> None:
        """Lock the keyring, as a screen saver would."""
        connection = secretstorage.dbus_init()
        try:
            secretstorage.get_default_collection(connection).lock()
        finally:
            connection.close()
