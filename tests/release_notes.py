"""Notes on releases, signed by a key that is made for the test."""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from uis_desktop.core.updates import Platform, Release, ReleaseFile, read_version
from uis_desktop.release_signature import sign
from uis_desktop.wire.release_note import write_note

TODAY = date(2026, 11, 28)
PAGE = "https://releases.example/uis-desktop/"


class Key:
    """Who makes releases."""

    def __init__(self, password: bytes | None = None) -> None:
        self._key = Ed25519PrivateKey.generate()
        kept = NoEncryption() if password is None else BestAvailableEncryption(password)
        self.pem = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, kept)
        public = self._key.public_key()
        self.public = public.public_bytes_raw()
        self.public_pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, text: bytes) -> bytes:
        return sign(text, self.pem)[0]


def release(
    version: str = "0.2.0",
    *,
    platform: Platform = Platform.LINUX,
    expires: date = date(2028, 1, 1),
) -> Release:
    """A release with one package."""
    file = ReleaseFile(
        name=f"uis-desktop-{version}.pkg", platform=platform, size=1, sha256="a" * 64
    )
    return Release(
        version=read_version(version),
        released=TODAY,
        expires=expires,
        page=PAGE,
        summary={"ru": "Карточки быстрее.\nНовые звуки.", "en": "Faster cards.\nNew sounds."},
        files=[file],
    )


def note(version: str = "0.2.0", *, platform: Platform = Platform.LINUX) -> bytes:
    """The note on such a release."""
    return write_note(release(version, platform=platform))
