"""Who is there, and how they behave."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from uis_desktop.simulator.scenario.words import (
    E164,
    Digits,
    Extension,
    Id,
    Order,
    Positive,
    Seconds,
    Strict,
)


class Behaviour(Strict, frozen=True, kw_only=True):
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


class Status(Strict, frozen=True, kw_only=True):
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


class VirtualNumber(Strict, frozen=True, kw_only=True):
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


class EmployeePhone(Strict, frozen=True, kw_only=True):
    """A phone of an employee; a SIP number may begin with 0."""

    phone_number: Digits
    status: Literal["active", "inactive"] = "active"
    dial_time_s: Positive = 60.0
    channels_count: Annotated[int, Meta(ge=1, le=150)] = 150


class Employee(Strict, frozen=True, kw_only=True):
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


class EmployeeGroup(Strict, frozen=True, kw_only=True):
    """Employees who are rung together; ``group_phone_number`` is short, as an extension."""

    id: Id
    name: str
    members: tuple[int, ...] = ()
    group_phone_number: Extension | None = None
    queue_enabled: bool = False
    channels_count: Annotated[int, Meta(ge=1, le=150)] = 1


class Contact(Strict, frozen=True, kw_only=True):
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
