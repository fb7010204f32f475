"""A company at a relay of its own process, as full as one wishes: for browsers and pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import apsw
from websockets.sync.client import ClientConnection

from tests.forked import Program
from tests.relay.rendering import render
from tests.relay.running import JsonObject, RelayProcess, command, send, told
from tests.wire.desktop import open_stream, resumed
from uis_desktop.relay.directory import devices, people
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.templates import TEMPLATES

PASSWORD = "correct horse battery"
FIRST_ID = 123456
LINE = "+74950000001"


class Office:
    """A relay with an administrator's page; the founded company's data is written directly."""

    def __init__(self, folder: Path, *options: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        file = folder / "password"
        file.write_text(PASSWORD + "\n", encoding="utf-8")
        # First the command: if it fails, no relay is left behind.
        done = command(folder / "data", "admin", "password", "--password-file", str(file))
        assert done.returncode == 0, done.stderr
        self.relay = RelayProcess(folder / "data", *options)

    @property
    def data(self) -> Path:
        """The relay's folder."""
        return self.relay.data

    @property
    def page(self) -> str:
        """The address of the administrator's page."""
        return f"{self.relay.url}/admin"

    def link(self) -> str:
        """A new one-time link."""
        return str(told(self.data, "admin", "link")["link"])

    def found(self, name: str) -> str:
        """A new company's id."""
        return str(told(self.data, "account", "add", name)["account"])

    def hook(self, account: str) -> str:
        """Where UIS sends this company's notifications."""
        return str(told(self.data, "templates", "--account", account)["notification_url"])

    def employ(self, account: str, names: Iterable[str]) -> list[str]:
        """These people, with ids from 123456 and extensions from 101; their ids."""
        ids = []
        with self._directory() as directory:
            for number, name in enumerate(names):
                ids.append(str(FIRST_ID + number))
                people.put_employee(
                    directory,
                    account,
                    id_=ids[-1],
                    name=name,
                    extension=str(101 + number),
                    lines=(LINE,) if number % 3 else (),
                )
        return ids

    def enrol(self, account: str, employee: str, device: str) -> str:
        """A new device of this employee; its token."""
        now = datetime.now(UTC)
        with self._directory() as directory:
            code = devices.add_invite(
                directory, account, employee, expires_at=now + timedelta(hours=1)
            )
            return devices.enrol(directory, code, device, now).token

    @contextmanager
    def connected(self, tokens: Iterable[str]) -> Iterator[list[ClientConnection]]:
        """A live desktop for each of these tokens."""
        with ExitStack() as stack:
            yield [stack.enter_context(self._desktop(token)) for token in tokens]

    @contextmanager
    def _desktop(self, token: str) -> Iterator[ClientConnection]:
        url = self.relay.url.replace("http", "ws", 1) + "/v1/stream"
        with open_stream(url, token) as stream:
            resumed(stream)
            yield stream

    @contextmanager
    def _directory(self) -> Iterator[apsw.Connection]:
        directory = open_directory(self.data)
        try:
            yield directory
        finally:
            directory.close()


def notify(hook: str, kinds: slice = slice(None), **values: object) -> None:
    """The kinds of a call, as their templates make them."""
    for template in TEMPLATES[kinds]:
        body = render(template.text, notification_name=template.title, **values)
        reply = send(hook, body)
        assert reply.status == 200, reply.body


@contextmanager
def pretend_uis() -> Iterator[JsonObject]:
    """``uis-simulator serve``; what it says when it is ready."""
    process = Program("uis_desktop.simulator", "serve", "--listen", "127.0.0.1:0")
    try:
        yield cast(JsonObject, json.loads(process.stdout.readline()))
    finally:
        process.terminate()
        process.wait(10)
        process.close()
