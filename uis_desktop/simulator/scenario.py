"""The scenario file: an account, its people, and the calls of a day.

A scenario is one JSON object; the classes here are its shape, and a key that is
not listed is an error.  All numbers of seconds may be fractions::

    {
      "account": {"login": "demo", "password": "…", "timezone": "Europe/Moscow",
                  "allowlist": ["127.0.0.0/8", "::1/128"]},
      "virtual_numbers": [
        {"id": 1, "virtual_phone_number": "74950000001", "name": "Office", "ring": [123456]}
      ],
      "employees": [
        {"id": 123456, "full_name": "Anna Ivanova", "extension": "101",
         "phone_numbers": [{"phone_number": "0412345"}],
         "behaviour": {"does": "answers", "after_s": 3}}
      ],
      "contacts": [
        {"id": 501, "full_name": "Alexey Smirnov", "phone_number": "79001234567",
         "organization": "Daisy Ltd", "personal_manager_id": 123456}
      ],
      "employee_groups": [{"id": 71, "name": "Sales", "members": [123456]}],
      "timeline": [
        {"at_s": 2, "type": "inbound", "contact": "79001234567", "line": "74950000001",
         "answers": {"employee": 123456, "after_s": 4}, "talk_s": 8}
      ]
    }
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Seconds = Annotated[float, Meta(ge=0)]
Positive = Annotated[float, Meta(gt=0)]
Id = Annotated[int, Meta(ge=1)]
Digits = Annotated[str, Meta(pattern=r"^[0-9]{1,15}$")]
E164 = Annotated[str, Meta(pattern=r"^[1-9][0-9]{6,14}$")]
Extension = Annotated[str, Meta(pattern=r"^[0-9]{1,5}$")]
Order = Literal["parallel", "sequential"]
Party = Literal["contact", "employee"]
Api = Literal["call_api", "data_api"]
Component = Literal[
    "call_api",
    "call_api_call_management",
    "call_api_informer",
    "call_api_scenario",
    "data_api",
]
#: Where a call may go; who is not named here is one's own colleague or a neighbour.
Destination = Literal["mobile", "long_distance", "international"]
KindWord = Literal[
    "incoming",
    "waiting",
    "outgoing",
    "talk_started",
    "talk_ended",
    "call_ended",
    "lost",
    "recorded",
]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file; unknown keys are errors."""


class Behaviour(_Strict, frozen=True, kw_only=True):
    """What a virtual person does when a phone rings.

    Attributes:
        does: ``answers``; ``busy``: the phone does not even ring; ``silent``:
            rings until it times out; ``declines``.
        after_s: rings so long before the person answers or declines.
        talks_s: hangs up after so long a talk; ``null``: leaves it to the other.
    """

    does: Literal["answers", "busy", "silent", "declines"] = "answers"
    after_s: Seconds = 3.0
    talks_s: Seconds | None = None


class Limits(_Strict, frozen=True, kw_only=True):
    """Budgets in points; every successful request costs one."""

    day: Annotated[int, Meta(ge=0)] = 750
    minute: Annotated[int, Meta(ge=0)] = 150


class AccessKey(_Strict, frozen=True, kw_only=True):
    """A key of the cabinet ("Доступ по ключу"), used in place of a session's token.

    Attributes:
        valid_until: ``null``: for ever.
        apis: one key may open both interfaces.
    """

    key: Annotated[str, Meta(min_length=1)]
    valid_until: datetime | None = None
    blocked: bool = False
    apis: tuple[Api, ...] = ("call_api", "data_api")


class Tag(_Strict, frozen=True, kw_only=True):
    """A mark calls can be given."""

    id: Id
    name: str
    is_system: bool = False


class Status(_Strict, frozen=True, kw_only=True):
    """What an employee may say of himself.

    Attributes:
        mnemonic: ``null``: the company has made it up.
        calls: which calls reach him or are made by him: ``internal`` ones only, or only
            those he makes himself (``out``).
    """

    id: Id
    name: str
    mnemonic: str | None = None
    description: str | None = None
    color: str = "#828282"
    calls: Literal["all", "internal", "out", "none"] = "all"
    is_select_allowed: bool = True
    is_worktime: bool = True
    is_deleted: bool = False


class TalkOption(_Strict, frozen=True, kw_only=True):
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


class MediaFile(_Strict, frozen=True, kw_only=True):
    """A file that can be played to somebody."""

    id: Id
    name: str
    duration: Annotated[int, Meta(ge=0)] = 10


class Account(_Strict, frozen=True, kw_only=True):
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
    weights: dict[str, Annotated[int, Meta(ge=0)]] = {}
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


