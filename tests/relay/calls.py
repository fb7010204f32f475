"""The steps of a call as UIS's notifications tell them."""

from __future__ import annotations

from tests.relay.company import ANNA

LINE = "74950000001"


def incoming(call: int, *, line: str = LINE, **more: object) -> dict[str, object]:
    return {
        "notification_name": "Входящий звонок на виртуальный номер",
        "notification_mnemonic": "in_call_session",
        "notification_time": "2024-05-17 10:15:30.123",
        "virtual_phone_number": line,
        "contact_phone_number": "79001234567",
        "call_session_id": call,
        **more,
    }


def waiting(
    call: int, employee: str | None = ANNA, *, leg: int = 1, **more: object
) -> dict[str, object]:
    return {
        "notification_name": "Ожидание ответа",
        "notification_time": "2024-05-17 10:15:31.000",
        "virtual_phone_number": LINE,
        "employee_id": None if employee is None else int(employee),
        "call_session_id": call,
        "direction": "in",
        "leg_id": leg,
        **more,
    }


def talk_started(call: int, employee: str = ANNA) -> dict[str, object]:
    return {
        "notification_name": "Начало разговора",
        "notification_time": "2024-05-17 10:15:40.000",
        "virtual_phone_number": LINE,
        "employee_id": int(employee),
        "call_session_id": call,
        "direction": "in",
        "leg_ids": [1, 2],
    }


def lost(call: int, employees: list[int] | None = None) -> dict[str, object]:
    return {
        "notification_name": "Потерянный звонок",
        "notification_time": "2024-05-17 10:16:00.000",
        "virtual_phone_number": LINE,
        "employee_ids": employees,
        "wait_time_duration": 30,
        "call_session_id": call,
    }


def ended(call: int) -> dict[str, object]:
    return {
        "notification_name": "Завершение звонка",
        "notification_mnemonic": "call_session_finished",
        "notification_time": "2024-05-17 10:17:00.000",
        "virtual_phone_number": LINE,
        "call_session_id": call,
        "total_time_duration": 52,
        "talk_time_duration": 40,
    }
