"""The accounts' keys of UIS: where they are kept, and how the relay gets at them.

The first place that speaks wins: the environment, a credential of systemd, a file
in the data folder, the password store of the system.  A server often has no such
store; then the file takes its place, mode 0600.  With several relay processes each
machine needs the key: environment and credentials are the ways to give it to all.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from uis_desktop.errors import SecretsUnavailable
from uis_desktop.password_store import SystemPasswords
from uis_desktop.relay.secret_files import read_secret, remove_secret, write_secret
from uis_desktop.relay.uis_credentials import (
    Credentials,
    CredentialsRefused,
    read_credentials,
    write_credentials,
)
from uis_desktop.uis_api.access import Access

FOLDER = "secrets"
_VARIABLE = "UIS_RELAY_UIS_KEY_"
_SYSTEMD = "CREDENTIALS_DIRECTORY"
_NO_NAME = re.compile(r"[^A-Z0-9]")
#: A file that somebody replaced is noticed within.
_REMEMBERED_S = 60.0


class Store(Protocol):
    """The system's password store."""

    async def read(self, name: str) -> str | None:
        """The secret, or None."""
        ...

    async def write(self, name: str, secret: str) -> None:
        """Keep it."""
        ...

    async def delete(self, name: str) -> None:
        """Forget it."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    text: str = field(repr=False)
    where: str


@dataclass(frozen=True, slots=True)
class _Remembered:
    credentials: Credentials | None
    version: int
    until: float


class UisKeys:
    """Reads and keeps credentials by account id."""

    def __init__(
        self,
        data: Path,
        *,
        environment: Mapping[str, str] = os.environ,
        store: Store | None = None,
        version_of: Callable[[str], int] = lambda _account: 0,
    ) -> None:
        """``version_of`` an account changes when somebody has set another key."""
        self._folder = data / FOLDER
        self._environment = environment
        self._store = store or SystemPasswords(scope=f"relay {data.absolute()}")
        self._version_of = version_of
        self._remembered: dict[str, _Remembered] = {}

    async def call_api(self, account_id: str) -> Access | None:
        """What lets us in at the Call API; None if nobody has set anything.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        credentials = await self.credentials(account_id)
        return None if credentials is None else credentials.call_api

    async def data_api(self, account_id: str) -> Access | None:
        """The same at the Data API.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        credentials = await self.credentials(account_id)
        return None if credentials is None else credentials.data_api

    async def credentials(self, account_id: str) -> Credentials | None:
        """Both; remembered for a minute unless they are changed.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        version, now = self._version_of(account_id), time.monotonic()
        known = self._remembered.get(account_id)
        if known is None or known.version != version or known.until <= now:
            found = await self._find(account_id)
            credentials = None if found is None else _read(found)
            known = _Remembered(credentials, version, now + _REMEMBERED_S)
            self._remembered[account_id] = known
        return known.credentials

    async def where(self, account_id: str) -> str | None:
        """In words where the key was found, None if there is none.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        found = await self._find(account_id)
        return None if found is None else found.where

    async def keep(self, account_id: str, credentials: Credentials) -> None:
        """Keep them in the system's store, or in a file where there is none.

        Raises:
            SecretsLocked, SecretsUnavailable: they are not kept.
        """
        text, file = write_credentials(credentials), self._file(account_id)
        try:
            await self._store.write(_entry(account_id), text)
        except SecretsUnavailable:
            await asyncio.to_thread(write_secret, file, text)
        else:
            # The file would be read first.
            await asyncio.to_thread(remove_secret, file)
        self._remembered.pop(account_id, None)

    async def forget(self, account_id: str) -> None:
        """Forget them wherever we can.

        Raises:
            SecretsLocked, SecretsUnavailable
        """
        self._remembered.pop(account_id, None)
        await asyncio.to_thread(remove_secret, self._file(account_id))
        try:
            await self._store.delete(_entry(account_id))
        except SecretsUnavailable:
            return

    async def _find(self, account_id: str) -> _Found | None:
        outside = await asyncio.to_thread(self._find_outside, account_id)
        if outside is not None:
            return outside
        file = self._file(account_id)
        text = await asyncio.to_thread(read_secret, file)
        if text is not None:
            return _Found(text, f"file {file}")
        try:
            text = await self._store.read(_entry(account_id))
        except SecretsUnavailable:
            # No store, and so nothing in it.
            return None
        return None if text is None else _Found(text, "password store of the system")

    def _find_outside(self, account_id: str) -> _Found | None:
        """What whoever started the relay has handed in."""
        variable = variable_of(account_id)
        if text := self._environment.get(variable):
            return _Found(text, f"environment variable {variable}")
        if name := self._environment.get(f"{variable}_FILE"):
            text = read_secret(Path(name))
            if text is None:
                raise SecretsUnavailable(f"{variable}_FILE: there is no file {name}")
            return _Found(text, f"file {name} ({variable}_FILE)")
        if folder := self._environment.get(_SYSTEMD):
            name = credential_of(account_id)
            # systemd guards them by the folder; their own mode is 0440.
            text = _credential(Path(folder) / name)
            return None if text is None else _Found(text, f"systemd credential {name}")
        return None

    def _file(self, account_id: str) -> Path:
        return self._folder / account_id


def variable_of(account_id: str) -> str:
    """The environment variable that holds the account's key."""
    return _VARIABLE + _NO_NAME.sub("_", account_id.upper())


def credential_of(account_id: str) -> str:
    """Systemd's name for the account's key (``LoadCredential=``)."""
    return f"uis_key_{account_id}"


def _entry(account_id: str) -> str:
    return f"uis-key {account_id}"


def _credential(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SecretsUnavailable(f"{file}: {type(error).__name__}") from error


def _read(found: _Found) -> Credentials:
    try:
        return read_credentials(found.text)
    except CredentialsRefused as error:
        raise SecretsUnavailable(f"{found.where}: {error.detail}") from error
