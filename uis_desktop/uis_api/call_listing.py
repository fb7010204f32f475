"""The calls that go on (Call API, ``list.calls``), and what the phones' buttons do.

The account's budget does not allow to follow calls this way: ask once around a
click whose outcome is unknown, and follow notifications.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TypeVar

import msgspec

from uis_desktop.errors import ReplyNotUnderstood
from uis_desktop.uis_api.call_asking import CallAsking
from uis_desktop.uis_api.leg_states import LegState, leg_state
from uis_desktop.uis_api.lenient import Id, as_id, listed, moment

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class Direction(StrEnum):
    """What whoever placed the call has said it is."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTag:
    """A tag of a call."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLeg:
    """A phone connection of a call.

    Attributes:
        called_phone_number: with dots and digits where some are dialled after the answer.
        is_operator: the employee's side.
        state_text: as UIS wrote it.
    """

    id: str
    calling_phone_number: str | None
    called_phone_number: str | None
    is_operator: bool
    employee_id: str | None
    employee_full_name: str | None
    is_recorded: bool
    state: LegState
    state_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCall:
    """A call that goes on; numbers as UIS wrote them.

    Attributes:
        start_time: UTC; None if UIS told none, or one without an offset and nobody
            told us the account's zone.
    """

    call_session_id: str
    direction: Direction | None
    start_time: datetime | None
    virtual_phone_number: str | None
    contact_phone_number: str | None
    external_id: str | None
    tags: tuple[CallTag, ...]
    legs: tuple[ListedLeg, ...]

    def concerns(self, employee_id: str) -> bool:
        """One of his phones takes part; UIS has no such filter."""
        return any(leg.employee_id == employee_id for leg in self.legs)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkOption:
    """What a button of the phone does during a talk.

    Attributes:
        mnemonic: ``finish_conversation``, ``tag_call``, ``record_talk``,
            ``transfer_call``, ``run_scenario``, ``call_coach``, ``receive_fax``,
            ``save_numa``; an open list.
        value_id, value: what it does it with (a tag, a number), or None.
    """

    button: str
    mnemonic: str
    name: str
    value_id: str | None
    value: str | None


class _Tag(msgspec.Struct, frozen=True):
    tag_id: Id = None
    tag_name: str | None = None


class _Leg(msgspec.Struct, frozen=True):
    leg_id: int | str
    calling_phone_number: Id = None
    called_phone_number: Id = None
    is_operator: bool | None = None
    employee_id: Id = None
    employee_full_name: str | None = None
    record_call_enabled: bool | None = None
    state: str | None = None


class _Call(msgspec.Struct, frozen=True):
    call_session_id: int | str
    direction: str | None = None
    start_time: str | None = None
    virtual_phone_number: Id = None
    contact_phone_number: Id = None
    external_id: Id = None
    tags: list[_Tag] | None = None
    legs: list[_Leg] | None = None


class _Value(msgspec.Struct, frozen=True):
    id: Id = None
    value: Id = None


class _Option(msgspec.Struct, frozen=True):
    button: int | str
    mnemonic: str = ""
    name: str | None = None
    button_value: _Value | None = None


class CallListing:
    """Asks once with every method; see :mod:`uis_desktop.uis_api.budget`."""

    def __init__(self, asking: CallAsking) -> None:
        self._asking = asking

    async def calls(
        self,
        *,
        direction: Direction | None = None,
        virtual_phone_number: str | None = None,
        zone: tzinfo | None = None,
    ) -> Sequence[ListedCall]:
        """The calls of the whole company that go on; through the relay only one's own.

        ``virtual_phone_number`` is one of ours, E.164 (UIS takes those that begin
        with 7); ``zone`` is the account's, whose times have no offset.

        Raises:
            CallRefused: UIS declined; ``limit_exceeded`` also when the budget is low.
            ServiceUnreachable: there is no answer.
            ReplyNotUnderstood, SignInRefused
        """
        params: dict[str, object] = {}
        if direction is not None:
            params["direction"] = direction.value
        if virtual_phone_number is not None:
            params["virtual_phone_number"] = virtual_phone_number.removeprefix("+")
        data = await self._asking.read("list.calls", params)
        return [_call(row, zone) for row in _rows("list.calls", data, _Call)]

    async def call_of(self, external_id: str) -> ListedCall | None:
        """The call that was placed with this ``external_id``, if it goes on.

        Raises:
            as :meth:`calls`.
        """
        return next((call for call in await self.calls() if call.external_id == external_id), None)

    async def talk_options(self) -> Sequence[TalkOption]:
        """What the account's buttons do during a talk.

        Raises:
            as :meth:`calls`.
        """
        data = await self._asking.read("list.talk_options", {})
        return [_option(row) for row in _rows("list.talk_options", data, _Option)]


def _rows(method: str, data: msgspec.Raw, shape: type[_T]) -> Sequence[_T]:
    """One client has seen a single object in place of the list.

    Raises:
        ReplyNotUnderstood: it is no JSON.
    """
    try:
        found = msgspec.json.decode(data)
    except (ValueError, RecursionError) as error:
        raise ReplyNotUnderstood(f"{method}: {error}") from error
    rows: list[_T] = []
    for row in listed(found):
        try:
            rows.append(msgspec.convert(row, shape))
        except ValueError as error:
            # One odd row must not keep the others away.
            log.warning("%s: a row is skipped: %s", method, error)
    return rows


def _call(row: _Call, zone: tzinfo | None) -> ListedCall:
    return ListedCall(
        call_session_id=str(row.call_session_id),
        direction=Direction(row.direction) if row.direction in set(Direction) else None,
        start_time=moment(row.start_time, zone),
        virtual_phone_number=as_id(row.virtual_phone_number),
        contact_phone_number=as_id(row.contact_phone_number),
        external_id=as_id(row.external_id),
        tags=tuple(
            CallTag(id=id_, name=tag.tag_name or "")
            for tag in row.tags or ()
            if (id_ := as_id(tag.tag_id)) is not None
        ),
        legs=tuple(map(_leg, row.legs or ())),
    )


def _leg(row: _Leg) -> ListedLeg:
    return ListedLeg(
        id=str(row.leg_id),
        calling_phone_number=as_id(row.calling_phone_number),
        called_phone_number=as_id(row.called_phone_number),
        is_operator=bool(row.is_operator),
        employee_id=as_id(row.employee_id),
        employee_full_name=row.employee_full_name or None,
        is_recorded=bool(row.record_call_enabled),
        state=leg_state(row.state or ""),
        state_text=row.state or "",
    )


def _option(row: _Option) -> TalkOption:
    value = row.button_value or _Value()
    return TalkOption(
        button=str(row.button),
        mnemonic=row.mnemonic,
        name=row.name or "",
        value_id=as_id(value.id),
        value=as_id(value.value),
    )
