"""Short ways to say what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from uis_desktop.core.events import (
    CallEnded,
    CallEvent,
    CallIncoming,
    CallLost,
    CallOutgoing,
    CallRecorded,
    CallWaiting,
    Delivered,
    Direction,
    Employee,
    TalkEnded,
    TalkStarted,
)
from uis_desktop.core.phone import Number

#: 10:00:00 of an ordinary working day.
START = datetime(2026, 5, 18, 10, 0, 0, tzinfo=UTC)
EPOCH = "e1"
CALLER = Number("+79001234567")
LINE = Number("+74950000001")
ME = Employee(id="101", name="Иванова Анна", extension="201")
PETROV = Employee(id="102", name="Петров Пётр", extension="202")
SIDOROV = Employee(id="103", name="Сидоров Сидор", extension="203")


def at(seconds: float) -> datetime:
    """So many seconds after the start."""
    return START + timedelta(seconds=seconds)


def incoming(call: str = "c1", *, s: float = 0, caller: Number | None = CALLER) -> CallIncoming:
    """The contact's call reaches the line."""
    return CallIncoming(
        call_session_id=call,
        at=at(s),
        contact_phone_number=caller,
        contact_full_name="Смирнов Олег",
        virtual_phone_number=LINE,
        scenario_name="Продажи",
        communication_number=3,
    )


def waiting(
    call: str = "c1",
    *,
    s: float = 1,
    employee: Employee | None = ME,
    direction: Direction = Direction.IN,
    external_id: str | None = None,
    leg: str | None = None,
) -> CallWaiting:
    """An employee's phone begins to ring; with no employee it is the contact's."""
    return CallWaiting(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        virtual_phone_number=LINE,
        employee_id=employee.id if employee else None,
        employee_full_name=employee.name if employee else None,
        direction=direction,
        external_id=external_id,
        leg_id=leg or f"leg-{employee.id if employee else 'contact'}",
    )


def outgoing(call: str = "c1", *, s: float = 0, employee: Employee = ME) -> CallOutgoing:
    """An employee dials out."""
    return CallOutgoing(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        virtual_phone_number=LINE,
        employee_id=employee.id,
        employee_full_name=employee.name,
    )


def talk_started(
    call: str = "c1",
    *,
    s: float = 5,
    employee: Employee | None = ME,
    direction: Direction = Direction.IN,
    external_id: str | None = None,
    legs: Sequence[str] = (),
) -> TalkStarted:
    """Contact and employee are connected."""
    return TalkStarted(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        virtual_phone_number=LINE,
        employee_id=employee.id if employee else None,
        employee_full_name=employee.name if employee else None,
        direction=direction,
        external_id=external_id,
        leg_ids=tuple(legs),
    )


def talk_ended(
    call: str = "c1", *, s: float = 45, employee: Employee = ME, talk_s: int = 40
) -> TalkEnded:
    """That employee's talk is over."""
    return TalkEnded(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        employee_id=employee.id,
        employee_full_name=employee.name,
        talk_time_duration=talk_s,
    )


def call_ended(
    call: str = "c1",
    *,
    s: float = 46,
    employee: Employee | None = ME,
    talk_s: int | None = 40,
    wait_s: int | None = 5,
    direction: Direction = Direction.IN,
    external_id: str | None = None,
    is_lost: bool | None = None,
) -> CallEnded:
    """The call session is over."""
    return CallEnded(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        virtual_phone_number=LINE,
        employee_id=employee.id if employee else None,
        employee_full_name=employee.name if employee else None,
        direction=direction,
        external_id=external_id,
        talk_time_duration=talk_s,
        wait_time_duration=wait_s,
        total_time_duration=None if talk_s is None or wait_s is None else talk_s + wait_s,
        is_lost=is_lost,
    )


def lost(call: str = "c1", *, s: float = 30, employees: Sequence[Employee] = (ME,)) -> CallLost:
    """An inbound call ended without a talk."""
    return CallLost(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        contact_full_name="Смирнов Олег",
        virtual_phone_number=LINE,
        wait_time_duration=round(s),
        employee_ids=tuple(employee.id for employee in employees),
    )


def recorded(call: str = "c1", *, s: float = 60, employee: Employee | None = ME) -> CallRecorded:
    """The record of the talk is ready."""
    return CallRecorded(
        call_session_id=call,
        at=at(s),
        contact_phone_number=CALLER,
        employee_id=employee.id if employee else None,
        file_links=(f"https://media.example/{call}/record",),
        file_duration=40,
    )


def delivered(number: int, event: CallEvent, *, epoch: str = EPOCH) -> Delivered:
    """The event as number so-and-so of the log, received the moment it happened."""
    return Delivered(epoch=epoch, number=number, received_at=event.at, event=event)
