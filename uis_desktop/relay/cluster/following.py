"""Reading a stream in order and for ever, whatever happens to the connection.

nats-py has an ordered consumer, but it counts a message as delivered before it
drops it for a slow reader, and begins again at the first message when none has
come yet.  Here the order is proved message by message: the server numbers what
it sends to a consumer, and at the first number that does not fit a new
consumer begins behind the last message that was handed out.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass

import nats.errors
import nats.js.errors
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from uis_desktop.relay.cluster.connection import Cluster

_log = logging.getLogger(__name__)
_HEARTBEAT_S = 0.5
_MISSED_HEARTBEATS = 3
_AGAIN_S = 0.25
_LARGEST_BATCH = 256


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a stream.

    Attributes:
        seq: its number in the stream; they grow, and may have holes.
    """

    seq: int
    subject: str
    data: bytes


async def follow(
    cluster: Cluster,
    stream: str,
    after: int,
    *,
    subject: str = ">",
    prove: Callable[[int], Awaitable[int]] | None = None,
) -> AsyncGenerator[list[Message], None]:
    """Every message with a greater number, in order, in batches as they come; never ends.

    An empty batch says that for now the server has nothing more to send.
    ``prove`` is asked before the first message and after every interruption
    whether the stream is still the same, with the last number that was handed
    out; it answers behind which number to go on.  What it raises ends all,
    except :class:`ClusterAway`.
    """
    last = after
    while True:
        await cluster.wait_up()
        try:
            if prove is not None:
                last = await prove(last)
            async with contextlib.aclosing(_consume(cluster, stream, last, subject)) as batches:
                async for batch in batches:
                    last = batch[-1].seq if batch else last
                    yield batch
        except (nats.errors.Error, nats.js.errors.Error, OSError, TimeoutError) as error:
            _log.info("stream %s: consuming again after %d: %s", stream, last, type(error).__name__)
        await asyncio.sleep(_AGAIN_S)


async def _consume(
    cluster: Cluster, stream: str, after: int, subject: str
) -> AsyncGenerator[list[Message], None]:
    """One consumer's messages; ends when one is missing or the server falls silent."""
    client = cluster.client
    arrived: asyncio.Queue[Msg] = asyncio.Queue()
    inbox = client.new_inbox()

    async def put(message: Msg) -> None:
        arrived.put_nowait(message)

    subscription = await client.subscribe(
        inbox, cb=put, pending_msgs_limit=0, pending_bytes_limit=0
    )
    try:
        await cluster.js.add_consumer(
            stream,
            ConsumerConfig(
                deliver_subject=inbox,
                deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
                opt_start_seq=after + 1,
                filter_subject=subject,
                ack_policy=AckPolicy.NONE,
                max_deliver=1,
                flow_control=True,
                idle_heartbeat=_HEARTBEAT_S,
                mem_storage=True,
                num_replicas=1,
            ),
        )
        async with contextlib.aclosing(_in_order(cluster, arrived)) as batches:
            async for batch in batches:
                yield batch
    finally:
        await _leave(subscription)


async def _in_order(
    cluster: Cluster, arrived: asyncio.Queue[Msg]
) -> AsyncGenerator[list[Message], None]:
    """Batches of what arrives, as long as no number is missing."""
    delivered = 0
    while True:
        async with asyncio.timeout(_HEARTBEAT_S * _MISSED_HEARTBEATS):
            waiting = [await arrived.get()]
        while not arrived.empty() and len(waiting) < _LARGEST_BATCH:
            waiting.append(arrived.get_nowait())
        batch: list[Message] = []
        for message in waiting:
            if not await _fits(cluster, message, delivered):
                if batch:
                    yield batch
                return
            if not _is_control(message):
                delivered += 1
                batch.append(
                    Message(message.metadata.sequence.stream, message.subject, message.data)
                )
        if batch or _is_idle(waiting[-1]):
            yield batch


async def _fits(cluster: Cluster, message: Msg, delivered: int) -> bool:
    """Nothing is missing between the messages so far and this one."""
    if _is_control(message):
        return await _answer(cluster, message, delivered)
    return message.metadata.sequence.consumer == delivered + 1


def _is_idle(message: Msg) -> bool:
    """A heartbeat of a consumer that waits for nothing but new messages."""
    headers = message.headers or {}
    return _is_control(message) and not message.reply and "Nats-Consumer-Stalled" not in headers


def _is_control(message: Msg) -> bool:
    """A heartbeat or a question of flow control (status 100), not a message of the stream."""
    return bool(message.headers) and "Status" in (message.headers or {})


async def _answer(cluster: Cluster, message: Msg, delivered: int) -> bool:
    """Keep the server sending; whether nothing is missing up to here."""
    headers = message.headers or {}
    if headers["Status"] != "100":
        return False
    if message.reply:
        await cluster.client.publish(message.reply)
    elif stalled := headers.get("Nats-Consumer-Stalled"):
        await cluster.client.publish(stalled)
    last = headers.get("Nats-Last-Consumer")
    return last is None or int(last) == delivered


async def _leave(subscription: Subscription) -> None:
    """Unsubscribe; the server drops a consumer nobody listens to by itself."""
    with contextlib.suppress(nats.errors.Error, OSError):
        await subscription.unsubscribe()
