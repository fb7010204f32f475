"""The connection to NATS: made once, mended for ever.

nats-py is known here, in :mod:`following`, :mod:`register` and to nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import nats.errors
import nats.js.errors
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType, StreamConfig

from uis_desktop.errors import UisError
from uis_desktop.relay.database.storage import StorageUnusable

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

#: Begins every subject, stream and bucket of a relay cluster.
PREFIX = "uis-relay"

_CONNECT_S = 5.0
_REQUEST_S = 2.0
_RECONNECT_WAIT_S = 0.25
_PING_S = 2
#: How many copies of everything, the first that the cluster can hold.
COPIES = (3, 1)
_DUPLICATE_WINDOW_S = 120.0
#: "wrong last sequence" (nats-server, server/errors.json).
_WRONG_LAST_SEQUENCE = frozenset({10071, 10164})
#: The first nats-server that can sync before it acknowledges (``sync_interval: always``).
_SYNCS = (2, 10)
_NO_ANSWER = "no answer"
_REFUSED = "it does not let us in: wrong user, password or credentials file"
_MESSAGE_GONE = frozenset({10037, 10043, 10057})


class ClusterAway(UisError, ConnectionError):
    """NATS does not answer; whether it did what was asked is not certain."""

    worth_retrying = True


class Overtaken(UisError):
    """Another relay published first: look again, then try again."""

    worth_retrying = True


@dataclass(frozen=True, slots=True)
class Extent:
    """What a stream holds: ``first`` is ``last + 1`` when it is empty."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Published:
    """Where a message is in its stream.

    Attributes:
        repeat: it already was there.
        retried: the answer to an earlier try did not come: what is repeated may be our own.
    """

    seq: int
    repeat: bool
    retried: bool = False


