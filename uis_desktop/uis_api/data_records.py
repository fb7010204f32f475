"""What the Data API tells, taken apart: ids and phones are strings, moments are in UTC.

Phones are as UIS wrote them: E.164 digits mostly, SIP numbers and extensions too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UisAccount:
    """``get.account``; ``timezone`` is an IANA name, the zone of every time without an offset."""

    app_id: str | None
    name: str | None
    timezone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UisEmployee:
    """``get.employees``; ``phone_numbers`` are the active ones by priority."""

    id: str
    full_name: str
    extension: str | None
    phone_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UisGroup:
    """``get.group_employees``; ``members`` are ids of employees."""

    id: str
    name: str
    phone_number: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UisLine:
    """``get.virtual_numbers``."""

    id: str
    phone_number: str
    name: str | None
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UisContact:
    """``get.contacts``; ``personal_manager_id`` is the employee who looks after him."""

    id: str
    full_name: str
    company: str | None
    phone_numbers: tuple[str, ...]
    personal_manager_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RungEmployee:
    """Somebody whose phone a call has rung."""

    id: str
    full_name: str | None
    is_talked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCall:
    """``get.calls_report``, one row per call session.

    Attributes:
        id: the call session id.
        employees: everybody rung; None if the report does not tell.
        last_talked: the employee who talked last.
        records: hashes, or links, of the talk's records.
        raw: the row as it came, JSON.
    """

    id: str
    start_time: datetime | None
    finish_time: datetime | None
    direction: str | None
    source: str | None
    is_lost: bool
    finish_reason: str | None
    contact_phone_number: str | None
    contact_id: str | None
    contact_full_name: str | None
    virtual_phone_number: str | None
    scenario_name: str | None
    external_id: str | None
    communication_id: str | None
    communication_number: int | None
    wait_s: int | None
    talk_s: int | None
    total_s: int | None
    employees: tuple[RungEmployee, ...] | None
    last_talked: RungEmployee | None
    records: tuple[str, ...]
    full_record_file_link: str | None
    tag_names: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLeg:
    """``get.call_legs_report``, one row per phone connection."""

    id: str
    call_session_id: str
    employee_id: str | None
    employee_full_name: str | None
    is_talked: bool
