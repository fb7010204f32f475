"""``/v1/my-status``: an employee's own status at UIS, and the door through which it changes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from aiohttp import web

from uis_desktop.errors import ServiceRefused, UisError
from uis_desktop.relay.call_proxy.pace import Pace
from uis_desktop.relay.call_proxy.replies import message_of
from uis_desktop.relay.call_proxy.room import JsonRpcDoor
from uis_desktop.relay.call_proxy.single_requests import word_of
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.my_status.own_statuses import OwnStatuses
from uis_desktop.relay.refusals import Refused, json_response, require_device
from uis_desktop.relay.roster import Roster
from uis_desktop.wire.call_api import MY_STATUS_PATH, STATUS, RelayWord


class MyStatusRoom:
    """Two answers at one address."""

    def __init__(self, *, roster: Roster, statuses: OwnStatuses, limits: Limits) -> None:
        self._roster = roster
        self._statuses = statuses
        self._door = JsonRpcDoor(MY_STATUS_PATH, roster=roster, proxy=statuses, limits=limits)
        # Each question costs points of the company's budget at UIS.
        self._pace = Pace(limits.call_api_per_minute)

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        """Ask for it, and have it changed."""
        return (
            web.get(MY_STATUS_PATH, self.tell, allow_head=False),
            *self._door.routes(),
        )

    async def tell(self, request: web.Request) -> web.Response:
        """``GET``: the status, and those to choose from."""
        device = await require_device(request, self._roster)
        wait_s = self._pace.wait_s(device.id)
        if wait_s > 0:
            raise _refused(RelayWord.TOO_MANY, retry_after_s=math.ceil(wait_s))
        try:
            return json_response(await self._statuses.of(device))
        except ServiceRefused as error:
            word = error.mnemonic or str(error.code)
            raise Refused(STATUS[RelayWord.NOT_SENT], word, error.message) from error
        except UisError as error:
            raise _refused(word_of(error)) from error


def _refused(word: RelayWord, *, retry_after_s: int | None = None) -> Refused:
    return Refused(STATUS[word], word, message_of(word), retry_after_s=retry_after_s)