class Cluster:
    """NATS with JetStream; every method waits for a lost connection to come back."""

    def __init__(self, client: Client, *, prefix: str, where: str) -> None:
        self.client = client
        self.js: JetStreamContext = client.jetstream(timeout=_REQUEST_S)
        self.prefix = prefix
        #: The servers, without secrets.
        self.where = where
        #: Done, with the reason, when the connection is given up for good.
        self.lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._up = asyncio.Event()
        self._down_since = time.monotonic()
        self._reason = _NO_ANSWER

    @classmethod
    async def connect(
        cls, url: str, credentials: Path | None = None, *, prefix: str = PREFIX, name: str = "relay"
    ) -> Cluster:
        """Connect; ``url`` may name several servers of one cluster, with commas.

        Raises:
            StorageUnusable: no server answers, it does not let us in, or it has
                no JetStream.
        """
        servers = url.split(",")
        where = ", ".join(without_secrets(server) for server in servers)
        client = Client()
        cluster = cls(client, prefix=prefix, where=where)
        try:
            async with asyncio.timeout(_CONNECT_S):
                await client.connect(
                    servers,
                    name=f"uis-relay {name}",
                    user_credentials=None if credentials is None else str(credentials),
                    error_cb=cluster._on_error,
                    disconnected_cb=cluster._on_disconnected,
                    reconnected_cb=cluster._on_reconnected,
                    closed_cb=cluster._on_closed,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=_RECONNECT_WAIT_S,  # type: ignore[arg-type]  # is slept
                    connect_timeout=2,
                    ping_interval=_PING_S,
                    max_outstanding_pings=2,
                    # Nothing is kept back for a server that is away: whoever
                    # publishes decides himself how long it is worth trying.
                    pending_size=0,
                )
                await cluster._prove(tls=any(server.startswith("tls:") for server in servers))
        except (TimeoutError, OSError, ValueError, nats.errors.Error) as error:
            await cluster.close()
            cluster._note(error)
            raise StorageUnusable(f"log: NATS at {where}: {cluster._reason}") from error
        except BaseException:
            await cluster.close()
            raise
        cluster._up.set()
        return cluster

    @property
    def up(self) -> bool:
        """Connected, as far as we know."""
        return self._up.is_set() and self.client.is_connected

    @property
    def down_s(self) -> float:
        """For how long it has been away."""
        return 0.0 if self.up else time.monotonic() - self._down_since

    @property
    def max_payload(self) -> int:
        """How many bytes a message may have."""
        return self.client.max_payload

    async def wait_up(self) -> None:
        """Wait until it is connected."""
        while not self.up:
            await self._up.wait()
            if not self.client.is_connected:
                await asyncio.sleep(_RECONNECT_WAIT_S)

    async def ensure_stream(self, name: str, subjects: list[str]) -> Extent:
        """The stream, made if it is not there: on disk, as many copies as there can be.

        Raises:
            ClusterAway
            StorageUnusable: it is there with other subjects.
        """
        try:
            found = await self.asked(self.js.stream_info(name))
        except nats.js.errors.NotFoundError:
            await self._add_stream(name, subjects)
            found = await self.asked(self.js.stream_info(name))
        if sorted(found.config.subjects or ()) != sorted(subjects):
            raise StorageUnusable(f"log: NATS at {self.where}: stream {name} is not a relay's")
        return Extent(found.state.first_seq or 1, found.state.last_seq)

    async def extent(self, stream: str) -> Extent | None:
        """What the stream holds now; None if there is no such stream.

        Raises:
            ClusterAway
        """
        try:
            state = (await self.asked(self.js.stream_info(stream))).state
        except nats.js.errors.NotFoundError:
            return None
        return Extent(max(state.first_seq, 1), state.last_seq)

    async def publish(
        self,
        subject: str,
        payload: bytes,
        *,
        id_: str | None = None,
        after: int | None = None,
        deadline_s: float = _REQUEST_S,
    ) -> Published:
        """Add a message to the stream of this subject; it is stored when this returns.

        With an ``id_`` it may be tried again within the deadline: the server
        drops a repeat within two minutes.  With ``after`` it is stored only if
        that is the last number of its subject (0: none).

        Raises:
            ClusterAway: it is not certain to be stored.
            Overtaken: ``after`` is not the last number; it is certainly not stored.
        """
        headers: dict[str, str] = {}
        if id_ is not None:
            headers["Nats-Msg-Id"] = id_
        if after is not None:
            headers["Nats-Expected-Last-Subject-Sequence"] = str(after)
        try:
            async with asyncio.timeout(deadline_s):
                return await self._publish(subject, payload, headers, again=id_ is not None)
        except TimeoutError as error:
            raise ClusterAway(f"NATS is away for {deadline_s:g} s: {self._reason}") from error

    async def message_at(self, stream: str, seq: int) -> bytes | None:
        """The payload of one message; None if it is not there.

        Raises:
            ClusterAway
        """
        try:
            return (await self.asked(self.js.get_msg(stream, seq))).data or b""
        except nats.js.errors.NotFoundError:
            return None

    async def last_message(self, stream: str, subject: str) -> tuple[int, bytes] | None:
        """Number and payload of the newest message of a subject; None if there is none.

        Raises:
            ClusterAway
        """
        try:
            found = await self.asked(self.js.get_last_msg(stream, subject))
        except nats.js.errors.NotFoundError:
            return None
        return found.seq or 0, found.data or b""

    async def purge_before(self, stream: str, seq: int) -> None:
        """Forget all messages with smaller numbers.

        Raises:
            ClusterAway
        """
        await self.asked(self.js.purge_stream(stream, seq=seq))

    async def erase(self, stream: str, seq: int) -> None:
        """Overwrite one message on the server's disk; nothing if it is not there.

        Raises:
            ClusterAway
        """
        try:
            await self.asked(self.js.delete_msg(stream, seq))
        except nats.js.errors.APIError as error:
            if error.err_code not in _MESSAGE_GONE:
                raise ClusterAway(f"message {seq} cannot be erased: {error}") from error

    async def delete_stream(self, stream: str) -> None:
        """Drop a stream with all it holds; nothing if there is none.

        Raises:
            ClusterAway
        """
        try:
            await self.asked(self.js.delete_stream(stream))
        except nats.js.errors.NotFoundError:
            return

    async def close(self) -> None:
        """Let go of the connection."""
        self.lost.cancel()
        await self.client.close()

    async def _publish(
        self, subject: str, payload: bytes, headers: Mapping[str, str], *, again: bool
    ) -> Published:
        retried = False
        while True:
            await self.wait_up()
            try:
                ack = await self.js.publish(
                    subject, payload, timeout=_REQUEST_S, headers=dict(headers)
                )
                return Published(ack.seq, bool(ack.duplicate), retried)
            except nats.js.errors.APIError as error:
                if error.err_code in _WRONG_LAST_SEQUENCE:
                    raise Overtaken("another relay was faster") from error
                raise ClusterAway(f"NATS does not store it: {error}") from error
            except (nats.errors.Error, nats.js.errors.Error, OSError) as error:
                self._note(error)
                if not again:
                    raise ClusterAway(f"{self._reason}: not certain to be stored") from error
                retried = True
            await asyncio.sleep(_RECONNECT_WAIT_S)

    async def asked(self, question: Awaitable[_T]) -> _T:
        """An answer of the JetStream API.

        Raises:
            ClusterAway
            nats.js.errors.NotFoundError
            nats.js.errors.APIError: it understood and declined.
        """
        try:
            return await question
        except nats.js.errors.ServiceUnavailableError as error:
            raise ClusterAway("JetStream does not answer") from error
        except nats.js.errors.APIError:
            raise
        except (nats.errors.Error, nats.js.errors.Error, OSError) as error:
            raise ClusterAway(f"NATS is away: {_words(error)}") from error

    async def _add_stream(self, name: str, subjects: list[str]) -> None:
        config = StreamConfig(
            name=name,
            subjects=subjects,
            storage=StorageType.FILE,
            discard=DiscardPolicy.NEW,
            duplicate_window=_DUPLICATE_WINDOW_S,
        )
        for copies in COPIES:
            config.num_replicas = copies
            try:
                await self.asked(self.js.add_stream(config))
            except nats.js.errors.APIError as error:
                if copies == 1:
                    raise StorageUnusable(
                        f"log: NATS at {self.where}: stream {name}: {error.description}"
                    ) from error
            else:
                _log.info("stream %s made, %d copies", name, copies)
                return

    async def _prove(self, *, tls: bool) -> None:
        """JetStream is on; warn of what would make acknowledged events uncertain.

        Raises:
            StorageUnusable
        """
        try:
            await self.js.account_info()
        except (nats.js.errors.Error, nats.errors.NoRespondersError) as error:
            raise StorageUnusable(
                f"log: NATS at {self.where} has no JetStream for us:"
                " put `jetstream { sync_interval: always }` into its configuration"
            ) from error
        url = self.client.connected_url
        version = self.client.connected_server_version
        _log.info("connected to NATS %s at %s", version, url.hostname if url else self.where)
        if (version.major, version.minor) < _SYNCS:
            _log.warning(
                "NATS %s cannot sync before it acknowledges: a power cut could lose events;"
                " take 2.10 or newer with sync_interval: always",
                version,
            )
        if tls and not self.client._server_info.get("tls_required"):
            raise StorageUnusable(f"log: NATS at {self.where} does not speak TLS")

    async def _on_error(self, error: Exception) -> None:
        self._note(error)
        _log.debug("NATS: %s", self._reason)

    async def _on_disconnected(self) -> None:
        if self._up.is_set() and not self.lost.done():
            self._up.clear()
            self._down_since = time.monotonic()
            _log.warning("NATS is away: %s", self._reason)

    async def _on_reconnected(self) -> None:
        self._up.set()
        _log.info("NATS is back")

    async def _on_closed(self) -> None:
        self._up.clear()
        if not self.lost.done():
            self.lost.set_result(f"NATS has shut us out: {self._reason}")

    def _note(self, error: BaseException) -> None:
        """Keep the reason that tells most: a refusal is followed by lesser errors."""
        words = _words(error)
        if self.up or (self._reason != _REFUSED and words != _NO_ANSWER):
            self._reason = words


def _words(error: BaseException) -> str:
    """The error without anything of the address, which may hold a password."""
    if isinstance(error, nats.errors.AuthorizationError) or "Authorization" in str(error):
        return _REFUSED
    if isinstance(error, (TimeoutError, nats.errors.TimeoutError)):
        return _NO_ANSWER
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error).partition("://")[0].removeprefix("nats: ") or type(error).__name__


def without_secrets(server: str) -> str:
    """Host and port of a server's URL."""
    parts = urlsplit(server)
    return f"{parts.hostname}:{parts.port or 4222}"
