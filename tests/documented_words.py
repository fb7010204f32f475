"""UIS's words for what went wrong, as its public documents list them."""

from __future__ import annotations

from collections.abc import Mapping

#: "Call API" and "Data API", section "Errors": mnemonics by their code.
ERRORS: Mapping[int, tuple[str, ...]] = {
    -32700: ("parse_error",),
    -32600: ("invalid_request",),
    -32601: ("method_not_found",),
    -32099: ("batch_opreations_not_supported", "notifications_not_supported"),
    -32602: (
        "data_type_error", "required_parameter_missed", "unexpected_parameters",
        "invalid_parameter_value", "invalid_parameters_combination",
        "call_session_not_found", "leg_not_found",
        "employee_not_found", "no_active_phone_number", "own_virtual_phone_number_not_allowed",
        "media_file_not_found", "tts_text_exceeded", "character_encoding_not_allowed",
        "tag_not_found", "duplicate_tag", "coach_not_found", "duplicate_contact",
        "talk_option_not_found", "record_already_started", "record_already_stopped",
        "scenario_not_found",
        "entity_not_found", "duplicate_entity", "already_in_use", "dependency_error",
        "data_limit_exceeded", "invalid_date_time", "tariff_restrictions", "sort_prohibited",
        "filter_prohibited", "date_interval_limit_reached", "campaign_is_inactive",
    ),
    -32603: ("internal_error",),
    -32001: ("auth_error", "access_token_invalid", "access_token_expired", "access_token_blocked"),
    -32002: ("contact_in_blacklist",),
    -32003: ("ip_not_whitelisted", "forbidden"),
    -32004: ("invalid_state",),
    -32007: ("virtual_phone_number_not_found",),
    -32008: ("component_disabled", "method_component_disabled", "parameter_component_disabled"),
    -32009: ("account_inactive",),
    -32029: ("limit_exceeded",),
}  # fmt: skip
MNEMONICS = [mnemonic for mnemonics in ERRORS.values() for mnemonic in mnemonics]

#: "Data API", ``get.calls_report``: the frequent reasons; those with a tail stand for a family.
FINISH_REASONS = [
    "subscriber_disconnects", "operator_disconnects", "operator_answer", "transfer_disconnects",
    "operator_not_responsible", "operator_busy", "no_success_operator_call", "timeout",
    "disconnect_before_call_processing", "sip_offline", "employee_busy",
    "employee_busy_after_call", "employee_inactive", "employee_inactive_by_schedule",
    "employee_status_break", "employee_status_do_not_disturb", "group_inactive_by_schedule",
    "no_operator_cdr_found", "call_enqueued", "action_interval_exceeded",
    "no_success_subscriber_call", "subscriber_busy", "subscriber_not_responsible",
    "subscriber_number_problems", "locked_numb", "call_not_allowed_on_tp", "not_enough_money",
    "no_money", "limit_exceeded", "max_out_call_reached", "out_call_not_allowed",
    "out_call_not_allowed_by_status", "external_call_not_allowed",
    "external_call_not_allowed_by_status", "numa_in_black_list", "numa_in_spam_list",
    "numa_dnd_interval", "too_many_identical_incoming_calls", "scenario_not_found",
    "no_active_scenario", "numb_not_exists", "numb_is_inactive", "component_is_inactive",
    "api_permission_denied", "internal_error", "another_operator_answer",
]  # fmt: skip
