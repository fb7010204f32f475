"""What is asked of a bus between programs, whatever library speaks to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class CallFailed(Exception):
    """An error instead of an answer.

    Attributes:
        name: the error's, ``org.freedesktop.DBus.Error.UnknownMethod``; empty if the bus
            itself has failed.
    """

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


@dataclass(frozen=True, slots=True)
class BusSignal:
    """Something a service tells; variants in ``body`` are what is in them."""

    path: str
    member: str
    body: Sequence[object]


class Bus(Protocol):
    """A connection, see :class:`uis_desktop.adapters.session_bus.SessionBus`."""

    @property
    def name(self) -> str:
        """Its name on the bus: ``:1.42``."""
        ...

    async def listen(self, rule: str) -> None:
        """Have signals of this rule told.

        Raises:
            CallFailed
        """
        ...

    async def call(
        self,
        service: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: Sequence[object] = (),
    ) -> Sequence[object]:
        """What the method returns.

        Raises:
            CallFailed
        """
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


Connect = Callable[[Callable[[BusSignal], None]], Awaitable[Bus]]
