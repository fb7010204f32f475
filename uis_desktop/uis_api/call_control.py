"""What can be done with a call that goes on (Call API, component "call management").

Which method is allowed when is UIS's state diagram; in a wrong state it says
``invalid_state``, and to an account without the component ``component_disabled``.
"""

from __future__ import annotations

import re

from uis_desktop.core.phone import Phone
from uis_desktop.uis_api.call_asking import CallAsking, id_of_call
from uis_desktop.uis_api.call_messages import Message, as_params

_ONE_SYMBOL = re.compile(r"[0-9*#]", re.ASCII)


class CallControl:
    """Every method is one request about the call of a session id.

    Each raises:
        CallRefused: UIS declined; nothing happened.
        ServiceUnreachable: the request certainly did not go out.
        OutcomeUnknown: it may have been carried out.
        SignInRefused: login, password or key are not accepted.
    """

    def __init__(self, asking: CallAsking) -> None:
        self._asking = asking

    async def hold(self, call: str, contact_hears: Message) -> None:
        """Let the contact wait, with something to hear: UIS requires it.

        Raises:
            CallRefused: ``invalid_state``, ``media_file_not_found``,
                ``tts_text_exceeded``, ``character_encoding_not_allowed``.
        """
        await self._asking.control("hold.call", call, contact_message=as_params(contact_hears))

    async def unhold(self, call: str) -> None:
        """Back to the contact who waits."""
        await self._asking.control("unhold.call", call)

    async def consult(self, call: str, to: Phone, hears: Message | None = None) -> None:
        """Dial somebody while the contact waits: only after :meth:`hold`.

        ``to`` may be outside, a colleague's number, a SIP number or an extension.
        With ``hears`` the contact goes on waiting until it has been played.

        Raises:
            CallRefused: ``invalid_state``, ``no_active_phone_number``.
        """
        extra = {} if hears is None else {"to_message": as_params(hears)}
        await self._asking.control("make.call", call, to=to.digits, **extra)

    async def transfer(self, call: str) -> None:
        """Hand the contact over to whom :meth:`consult` dials or has reached."""
        await self._asking.control("transfer.talk", call)

    async def restore(self, call: str) -> None:
        """Give up the consultation and return to the contact."""
        await self._asking.control("restore.talk", call)

    async def disconnect_leg(self, call: str, leg_id: str) -> None:
        """Take one participant out; without the contact the call is over.

        Raises:
            CallRefused: ``leg_not_found``.
        """
        await self._asking.control("disconnect.leg", call, leg_id=id_of_call(leg_id, "leg_id"))

    async def tag(self, call: str, tag_id: str) -> None:
        """Mark the call; a finished one is marked through the Data API.

        Raises:
            CallRefused: ``tag_not_found``, ``duplicate_tag``.
        """
        await self._asking.control("tag.call", call, tag_id=id_of_call(tag_id, "tag_id"))

    async def record(self, call: str, *, on: bool) -> None:
        """Begin or stop to record this call.

        Raises:
            CallRefused: ``forbidden`` (all calls are recorded), ``record_already_started``,
                ``record_already_stopped``.
        """
        await self._asking.control("record.call", call, action="on" if on else "off")

    async def add_coach(self, call: str, phone: Phone | None = None) -> None:
        """Let the trainer listen in; None: the one of the employee's settings.

        Raises:
            CallRefused: ``coach_not_found``, ``no_active_phone_number``.
        """
        extra = {} if phone is None else {"phone_number": phone.digits}
        await self._asking.control("add.coach", call, **extra)

    async def block_contact(self, call: str) -> None:
        """Put the contact's number on the blacklist.

        Raises:
            CallRefused: ``duplicate_contact``.
        """
        await self._asking.control("block.contact", call)

    async def send_dtmf(self, call: str, symbol: str) -> None:
        """Send one of ``0-9 * #``: UIS takes one with a request.

        On outgoing calls the phones' options hear it only after 30 s.
        """
        if not _ONE_SYMBOL.fullmatch(symbol):
            raise ValueError("symbol: one of 0-9 * #")
        await self._asking.control("send.dtmf", call, dtmf_string=symbol)

    async def use_talk_option(self, call: str, button: str) -> None:
        """As if somebody pressed this button; again it ends what it began.

        Raises:
            CallRefused: ``talk_option_not_found``, ``invalid_state``, ``forbidden``.
        """
        await self._asking.control("call.talk_option", call, button=button)

    async def release(self, call: str) -> None:
        """End the whole call (component "basic")."""
        await self._asking.control("release.call", call)
