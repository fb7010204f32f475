"""Notifications as UIS would send them: the relay's own templates, filled in.

Each carries one parameter more, ``bench_event``, a running number.  The relay keeps
what it does not know, so the number comes out again in the frame and pairs the two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

#: Found in a posted body and in the frame that comes of it.
NUMBER = re.compile(r'"bench_event": ?"?(\d+)')

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_ACCOUNT_TIME = ZoneInfo("Europe/Moscow")
_NAMES = {
    "incoming": "Входящий звонок на виртуальный номер",
    "waiting": "Ожидание ответа",
    "outgoing": "Исходящий звонок",
    "talk_started": "Начало разговора",
    "talk_ended": "Окончание разговора",
    "call_ended": "Завершение звонка",
    "lost": "Потерянный звонок",
    "recorded": "Записанный разговор",
}
_MNEMONICS = {
    "incoming": "in_call_session",
    "outgoing": "out_call_session",
    "call_ended": "call_session_finished",
    "lost": "lost_call_session",
}
_LIVES = (
    ("incoming", "waiting", "talk_started", "talk_ended", "call_ended", "recorded"),
    ("incoming", "waiting", "lost", "call_ended"),
    ("outgoing", "talk_started", "talk_ended", "call_ended", "recorded"),
)
_GOING_ON = 60


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody of the company; his line is nobody else's."""

    id: int
    name: str
    line: str


class Templates:
    """The account's templates, one for each kind of notification."""

    def __init__(self, by_kind: Mapping[str, str]) -> None:
        self._by_kind = by_kind

    def render(self, kind: str, number: int, values: Mapping[str, object]) -> bytes:
        """The body of one notification."""
        common = {
            "notification_name": _NAMES[kind],
            "notification_mnemonic": _MNEMONICS.get(kind),
            "notification_time": f"{datetime.now(_ACCOUNT_TIME):%Y-%m-%d %H:%M:%S.%f}"[:-3],
        }
        body = _PLACEHOLDER.sub(
            lambda found: json.dumps({**values, **common}.get(found[1]), ensure_ascii=False),
            self._by_kind[kind],
        ).rstrip()
        if not body.endswith("}"):
            raise ValueError(f"template of {kind} is not a JSON object")
        return f'{body[:-1]},"bench_event":{number}}}'.encode()


def ring(employee: Employee, call: int, contact: str) -> dict[str, object]:
    """What UIS knows while a phone rings, and a little more for the later templates."""
    return {
        "virtual_phone_number": employee.line,
        "contact_phone_number": contact,
        "contact_full_name": f"Звонящий {contact[-4:]}",
        "communication_number": 1,
        "call_session_id": call,
        "scenario_name": "Основной",
        "employee_id": employee.id,
        "employee_full_name": employee.name,
        "employee_phone_number": "0412345",
        "employee_ids": [employee.id],
        "call_source": "va",
        "direction": "in",
        "leg_id": call * 10 + 1,
        "leg_ids": [call * 10 + 1, call * 10 + 2],
        "talk_time_duration": 40,
        "total_time_duration": 52,
        "wait_time_duration": 12,
        "file_link": [f"https://media.example/{call}/record.mp3"],
        "file_duration": 40,
    }


def busy_company(
    templates: Templates, employees: list[Employee], *, first_call: int, seed: int
) -> Iterator[tuple[int, bytes]]:
    """Number and body of one notification after the other, for ever.

    Some dozens of calls go on at any time, each of one random employee and each in its
    own order of events.
    """
    random = Random(seed)
    calls: list[tuple[dict[str, object], Iterator[str]]] = []
    call, number = first_call, first_call * 100
    while True:
        if len(calls) < _GOING_ON:
            call += 1
            values = ring(random.choice(employees), call, f"79{random.randrange(10**9):09}")
            calls.append((values, iter(random.choice(_LIVES))))
        place = random.randrange(len(calls))
        values, life = calls[place]
        kind = next(life, None)
        if kind is None:
            calls.pop(place)
            continue
        number += 1
        outgoing = {"direction": "out", "call_source": "sip"} if kind == "outgoing" else {}
        values.update(outgoing)
        yield number, templates.render(kind, number, values)
