"""The account: who may use it, what it has paid for, what belongs to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from uis_desktop.simulator.scenario.words import (
    E164,
    Api,
    Component,
    Destination,
    Id,
    Positive,
    Strict,
)


class Limits(Strict, frozen=True, kw_only=True):
    """Budgets in points; every successful request costs one."""

    day: Annotated[int, Meta(ge=0)] = 750
    minute: Annotated[int, Meta(ge=0)] = 150


class AccessKey(Strict, frozen=True, kw_only=True):
    """A key of the cabinet ("Доступ по ключу"), used in place of a session's token.

    Attributes:
        valid_until: ``null``: for ever.
        apis: one key may open both interfaces.
    """

    key: Annotated[str, Meta(min_length=1)]
    valid_until: datetime | None = None
    blocked: bool = False
    apis: tuple[Api, ...] = ("call_api", "data_api")


class Tag(Strict, frozen=True, kw_only=True):
    """A mark calls can be given."""

    id: Id
    name: str
    is_system: bool = False


class TalkOption(Strict, frozen=True, kw_only=True):
    """What a key of the phone does during a talk.

    Attributes:
        value: of ``tag_call`` the tag's id, of ``transfer_call`` whom to ring: an
            extension, the number of a group, or a phone.
    """

    button: Annotated[str, Meta(pattern=r"^[0-9*#]$")]
    mnemonic: Literal[
        "finish_conversation", "tag_call", "record_talk", "transfer_call", "call_coach"
    ]
    name: str
    value: str | None = None


class MediaFile(Strict, frozen=True, kw_only=True):
    """A file that can be played to somebody."""

    id: Id
    name: str
    duration: Annotated[int, Meta(ge=0)] = 10


class Account(Strict, frozen=True, kw_only=True):
    """The company's account at the PBX.

    Attributes:
        components: what the tariff includes; ``call_api`` is the basic Call API,
            ``call_api_call_management`` what is done to running calls, ``data_api``
            the Data API.
        rights: what the user whose login and keys these are may use.
        active: an account that is not is refused everything.
        destinations: where ``start.*`` and ``make.call`` may call; abroad only if said.
        weights: points a method costs, if it is not one; ``{"list.calls": 5}``.
        limits: the Call API's budget; ``data_api_limits`` the Data API's.
        keys: beside login and password.
        allowlist: addresses and networks that may use the APIs; as with UIS nobody
            may until some are named.
        blacklist: contacts nobody may call.
        session_s: how long a login lasts.
        media_file_ids: files a call may play, without names; ``media_files``: with.
        tags: those calls can be given.
        talk_options: what the phones' keys do during a talk.
    """

    login: Annotated[str, Meta(min_length=1)]
    password: Annotated[str, Meta(min_length=1)]
    app_id: Id = 4711
    name: str = "ООО «Ромашка»"
    timezone: str = "Europe/Moscow"
    limits: Limits = Limits()
    data_api_limits: Limits = Limits(day=3000, minute=60)
    keys: tuple[AccessKey, ...] = ()
    weights: dict[str, Annotated[int, Meta(ge=0)]] = field(default_factory=dict)
    components: tuple[Component, ...] = ("call_api", "data_api")
    rights: tuple[Api, ...] = ("call_api", "data_api")
    active: bool = True
    destinations: tuple[Destination, ...] = ("mobile", "long_distance")
    allowlist: tuple[str, ...] = ()
    blacklist: tuple[E164, ...] = ()
    session_s: Positive = 3600.0
    media_file_ids: tuple[int, ...] = ()
    media_files: tuple[MediaFile, ...] = ()
    tags: tuple[Tag, ...] = ()
    talk_options: tuple[TalkOption, ...] = ()
