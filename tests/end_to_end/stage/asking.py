"""Questions over D-Bus, each with a deadline."""

from __future__ import annotations

import asyncio
from typing import Any

from dbus_fast.aio import MessageBus
from dbus_fast.constants import MessageType
from dbus_fast.message import Message
from dbus_fast.signature import Variant

PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
_ANSWER_S = 2.0


class Gone(Exception):
    """Who was asked is not there any more, or does not know the question."""


async def connect(address: str) -> MessageBus:
    """A connection to the bus at ``address``."""
    return await MessageBus(bus_address=address).connect()


async def ask(
    bus: MessageBus,
    at: tuple[str, str],
    interface: str,
    member: str,
    signature: str = "",
    *body: object,
) -> list[Any]:
    """Call a method of the object ``at`` (name, path); what it answers.

    Raises:
        Gone: no answer, or a refusal.
    """
    message = Message(
        destination=at[0],
        path=at[1],
        interface=interface,
        member=member,
        signature=signature,
        body=list(body),
    )
    try:
        async with asyncio.timeout(_ANSWER_S):
            reply = await bus.call(message)
    except TimeoutError as error:
        raise Gone(member) from error
    if reply.message_type is MessageType.ERROR:
        raise Gone(member)
    return list(reply.body)


async def get(bus: MessageBus, at: tuple[str, str], interface: str, name: str) -> Any:
    """A property of the object ``at``.

    Raises:
        Gone: no answer, or it has no such property.
    """
    value = (await ask(bus, at, PROPERTIES, "Get", "ss", interface, name))[0]
    return value.value if isinstance(value, Variant) else value


async def ask_bus(bus: MessageBus, member: str, name: str) -> list[Any]:
    """Ask the bus itself about the owner of ``name``.

    Raises:
        Gone: the bus knows no such name.
    """
    return await ask(bus, _BUS, _BUS[0], member, "s", name)
