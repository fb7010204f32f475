"""The relay with a certificate of its own."""

from __future__ import annotations

import shutil
import ssl
from pathlib import Path

import aiohttp
import pytest

from tests.relay.operations.certificates import make_certificate
from uis_desktop.relay.config import Config, ConfigRefused
from uis_desktop.relay.server import Relay
from uis_desktop.relay.tls import Certificate


async def test_the_relay_speaks_https(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "relay")
    relay = Relay(
        Config(
            data=tmp_path,
            host="127.0.0.1",
            port=0,
            public_url=None,
            keep_days=0,
            tls_certificate=certificate,
            tls_key=key,
        )
    )
    await relay.start()
    try:
        assert relay.listening_url.startswith("https://")
        trust = ssl.create_default_context(cafile=str(certificate))
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{relay.listening_url}/readyz", ssl=trust) as response,
        ):
            assert response.status == 200
    finally:
        await relay.stop()


def _shown_by(context: ssl.SSLContext) -> bytes:
    """The certificate a new connection is shown (DER)."""
    shown = ssl.MemoryBIO(), ssl.MemoryBIO()
    client_context = ssl.create_default_context()
    client_context.check_hostname = False
    client_context.verify_mode = ssl.CERT_NONE
    client = client_context.wrap_bio(shown[0], shown[1])
    server = context.wrap_bio(shown[1], shown[0], server_side=True)
    for _ in range(10):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    found = client.getpeercert(binary_form=True)
    assert found is not None
    return found


def test_a_renewed_certificate_is_taken_in(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "old")
    in_use = Certificate(certificate, key)
    before = _shown_by(in_use.context)
    assert not in_use.refresh()
    new_certificate, new_key = make_certificate(tmp_path, "new")
    shutil.copy(new_key, key)
    shutil.copy(new_certificate, certificate)
    assert in_use.refresh()
    assert _shown_by(in_use.context) != before


def test_a_broken_renewal_keeps_the_old_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    certificate, key = make_certificate(tmp_path, "old")
    in_use = Certificate(certificate, key)
    before = _shown_by(in_use.context)
    certificate.write_text("half a certific")
    assert not in_use.refresh()
    assert "cannot be used" in caplog.text
    assert _shown_by(in_use.context) == before


def test_what_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    certificate, _ = make_certificate(tmp_path, "one")
    _, key = make_certificate(tmp_path, "other")
    with pytest.raises(ConfigRefused, match="tls_certificate"):
        Certificate(certificate, key)
    with pytest.raises(ConfigRefused, match="No such file"):
        Certificate(certificate, tmp_path / "none.key")
