"""Numbers whose calls UIS does not let through (Data API, ``…_blacklist``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.core.phone import Phone
from uis_desktop.uis_api.lenient import Id, as_id
from uis_desktop.uis_api.listing import Ask, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedNumber:
    """A row of the list; the number is as UIS wrote it."""

    id: str
    phone_number: str
    comment: str | None


class _Number(msgspec.Struct, frozen=True):
    """What a row has is not documented; the number alone would do."""

    phone_number: int | str
    id: Id = None
    comment: str | None = None


class Blacklist:
    """Reads the list, and puts numbers on it and off it.

    What changes something is one request each, and raises:
        ServiceRefused: UIS declined; ``duplicate_entity`` on, ``entity_not_found`` off.
        ServiceUnreachable: certainly nothing was changed.
        OutcomeUnknown: it may have been changed.
        SignInRefused: login, password or key are not accepted.
    """

    def __init__(
        self,
        change: Ask,
        listing: Callable[[str, Callable[[msgspec.Raw], BlockedNumber]], Listing[BlockedNumber]],
    ) -> None:
        self._change = change
        self._listing = listing

    async def all(self) -> Sequence[BlockedNumber]:
        """The whole list.

        Raises:
            SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood
        """
        return await self._listing("get.blacklist_phone_numbers", _number).all()

    async def put(self, phone: Phone, comment: str | None = None) -> None:
        """Let no call of this number through."""
        extra = {} if comment is None else {"add_comment": comment}
        await self._change(
            "create.phone_number_to_blacklist", {"phone_number": phone.digits, **extra}
        )

    async def take(self, phone: Phone) -> None:
        """Let its calls through again."""
        await self._change("delete.phone_number_from_blacklist", {"phone_number": phone.digits})


def _number(raw: msgspec.Raw) -> BlockedNumber:
    row = msgspec.json.decode(raw, type=_Number)
    number = str(row.phone_number)
    return BlockedNumber(
        id=as_id(row.id) or number, phone_number=number, comment=row.comment or None
    )
