"""The bus of the log-in session (D-Bus): calls and signals.

Loaded by name when somebody needs it, see :mod:`.portal_keys`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import AuthError, InvalidAddressError, InvalidMessageError
from dbus_fast.unpack import unpack_variants

from uis_desktop.adapters.bus import BusSignal, CallFailed

_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class SessionBus:
    """A connection of its own; what was asked for over it ends with it."""

    def __init__(self, bus: MessageBus, told: Callable[[BusSignal], None]) -> None:
        self._bus = bus
        self._told = told
        bus.add_message_handler(self._on_message)

    @property
    def name(self) -> str:
        """Its name on the bus: ``:1.42``."""
        return self._bus.unique_name or ""

    async def listen(self, rule: str) -> None:
        """Have signals of this rule told (D-Bus specification, "Match Rules").

        Raises:
            CallFailed
        """
        await self.call(*_BUS, "AddMatch", "s", [rule])

    async def call(
        self,
        service: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Sequence[object] = (),
    ) -> Sequence[object]:
        """What the method returns; texts in ``a{sv}`` are wrapped here.

        Raises:
            CallFailed: with the error's name, or an empty one if the bus is gone.
        """
        message = Message(
            service, path, interface, member, signature=signature, body=_wrapped(list(body))
        )
        try:
            reply = await self._bus.call(message)
        except (EOFError, OSError, InvalidMessageError) as error:
            raise CallFailed("", type(error).__name__) from error
        if reply is None:
            raise CallFailed("", "no answer")
        if reply.message_type is MessageType.ERROR:
            raise CallFailed(reply.error_name or "", str(next(iter(reply.body), "")))
        answer: Sequence[object] = unpack_variants(reply.body)
        return answer

    def close(self) -> None:
        """Let go of everything."""
        self._bus.remove_message_handler(self._on_message)
        self._bus.disconnect()

    def _on_message(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            body = unpack_variants(message.body)
            self._told(BusSignal(message.path or "", message.member or "", body))


async def connect(told: Callable[[BusSignal], None]) -> SessionBus:
    """A connection whose signals are ``told``.

    Raises:
        CallFailed: there is no bus, or it lets nobody in.
    """
    try:
        bus = await MessageBus().connect()
    # KeyError and ValueError: there is no address, or it is not one.
    except (OSError, EOFError, KeyError, ValueError, AuthError, InvalidAddressError) as error:
        raise CallFailed("", type(error).__name__) from error
    return SessionBus(bus, told)


def _wrapped(value: Any) -> Any:
    """Texts that stand in a dictionary are variants."""
    if isinstance(value, dict):
        return {key: Variant("s", text) for key, text in value.items()}
    if isinstance(value, list | tuple):
        return [_wrapped(part) for part in value]
    return value
