"""My status at UIS through the relay, which knows from the token whose it is."""

from __future__ import annotations

from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.my_status import Status, StatusNow
from uis_desktop.net.https import Https
from uis_desktop.uis_api.numbers import number
from uis_desktop.uis_api.statuses import CHANGE
from uis_desktop.wire.call_api import MY_STATUS_PATH
from uis_desktop.wire.frames import MyStatus


class RelayOwnStatus:
    """Asks for it, and has it changed by one request."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        self._door = RelayDoor(https, relay_url=relay_url, token=token)
        self._through = ThroughRelay(https, relay_url=relay_url, token=token, path=MY_STATUS_PATH)

    async def now(self) -> StatusNow:
        """What UIS says now.

        Raises:
            ServiceRefused: UIS declined, or the relay (its mnemonics begin with ``relay_``).
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        told = await self._door.ask_uis(MY_STATUS_PATH.removeprefix("/v1/"), MyStatus)
        return StatusNow(
            id=told.status_id,
            statuses=tuple(
                Status(
                    id=one.id,
                    name=one.name,
                    mnemonic=one.mnemonic,
                    color=one.color,
                    is_selectable=one.is_selectable,
                )
                for one in told.statuses
            ),
        )

    async def change(self, status_id: str) -> None:
        """Have UIS give me another status.

        Raises:
            ServiceRefused: UIS or the relay declined; nothing was changed.
            ServiceUnreachable: certainly nothing was changed.
            OutcomeUnknown: it may have been changed.
            ReplyNotUnderstood: whoever answered is no relay.
        """
        await self._through.ask(CHANGE, {"status_id": number(status_id, "status_id")})
