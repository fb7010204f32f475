"""Whose address counts when a proxy stands between."""

from __future__ import annotations

import ipaddress
from unittest.mock import Mock

import pytest
from aiohttp import web
from multidict import CIMultiDict

from uis_desktop.relay.origin import client_address

_TRUSTED = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1"))


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9", "10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["nonsense"], "10.0.0.1"),
        ("::1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        (None, ["203.0.113.9"], "0.0.0.0"),
    ],
)
def test_only_trusted_proxies_are_believed(
    remote: str | None, forwarded: list[str], client: str
) -> None:
    headers = CIMultiDict([("X-Forwarded-For", value) for value in forwarded])
    request = Mock(spec=web.Request, remote=remote, headers=headers)
    assert client_address(request, _TRUSTED) == client
