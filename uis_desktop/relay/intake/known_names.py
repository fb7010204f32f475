"""The names UIS gives to values and containers (help centre, "Уведомления о событиях")."""

from __future__ import annotations

import functools
import re

KNOWN_NAMES = frozenset(
    {
        "notification_name",
        "notification_mnemonic",
        "notification_time",
        "notification_timestamp",
        "start_time",
        "finish_time_localized",
        "call_session_id",
        "communication_id",
        "communication_number",
        "communication_type",
        "virtual_phone_number",
        "contact_phone_number",
        "calling_phone_number",
        "called_phone_number",
        "contact_id",
        "contact_full_name",
        "contact_group_ids",
        "employee_id",
        "employee_full_name",
        "employee_email",
        "employee_phone_number",
        "extension_phone_number",
        "employee_ids",
        "direction",
        "call_source",
        "external_id",
        "scenario_name",
        "scenario_id",
        "leg_id",
        "leg_ids",
        "talk_time_duration",
        "total_time_duration",
        "wait_time_duration",
        "tag_ids",
        "tag_names",
        "file_link",
        "record_file_links",
        "file_duration",
        "call_record_duration",
        "is_lost",
        "is_transfer",
        "is_internal",
        "lost_reason",
        "call_status",
    }
)

#: Objects of UIS's pre-filled nested template; their content belongs to the top.
CONTAINERS = frozenset({"contact_info", "employee_info", "call_info", "call_record_file_info"})

#: Two of these inside an unknown object tell that the whole payload was wrapped.
TELLING_NAMES = KNOWN_NAMES | CONTAINERS

_SIGNS = re.compile(r"[\W_]+")
#: Without ``_``; a name of one word is as likely somebody's own.
_SQUASHED = {name.replace("_", ""): name for name in TELLING_NAMES if "_" in name}
_LONGEST = 64


@functools.lru_cache(maxsize=4096)
def meant_name(name: str) -> str:
    """UIS's name for ``Call-Session-ID`` or ``callSessionId``; else ``name`` itself."""
    if name in TELLING_NAMES or len(name) > _LONGEST:
        return name
    return _SQUASHED.get(_SIGNS.sub("", name).casefold(), name)
