"""Tags on finished calls at UIS: through the relay, which has the key and knows the calls."""

from __future__ import annotations

from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.net.https import Https
from uis_desktop.uis_api.numbers import number
from uis_desktop.wire.call_api import TAGGING_PATH


class RelayTags:
    """One request for each tag; the relay finds the communication of the call."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        through = ThroughRelay(https, relay_url=relay_url, token=token, path=TAGGING_PATH)
        self._ask = through.ask

    async def tag(self, call_session_id: str, tag_id: str, *, wanted: bool) -> None:
        """Put a tag on a call, or take it off.

        Raises:
            ServiceRefused: UIS or the relay declined; nothing was changed.
            ServiceUnreachable: certainly nothing was changed.
            OutcomeUnknown: it may have been changed.
            ReplyNotUnderstood: whoever answered is no relay.
        """
        await self._ask(
            "set.tag_communications" if wanted else "unset.tag_communications",
            {
                "call_session_id": number(call_session_id, "call_session_id"),
                "tag_id": number(tag_id, "tag_id"),
            },
        )
