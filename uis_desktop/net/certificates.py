"""Whom we trust over TLS: the certificates of the system, for every connection alike.

The HTTP and the websocket library would each bring their own list; a company
that installed its own authority would then reach one and not the other.
"""

from __future__ import annotations

import functools
import ssl

import truststore


@functools.cache
def system_trust() -> ssl.SSLContext:
    """The one TLS context of the program; made at the first use."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
