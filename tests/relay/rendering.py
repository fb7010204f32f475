"""Templates filled in as UIS fills them: every placeholder by a JSON literal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")

#: One call, as the placeholders tell it.
VALUES: Mapping[str, object] = {
    "notification_mnemonic": None,
    "virtual_phone_number": "74950000001",
    "notification_time": "2024-05-17 10:15:30.123",
    "external_id": "click-1",
    "contact_phone_number": "79001234567",
    "communication_number": 3,
    "contact_id": 777,
    "contact_full_name": "Петров Пётр",
    "call_session_id": 987654321,
    "employee_full_name": "Иванова Анна",
    "employee_id": 123456,
    "employee_phone_number": "0412345",
    "call_source": "va",
    "direction": "in",
    "leg_id": 111222334,
    "leg_ids": [111222333, 111222334],
    "scenario_name": "Отдел продаж",
    "talk_time_duration": 40,
    "total_time_duration": 52,
    "wait_time_duration": 12,
    "employee_ids": [123456, 123457],
    "tag_ids": [5],
    "tag_names": ["Целевой"],
    "file_link": ["https://media.example/1.mp3"],
    "file_duration": 40,
}


def render(template: str, **values: object) -> bytes:
    """The template filled in; what UIS has no value for stays as it is."""
    known = {**VALUES, **values}

    def literal(match: re.Match[str]) -> str:
        name = match.group(1)
        return json.dumps(known[name], ensure_ascii=False) if name in known else match.group()

    return _PLACEHOLDER.sub(literal, template).encode()
