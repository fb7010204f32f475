"""HTTP requests with a deadline, and the truth about how they went.

The only place that knows httpx.  What matters to a caller is whether a request
that failed may have been carried out all the same.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from uis_desktop import __version__
from uis_desktop.errors import (
    CertificateRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
)
from uis_desktop.net.certificates import system_trust

log = logging.getLogger(__name__)

_CONNECT_S = 8.0
#: Shorter than any server's patience: a request on a connection the server is
#: just closing would end with an unknown outcome.
_IDLE_CONNECTION_S = 2.0
_LARGEST_ANSWER = 16 * 1024 * 1024

#: Failures after which not a byte of the request has left.
_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)
#: Steps of httpcore (its "trace" extension) at which nothing of a request is sent:
#: before it, on the way through a proxy, and while what has failed is given up.
_NOT_SENDING = (
    "connection.connect_tcp.",
    "connection.start_tls.",
    "connection.retry.",
    "proxy.start_tls.",
    "http11.response_closed.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whatever its status; header names are in lower case.

    Attributes:
        host: who was asked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What is asked.

    Attributes:
        deadline_s: in place of the client's.
        secret_path: the path opens something to whoever knows it; no error names it.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    deadline_s: float | None = None
    largest: int = _LARGEST_ANSWER
    secret_path: bool = False

    @property
    def place(self) -> str:
        """What the log may say about it: no query, no user."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return f"{self.method} of a broken address"
        return f"{self.method} {parts.hostname}{'' if self.secret_path else parts.path}"


class _Steps:
    """Follows a request and knows whether anything of it may have left."""

    def __init__(self) -> None:
        self.maybe_sent = False

    async def trace(self, step: str, details: Mapping[str, object]) -> None:
        # Only the beginning of a step tells whose it is; its end brings nothing new.
        if step.startswith(_NOT_SENDING) or not step.endswith(".started"):
            return
        # What opens the way through a proxy is not yet the request.
        if getattr(details.get("request"), "method", None) != b"CONNECT":
            self.maybe_sent = True


class Https:
    """The program's HTTP client; share one, and use it as a context manager."""

    def __init__(self, *, deadline_s: float = 15.0, trust_proxy_settings: bool = False) -> None:
        """``deadline_s`` bounds a whole request, from connecting to the last byte.

        ``trust_proxy_settings`` takes proxies from the system's settings: the
        environment (``HTTPS_PROXY``, ``NO_PROXY``), on Windows and macOS their own.
        """
        self._deadline_s = deadline_s
        self._trust_proxy_settings = trust_proxy_settings
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        """Make ready; nothing is connected yet."""
        # At INFO httpx writes whole addresses, at DEBUG httpcore writes tokens.
        for library in ("httpx", "httpcore"):
            logging.getLogger(library).setLevel(logging.WARNING)
        self._client = self._open()
        return self

    def _open(self) -> httpx.AsyncClient:
        if self._trust_proxy_settings:
            try:
                return self._open_with(proxies_of_the_system=True)
            except (ImportError, ValueError) as error:
                # SOCKS, which httpx speaks only with another library.
                log.warning("proxy of the system cannot be used: %s", type(error).__name__)
        return self._open_with(proxies_of_the_system=False)

    def _open_with(self, *, proxies_of_the_system: bool) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=system_trust(),
            trust_env=proxies_of_the_system,
            follow_redirects=False,
            timeout=_timeout(self._deadline_s),
            limits=httpx.Limits(keepalive_expiry=_IDLE_CONNECTION_S),
            headers={"User-Agent": f"uis-desktop/{__version__}", "Accept": "application/json"},
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def post(
        self,
        url: str,
        body: bytes,
        *,
        token: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer:
        """Send JSON, with a bearer token if there is one; the answer, whatever its status.

        Raises:
            ServiceUnreachable: certainly nothing was sent (CertificateRefused among them).
            OutcomeUnknown: the request may have been received.
            ReplyNotUnderstood: the answer is too large.
        """
        headers = {"Content-Type": "application/json; charset=UTF-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return await self._send(
            _Request(method="POST", url=url, headers=headers, body=body, deadline_s=deadline_s)
        )

    async def get(
        self, url: str, *, token: str | None = None, largest: int = _LARGEST_ANSWER
    ) -> Answer:
        """Ask, with a bearer token if there is one; the answer, whatever its status.

        Raises:
            ServiceUnreachable: no answer came; asking again does no harm.
            ReplyNotUnderstood: the answer has more than ``largest`` bytes.
        """
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return await self._read(_Request(method="GET", url=url, headers=headers, largest=largest))

    async def download(self, url: str, *, kind: str, largest: int, deadline_s: float) -> Answer:
        """Fetch a file of ``kind`` (for example ``audio/*``) that lies behind a secret address.

        No redirect is followed.  No error names more of the address than the host.

        Raises:
            ServiceUnreachable: no answer came; asking again does no harm.
            ReplyNotUnderstood: the answer has more than ``largest`` bytes.
        """
        headers = {"Accept": kind, "Accept-Encoding": "identity"}
        return await self._read(
            _Request(
                method="GET",
                url=url,
                headers=headers,
                largest=largest,
                deadline_s=deadline_s,
                secret_path=True,
            )
        )

    async def _read(self, wanted: _Request) -> Answer:
        try:
            return await self._send(wanted)
        except OutcomeUnknown as error:
            raise ServiceUnreachable(error.detail) from error

    async def _send(self, wanted: _Request) -> Answer:
        if self._client is None:
            raise RuntimeError("Https is used before it is entered")
        steps = _Steps()
        place = wanted.place
        patience_s = wanted.deadline_s or self._deadline_s
        try:
            # httpx bounds each read, not the whole: a server may drip for ever.
            async with asyncio.timeout(patience_s):
                request = self._client.build_request(
                    wanted.method,
                    wanted.url,
                    headers=wanted.headers,
                    content=wanted.body,
                    timeout=_timeout(patience_s),
                    extensions={"trace": steps.trace},
                )
                return await self._answer(self._client, request, wanted.largest)
        except httpx.InvalidURL as error:
            raise ServiceUnreachable(f"{place}: not an address") from error
        except (httpx.HTTPError, TimeoutError) as error:
            detail = f"{place}: {type(error).__name__}"
            if _is_stranger(error):
                raise CertificateRefused(detail, urlsplit(wanted.url).hostname or "") from error
            if isinstance(error, _NOT_SENT) or not steps.maybe_sent:
                raise ServiceUnreachable(detail) from error
            raise OutcomeUnknown(detail) from error

    async def _answer(
        self, client: httpx.AsyncClient, request: httpx.Request, largest: int
    ) -> Answer:
        response = await client.send(request, stream=True)
        body = bytearray()
        try:
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > largest:
                    raise ReplyNotUnderstood(f"{request.url.host}: the answer is too large")
        finally:
            await response.aclose()
        headers = dict(response.headers.items())
        return Answer(response.status_code, headers, bytes(body), request.url.host)


def _is_stranger(error: BaseException) -> bool:
    """TLS failed because of the certificate; httpx says so only in what caused its error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _timeout(patience_s: float) -> httpx.Timeout:
    return httpx.Timeout(patience_s, connect=min(_CONNECT_S, patience_s))
