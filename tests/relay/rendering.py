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
    "extension_phone_number": "101",
}


def render(template: str, **values: object) -> bytes:
    """The template filled in; what UIS has no value for stays as it is."""
    known = {**VALUES, **values}

    def literal(match: re.Match[str]) -> str:
        name = match.group(1)
        return json.dumps(known[name], ensure_ascii=False) if name in known else match.group()

    return _PLACEHOLDER.sub(literal, template).encode()


def quoted(template: str) -> str:
    """The template with quotes around its placeholders, as administrators write it."""
    return _PLACEHOLDER.sub(lambda match: f'"{match.group()}"', template)


#: UIS's own pre-filled template, with the containers it nests values in.
NESTED = """{
 "notification_name": {{notification_name}}, "virtual_phone_number": {{virtual_phone_number}},
 "notification_time": {{notification_time}}, "external_id": {{external_id}},
 "contact_info": {"contact_phone_number": {{contact_phone_number}},
   "communication_number": {{communication_number}}, "contact_full_name": {{contact_full_name}}},
 "employee_info": {"employee_full_name": {{employee_full_name}}, "employee_id": {{employee_id}},
   "extension_phone_number": {{extension_phone_number}}},
 "call_info": {"call_source": {{call_source}}, "direction": {{direction}},
   "call_session_id": {{call_session_id}}, "scenario_name": {{scenario_name}},
   "talk_time_duration": {{talk_time_duration}}, "total_time_duration": {{total_time_duration}},
   "wait_time_duration": {{wait_time_duration}}, "tag_names": {{tag_names}},
   "call_status": {{call_status}}},
 "call_record_file_info": {"file_link": {{file_link}}, "call_record_duration": {{file_duration}}}
}"""
