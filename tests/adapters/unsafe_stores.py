"""Password stores nobody should trust."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class PlainText(KeyringBackend):
    """Keeps passwords where everybody can read them, with the highest priority."""

    priority = 100

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a secret reached an unsafe store")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("an unsafe store was asked")
