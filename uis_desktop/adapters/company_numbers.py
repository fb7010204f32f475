"""Who can tell the company's own numbers to somebody who is just signing in."""

from __future__ import annotations

from collections.abc import Sequence

from uis_desktop.adapters.relay_desk import RelayDirectory
from uis_desktop.core import phone
from uis_desktop.core.lines import Line, may_place_calls
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.data_records import UisLine


class NumbersOfRelay:
    """The relay has them if it has a key of UIS's Data API."""

    def __init__(self, directory: RelayDirectory) -> None:
        self._directory = directory

    async def lines(self) -> Sequence[Line]:
        """As the relay tells them to every desktop.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        return (await self._directory.lines(None)).told or ()


class NumbersOfUis:
    """UIS tells them to a login that may use the Data API."""

    def __init__(self, api: UisDataApi) -> None:
        self._api = api

    async def lines(self) -> Sequence[Line]:
        """The active ones of the account (``get.virtual_numbers``).

        Raises:
            SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood
        """
        return tuple(filter(None, map(_line, await self._api.virtual_numbers())))


def _line(told: UisLine) -> Line | None:
    """None if no call can be placed from it."""
    number = phone.key(told.phone_number) if told.active else None
    if number is None or not number.startswith("+") or not may_place_calls(number):
        return None
    return Line(phone_number=number, name=told.name)