class VirtualNumber(_Strict, frozen=True, kw_only=True):
    """A rented number, and whose phones ring when it is called.

    Attributes:
        status: calls can be made from an active one only.
    """

    id: Id
    virtual_phone_number: E164
    name: str = ""
    scenario_name: str | None = None
    ring: tuple[int, ...] = ()
    order: Order = "parallel"
    status: Literal[
        "active", "waiting", "cleaning", "prereserved", "reserved", "manual_lock", "limit_lock"
    ] = "active"


class EmployeePhone(_Strict, frozen=True, kw_only=True):
    """A phone of an employee; a SIP number may begin with 0."""

    phone_number: Digits
    status: Literal["active", "inactive"] = "active"
    dial_time_s: Positive = 60.0
    channels_count: Annotated[int, Meta(ge=1, le=150)] = 150


class Employee(_Strict, frozen=True, kw_only=True):
    """A user of the PBX; ``phone_numbers`` are rung one after another.

    Attributes:
        coach: the employee who trains him.
        status_id: at first; left out: the first status there is.
        call_recording: which of his calls are recorded whether he wants or not.
    """

    id: Id
    full_name: str
    email: str | None = None
    extension: Extension | None = None
    phone_numbers: tuple[EmployeePhone, ...] = ()
    coach: int | None = None
    status_id: int | None = None
    call_recording: Literal["all", "in", "out", "off"] = "all"
    behaviour: Behaviour = Behaviour()


class EmployeeGroup(_Strict, frozen=True, kw_only=True):
    """Employees who are rung together; ``group_phone_number`` is short, as an extension."""

    id: Id
    name: str
    members: tuple[int, ...] = ()
    group_phone_number: Extension | None = None
    queue_enabled: bool = False
    channels_count: Annotated[int, Meta(ge=1, le=150)] = 1


class Contact(_Strict, frozen=True, kw_only=True):
    """Somebody outside, as the PBX's address book has him.

    Attributes:
        full_name: family name, first name, patronymic.
        phone_number: the first number; ``phone_numbers`` are further ones.
        personal_manager_id: the employee responsible for him.
        organization: its name; those of the same name are one; ``groups``: theirs.
    """

    id: Id
    full_name: Annotated[str, Meta(min_length=1)]
    phone_number: E164
    phone_numbers: Annotated[tuple[E164, ...], Meta(max_length=9)] = ()
    emails: Annotated[tuple[str, ...], Meta(max_length=10)] = ()
    personal_manager_id: int | None = None
    organization: str | None = None
    groups: tuple[str, ...] = ()
    behaviour: Behaviour = Behaviour(talks_s=30.0)


class EmployeeAnswers(_Strict, frozen=True, kw_only=True):
    """This employee picks up after so many seconds; the others stay silent."""

    employee: int
    after_s: Seconds = 3.0


class ContactAnswers(_Strict, frozen=True, kw_only=True):
    """The contact picks up after so many seconds."""

    after_s: Seconds = 3.0


class Transfer(_Strict, frozen=True, kw_only=True):
    """The talking employee hands the contact over, after a while.

    Attributes:
        to: the employee who gets the call.
        after_s: into the first talk.
        answers_after_s: left out: as that employee behaves.
        talk_s: how long the second talk lasts.
    """

    to: int
    after_s: Seconds = 5.0
    answers_after_s: Seconds | UnsetType = UNSET
    talk_s: Seconds | UnsetType = UNSET


class InboundCall(_Strict, frozen=True, kw_only=True, tag_field="type", tag="inbound"):
    """A contact calls a virtual number.

    Attributes:
        contact: ``null``: the number is hidden.
        ring: left out: the line's own; ``[]``: only the robot talks.
        answers: left out: everybody as he behaves; ``null``: nobody does.
        gives_up_after_s: the caller waits no longer than that.
        ring_timeout_s: of each phone, in place of its ``dial_time_s``.
        greeting_s: what the caller hears before the first phone rings.
    """

    line: E164
    contact: E164 | None = None
    at_s: Seconds = 0.0
    ring: tuple[int, ...] | UnsetType = UNSET
    order: Order | UnsetType = UNSET
    answers: EmployeeAnswers | UnsetType | None = UNSET
    talk_s: Seconds | UnsetType = UNSET
    hangs_up: Party = "contact"
    gives_up_after_s: Seconds | UnsetType = UNSET
    ring_timeout_s: Positive | UnsetType = UNSET
    greeting_s: Seconds = 0.3
    transfer: Transfer | UnsetType = UNSET


