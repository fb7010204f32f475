"""The Call API: start calls, follow up those that go on, end them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from uis_desktop.core.call_control import TagButton
from uis_desktop.core.phone import Phone
from uis_desktop.uis_api.call_asking import CallAsking, Way
from uis_desktop.uis_api.call_control import CallControl
from uis_desktop.uis_api.call_listing import CallListing
from uis_desktop.uis_api.call_messages import Speech
from uis_desktop.uis_api.call_starts import EmployeeCall, StartCall
from uis_desktop.uis_api.limits import Limits


class _Started(msgspec.Struct, frozen=True):
    call_session_id: int | str


class UisCallApi:
    """Places, controls and ends calls, whichever way the requests go.

    Attributes:
        control: what can be done with a call that goes on.
        listing: which calls go on.
    """

    def __init__(self, way: Way) -> None:
        self._way = way
        self._asking = CallAsking(way)
        self.control = CallControl(self._asking)
        self.listing = CallListing(self._asking)

    @property
    def limits(self) -> Limits:
        """The budget as UIS told it last; all None before the first reply."""
        return self._asking.limits

    async def sign_in(self) -> None:
        """Open a session now, to find out whether login and password are right.

        Raises:
            SignInRefused, ServiceUnreachable, OutcomeUnknown, ServiceRefused, ReplyNotUnderstood
        """
        await self._way.sign_in()

    async def aclose(self) -> None:
        """End the session at UIS, if there is one; a failure is only logged."""
        await self._way.aclose()

    async def start(self, call: StartCall) -> str:
        """Start a call; its session id, told before anybody is rung.

        At most one request that may place a call is carried out.  A reply that
        does not say how it went is an unknown outcome, and so is UIS's own
        ``internal_error``: the fault may have come after dialling began.

        Raises:
            CallRefused: UIS declined; nothing was dialled.
            ServiceUnreachable: the request certainly did not go out.
            OutcomeUnknown: it may have been dialled; look for the ``external_id``.
            SignInRefused: login, password or key are not accepted.
        """
        started = await self._asking.change(call.method, call.params(), _Started)
        return str(started.call_session_id)

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: str, employee_id: str, external_id: str
    ) -> str:
        """A click: ring the employee, then dial the contact; as :meth:`start`."""
        return await self.start(
            EmployeeCall(
                contact=contact,
                virtual_phone_number=virtual_phone_number,
                employee_id=employee_id,
                external_id=external_id,
            )
        )

    async def call_of_click(self, external_id: str) -> str | None:
        """The session id of the call that goes on because of this click; None: there is none.

        Raises:
            CallRefused, ServiceUnreachable, SignInRefused, ReplyNotUnderstood
        """
        call = await self.listing.call_of(external_id)
        return None if call is None else call.call_session_id

    async def release_call(self, call_session_id: str) -> None:
        """End the whole call.

        Raises:
            CallRefused, ServiceUnreachable, OutcomeUnknown, SignInRefused
        """
        await self.control.release(call_session_id)

    async def hold_call(self, call_session_id: str, words: str) -> None:
        """Let the contact wait; a voice reads him ``words``.  Raises as :class:`CallControl`."""
        await self.control.hold(call_session_id, Speech(words))

    async def unhold_call(self, call_session_id: str) -> None:
        """Back to the contact.  Raises as :class:`CallControl`."""
        await self.control.unhold(call_session_id)

    async def consult_call(self, call_session_id: str, to: Phone) -> None:
        """Dial somebody while the contact waits.  Raises as :class:`CallControl`."""
        await self.control.consult(call_session_id, to)

    async def transfer_call(self, call_session_id: str) -> None:
        """Hand the contact over.  Raises as :class:`CallControl`."""
        await self.control.transfer(call_session_id)

    async def restore_call(self, call_session_id: str) -> None:
        """Return to the contact.  Raises as :class:`CallControl`."""
        await self.control.restore(call_session_id)

    async def record_call(self, call_session_id: str, *, on: bool) -> None:
        """Begin or stop to record.  Raises as :class:`CallControl`."""
        await self.control.record(call_session_id, on=on)

    async def tag_call(self, call_session_id: str, tag_id: str) -> None:
        """Mark the call.  Raises as :class:`CallControl`."""
        await self.control.tag(call_session_id, tag_id)

    async def coach_call(self, call_session_id: str) -> None:
        """Let the employee's trainer listen in.  Raises as :class:`CallControl`."""
        await self.control.add_coach(call_session_id)

    async def press_key(self, call_session_id: str, symbol: str) -> None:
        """Send one symbol to the contact.  Raises as :class:`CallControl`."""
        await self.control.send_dtmf(call_session_id, symbol)

    async def block_contact(self, call_session_id: str) -> None:
        """Put the contact's number on the blacklist.  Raises as :class:`CallControl`."""
        await self.control.block_contact(call_session_id)

    async def tag_buttons(self) -> Sequence[TagButton]:
        """Which keys mark a call, in the order of the keys.

        Raises:
            CallRefused, ServiceUnreachable, ReplyNotUnderstood, SignInRefused
        """
        options = await self.listing.talk_options()
        found = [
            TagButton(
                digit=one.button, tag_id=one.value_id, name=one.value or one.name or one.value_id
            )
            for one in options
            if one.mnemonic == "tag_call" and one.value_id is not None
        ]
        return sorted(found, key=lambda button: button.digit)
