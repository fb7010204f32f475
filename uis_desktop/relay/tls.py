"""The relay's own certificate, for those who run it without a proxy."""

from __future__ import annotations

import asyncio
import logging
import ssl
from pathlib import Path

from uis_desktop.relay.config import ConfigRefused

_log = logging.getLogger(__name__)
_LOOK_EVERY_S = 60.0


class Certificate:
    """A certificate that may be renewed while the relay runs."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """Read it.

        Raises:
            ConfigRefused: no certificate, no key, or they do not belong together.
        """
        self._certificate = certificate
        self._key = key
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._stamp = self._load()

    def refresh(self) -> bool:
        """Take a renewed certificate in; new connections get it.

        A broken one is told in the log and the old one stays in use.
        """
        try:
            if self._times() == self._stamp:
                return False
            self._stamp = self._load()
        except (ConfigRefused, OSError) as error:
            _log.error("the renewed certificate cannot be used: %s", error)
            return False
        _log.info("the certificate was renewed")
        return True

    async def watch(self) -> None:
        """Look for a renewed certificate every minute, until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            await asyncio.to_thread(self.refresh)

    def _load(self) -> tuple[int, int]:
        try:
            stamp = self._times()
            self.context.load_cert_chain(self._certificate, self._key)
        except ssl.SSLError as error:
            raise ConfigRefused(
                f"tls_certificate, tls_key: {error.reason or error}: they must be PEM files"
                " that belong together, without a password"
            ) from error
        except OSError as error:
            raise ConfigRefused(
                f"tls_certificate, tls_key: {error.filename}: {error.strerror}"
            ) from error
        return stamp

    def _times(self) -> tuple[int, int]:
        return self._certificate.stat().st_mtime_ns, self._key.stat().st_mtime_ns