class OutgoingCall(_Strict, frozen=True, kw_only=True, tag_field="type", tag="outgoing"):
    """An employee dials a contact on the SIP phone; ``answers`` as for inbound calls."""

    employee: int
    contact: E164
    line: E164
    at_s: Seconds = 0.0
    answers: ContactAnswers | UnsetType | None = UNSET
    talk_s: Seconds | UnsetType = UNSET
    hangs_up: Party = "contact"
    ring_timeout_s: Positive | UnsetType = UNSET
    transfer: Transfer | UnsetType = UNSET


Row = InboundCall | OutgoingCall


class Template(_Strict, frozen=True, kw_only=True):
    """A notification as an administrator set it up in the cabinet."""

    kind: KindWord
    name: str
    mnemonic: str
    body: str
    method: Literal["GET", "POST"] = "POST"
    content_type: str = "application/json"


class Notifications(_Strict, frozen=True, kw_only=True):
    """Where notifications go.

    Attributes:
        record_after_s: how long after the end of a talk its record is ready.
        templates: the first one of a kind replaces the built-in template of
            that kind; further ones are sent too.
    """

    url: str | None = None
    timeout_s: Positive = 5.0
    retry_delays_s: tuple[Seconds, ...] = (1.0, 5.0, 30.0)
    record_after_s: Seconds = 2.0
    templates: tuple[Template, ...] = ()


class Interactive(_Strict, frozen=True, kw_only=True):
    """Whom to ask which employee should get an inbound call."""

    url: str | None = None
    method: Literal["GET", "POST"] = "POST"
    format: Literal["form", "json", "query"] = "form"
    id_name: Literal["call_session_id", "cdr_id"] = "call_session_id"
    timeout_s: Positive = 2.0


class Quirks(_Strict, frozen=True, kw_only=True):
    r"""Where UIS's documentation and what was seen differ: one of the ways it may be.

    Attributes:
        error_status: HTTP's, of replies that hold an error.
        account_metadata: one sample of ``get.account`` has it in two words.
        created_id: ``create.contacts`` gives the id beside ``data`` or in it.
        expiry: how the Data API's ``login.user`` calls the end of the session.
        empty_extension: of an employee without one.
        group_phones: table and sample of ``get.group_employees`` differ.
        success: of the methods that control a call.
        one_call: of ``list.calls``, when there is one call.
        leg_states: the language of ``list.calls``.
        start_time: of ``list.calls``; the table, the page on formats and the sample differ.
        deprecated: Call API and Data API spell differently that a version is old;
            ``no``: it is not.
        limits: in ``metadata``.
        notification_times: with a fraction of a second or without.
        notification_phones: with a plus or without.
        notification_numbers: ids and durations in quotes or without.
        notification_slashes: ``\/`` or ``/``; ``notification_letters``: Cyrillic as it is
            or as ``\u…``.
        report_delay_s: a finished call is in the reports after so long.
    """

    error_status: Literal[200, 403] = 200
    account_metadata: Literal["metadata", "meta_data"] = "metadata"
    created_id: Literal["result", "data"] = "result"
    expiry: Literal["expire_at", "expire"] = "expire_at"
    empty_extension: Literal["empty", "nulls"] = "empty"
    group_phones: Literal["phone_numbers", "phone_number"] = "phone_numbers"
    success: Literal["string", "boolean"] = "string"
    one_call: Literal["array", "object"] = "array"
    leg_states: Literal["ru", "en"] = "ru"
    start_time: Literal["space", "iso_z", "iso_ms"] = "space"
    deprecated: Literal["no", "depricated", "deprecated"] = "no"
    limits: Literal["told", "empty"] = "told"
    notification_times: Literal["ms", "seconds"] = "ms"
    notification_phones: Literal["digits", "plus"] = "digits"
    notification_numbers: Literal["numbers", "strings"] = "numbers"
    notification_slashes: Literal["plain", "escaped"] = "plain"
    notification_letters: Literal["plain", "escaped"] = "plain"
    report_delay_s: Seconds = 0.0


class Scenario(_Strict, frozen=True, kw_only=True):
    """The whole file.

    Attributes:
        generate_contacts: so many more, made up, in the address book.
        statuses: of employees; none: those every account has.
        strangers: how contacts behave who are not in ``contacts``.
    """

    account: Account
    virtual_numbers: Annotated[tuple[VirtualNumber, ...], Meta(min_length=1)]
    employees: Annotated[tuple[Employee, ...], Meta(min_length=1)]
    employee_groups: tuple[EmployeeGroup, ...] = ()
    statuses: tuple[Status, ...] = ()
    contacts: tuple[Contact, ...] = ()
    generate_contacts: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    strangers: Behaviour = Behaviour(talks_s=30.0)
    notifications: Notifications = Notifications()
    interactive: Interactive = Interactive()
    quirks: Quirks = Quirks()
    timeline_starts: Literal["at_once", "on_request"] = "at_once"
    timeline: tuple[Row, ...] = ()
