"""Tags on finished calls (Data API, ``get.tags``, ``set.tag_communications``, …).

They belong to the *communication*, whose id differs from the call session's:
``communication_id`` of notifications and reports.  A call that goes on is tagged
through the Call API.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.uis_api.lenient import Id, as_id
from uis_desktop.uis_api.listing import Ask, Listing
from uis_desktop.uis_api.numbers import number, numbers

#: There are chats and messages too.
_CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class UisTag:
    """A tag of the account's; ``is_system``: UIS itself made it."""

    id: str
    name: str
    is_system: bool


class _Tag(msgspec.Struct, frozen=True):
    id: int | str
    name: str | None = None
    is_system: bool | None = None


class _Reported(msgspec.Struct, frozen=True):
    id: int | str
    communication_id: Id = None


class Tagging:
    """Reads the tags, and puts them on calls that are over.

    What changes something is one request each, and raises:
        ServiceRefused: UIS declined; nothing was changed.
        ServiceUnreachable: certainly nothing was changed.
        OutcomeUnknown: it may have been changed.
        SignInRefused: login, password or key are not accepted.
    """

    def __init__(
        self,
        change: Ask,
        listing: Callable[[str, Callable[[msgspec.Raw], UisTag]], Listing[UisTag]],
    ) -> None:
        self._change = change
        self._listing = listing

    async def all(self) -> Sequence[UisTag]:
        """The account's tags.

        Raises:
            SignInRefused, ServiceUnreachable, ServiceRefused, ReplyNotUnderstood
        """
        return await self._listing("get.tags", _tag).all()

    async def put(self, communication_id: str, tag_id: str) -> None:
        """Put a tag on a call."""
        await self._change("set.tag_communications", _one(communication_id, tag_id))

    async def take(self, communication_id: str, tag_id: str) -> None:
        """Take a tag off a call."""
        await self._change("unset.tag_communications", _one(communication_id, tag_id))

    async def put_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Put many tags in one request; ``(communication_id, tag_id)`` each."""
        items = [_one(communication_id, tag_id) for communication_id, tag_id in pairs]
        if items:
            await self._change("set.communications_tags", {"items": items})

    async def replace(self, communication_id: str, tag_ids: Iterable[str]) -> None:
        """These and no others; none: the call has no tags any more."""
        await self._change(
            "update.tags_communication",
            {
                "communication_id": number(communication_id, "communication_id"),
                "communication_type": _CALL,
                "tag_ids": numbers(tag_ids, "tag_ids"),
            },
        )


def _one(communication_id: str, tag_id: str) -> dict[str, object]:
    return {
        "communication_id": number(communication_id, "communication_id"),
        "communication_type": _CALL,
        "tag_id": number(tag_id, "tag_id"),
    }


def _tag(raw: msgspec.Raw) -> UisTag:
    row = msgspec.json.decode(raw, type=_Tag)
    return UisTag(id=str(row.id), name=row.name or "", is_system=bool(row.is_system))


def communication_in(rows: msgspec.Raw, call_session_id: str) -> str | None:
    """The communication of a call in rows of ``get.calls_report``, whatever else is there.

    Raises:
        ValueError: they are no rows.
    """
    for row in msgspec.json.decode(rows, type=list[_Reported] | None) or ():
        if str(row.id) == call_session_id:
            return as_id(row.communication_id)
    return None
