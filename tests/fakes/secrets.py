"""Passwords and a profile, in memory only."""

from __future__ import annotations

from uis_desktop.core.enrolment import Profile
from uis_desktop.errors import SecretsLocked, SecretsUnavailable


class MemoryPasswords:
    """A password store that can be locked or absent.

    Attributes:
        secrets: what it holds.
    """

    def __init__(self, *, locked: bool = False, available: bool = True) -> None:
        self.secrets: dict[str, str] = {}
        self.locked = locked
        self.available = available

    async def read(self, name: str) -> str | None:
        self._open()
        return self.secrets.get(name)

    async def write(self, name: str, secret: str) -> None:
        self._open()
        self.secrets[name] = secret

    async def delete(self, name: str) -> None:
        self._open()
        self.secrets.pop(name, None)

    def _open(self) -> None:
        if not self.available:
            raise SecretsUnavailable("no password store")
        if self.locked:
            raise SecretsLocked("password store is locked")


class MemoryProfiles:
    """The profile of the last sign-in."""

    def __init__(self, profile: Profile | None = None) -> None:
        self.profile = profile

    def load(self) -> Profile | None:
        return self.profile

    def save(self, profile: Profile) -> None:
        self.profile = profile

    def remove(self) -> None:
        self.profile = None
