"""Where a request comes from, if a proxy stands between."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from aiohttp import web

from uis_desktop.relay.config import Network

_UNKNOWN = "0.0.0.0"


def client_address(request: web.Request, trusted: Sequence[Network]) -> str:
    """The address of the client, for limits and journals.

    ``X-Forwarded-For`` is written by anybody who likes.  It is believed only as
    far as trusted proxies have added to it: from the right, the first address
    that is no trusted proxy is the client.
    """
    address = request.remote or _UNKNOWN
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
    for claimed in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        if not _among(address, trusted):
            break
        if _parsed(claimed) is None:
            break
        address = claimed
    return address


def _among(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
