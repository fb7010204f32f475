"""The connection check: what each part of the way last said, and a test ring on all of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from uis_desktop.core.call_control import TagButton
from uis_desktop.core.lights import Arrivals, Tried
from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.ring_test import RingReport
from uis_desktop.errors import UisError
from uis_desktop.session.ports import CallApi

_T = TypeVar("_T")


class RelayChecks(Protocol):
    """What the relay can tell of the way from UIS to it."""

    async def notified_at(self) -> datetime | None:
        """When UIS's last notification for the company arrived at the relay; None: never.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        ...

    async def ring(self) -> RingReport:
        """Have the relay ring this desktop; returns when it has, or when that failed.

        Raises:
            ServiceUnreachable, OutcomeUnknown, DeviceRevoked, ReplyNotUnderstood
        """
        ...


class WatchedCallApi:
    """A Call API that remembers whether it answered the last time.

    Attributes:
        tried: that time; None: nobody has asked yet.
    """

    def __init__(self, call_api: CallApi, now: Callable[[], datetime]) -> None:
        self._call_api = call_api
        self._now = now
        self.tried: Tried | None = None

    async def sign_in(self) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.sign_in())

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: Number, employee_id: str, external_id: str
    ) -> str:
        """As the one it watches."""
        return await self._watch(
            self._call_api.start_employee_call(
                contact=contact,
                virtual_phone_number=virtual_phone_number,
                employee_id=employee_id,
                external_id=external_id,
            )
        )

    async def call_of_click(self, external_id: str) -> str | None:
        """As the one it watches."""
        return await self._watch(self._call_api.call_of_click(external_id))

    async def release_call(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.release_call(call_session_id))

    async def hold_call(self, call_session_id: str, words: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.hold_call(call_session_id, words))

    async def unhold_call(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.unhold_call(call_session_id))

    async def consult_call(self, call_session_id: str, to: Phone) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.consult_call(call_session_id, to))

    async def transfer_call(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.transfer_call(call_session_id))

    async def restore_call(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.restore_call(call_session_id))

    async def record_call(self, call_session_id: str, *, on: bool) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.record_call(call_session_id, on=on))

    async def tag_call(self, call_session_id: str, tag_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.tag_call(call_session_id, tag_id))

    async def coach_call(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.coach_call(call_session_id))

    async def press_key(self, call_session_id: str, symbol: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.press_key(call_session_id, symbol))

    async def block_contact(self, call_session_id: str) -> None:
        """As the one it watches."""
        await self._watch(self._call_api.block_contact(call_session_id))

    async def tag_buttons(self) -> Sequence[TagButton]:
        """As the one it watches."""
        return await self._watch(self._call_api.tag_buttons())

    async def _watch(self, request: Awaitable[_T]) -> _T:
        """Note what comes of a request; one that is cancelled tells nothing."""
        try:
            answer = await request
        except UisError as error:
            self.tried = Tried(at=self._now(), failure=error)
            raise
        self.tried = Tried(at=self._now())
        return answer


class Checking:
    """Asks when it is told to, and never by itself."""

    def __init__(
        self, *, relay: RelayChecks, call_api: WatchedCallApi, now: Callable[[], datetime]
    ) -> None:
        self._relay = relay
        self._call_api = call_api
        self._now = now

    @property
    def call_api(self) -> Tried | None:
        """How UIS's Call API answered the last time; None: nobody has asked yet."""
        return self._call_api.tried

    async def try_call_api(self) -> Tried:
        """Sign in at UIS's Call API, to see whether it lets us."""
        try:
            await self._call_api.sign_in()
        except UisError as error:
            return Tried(at=self._now(), failure=error)
        return Tried(at=self._now())

    async def ask_relay(self) -> Arrivals:
        """Ask the relay when UIS last notified it."""
        try:
            notified_at = await self._relay.notified_at()
        except UisError as error:
            return Arrivals(asked=Tried(at=self._now(), failure=error))
        return Arrivals(asked=Tried(at=self._now()), notified_at=notified_at)

    async def ring(self) -> RingReport:
        """A test ring, the whole way; its card comes as any other's.

        Raises:
            ServiceUnreachable, OutcomeUnknown, DeviceRevoked, ReplyNotUnderstood
        """
        return await self._relay.ring()
