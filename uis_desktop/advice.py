"""What a program can do after UIS has declined ("Call API" and "Data API", "Errors").

For people there are words in ``ui/refusals.py``; this is what a library's user
decides by: hide a button, ask for another number, wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Advice(StrEnum):
    """The next step; nothing is ever worth sending again unchanged at once."""

    #: The request itself is wrong: a defect of the program.
    MEND_THE_PROGRAM = "mend_the_program"
    #: A value is; ``field`` names it.
    CHANGE_THE_INPUT = "change_the_input"
    #: What was asked about is no longer as the program believes.
    LOOK_AGAIN = "look_again"
    #: It is so already.
    NOTHING = "nothing"
    #: Login, password or key are not, or no longer, accepted.
    SIGN_IN = "sign_in"
    #: Something has to be changed in the cabinet: a right, the allowlist, money.
    ASK_THE_ADMINISTRATOR = "ask_the_administrator"
    #: The tariff has no such component: do without it.
    DO_WITHOUT = "do_without"
    #: The budget is used up; ``retry_after_s`` says for how long.
    WAIT = "wait"
    #: UIS has a fault; what only reads may be asked again.
    TRY_LATER = "try_later"


def advice_for(mnemonic: str, code: int) -> Advice:
    """By UIS's word; by the group of the code where the word is new."""
    known = _BY_WORD.get(mnemonic)
    return known if known is not None else _BY_CODE.get(code, Advice.ASK_THE_ADMINISTRATOR)


_BY_CODE: Mapping[int, Advice] = {
    -32700: Advice.MEND_THE_PROGRAM,
    -32600: Advice.MEND_THE_PROGRAM,
    -32601: Advice.MEND_THE_PROGRAM,
    -32099: Advice.MEND_THE_PROGRAM,
    -32602: Advice.CHANGE_THE_INPUT,
    -32603: Advice.TRY_LATER,
    -32001: Advice.SIGN_IN,
    -32002: Advice.ASK_THE_ADMINISTRATOR,
    -32003: Advice.ASK_THE_ADMINISTRATOR,
    -32004: Advice.LOOK_AGAIN,
    -32007: Advice.CHANGE_THE_INPUT,
    -32008: Advice.DO_WITHOUT,
    -32009: Advice.ASK_THE_ADMINISTRATOR,
    -32029: Advice.WAIT,
}

#: Where the word says more than its code.
_WORDS: Mapping[Advice, str] = {
    Advice.MEND_THE_PROGRAM: (
        "data_type_error required_parameter_missed unexpected_parameters "
        "invalid_parameters_combination sort_prohibited filter_prohibited invalid_date_time "
        "date_interval_limit_reached"
    ),
    Advice.LOOK_AGAIN: (
        "call_session_not_found leg_not_found entity_not_found talk_option_not_found tag_not_found "
        "employee_not_found scenario_not_found media_file_not_found coach_not_found invalid_state"
    ),
    Advice.NOTHING: (
        "duplicate_tag duplicate_contact record_already_started record_already_stopped"
    ),
    Advice.ASK_THE_ADMINISTRATOR: (
        "contact_in_blacklist no_active_phone_number dependency_error campaign_is_inactive"
    ),
    Advice.DO_WITHOUT: (
        "tariff_restrictions component_disabled method_component_disabled "
        "parameter_component_disabled"
    ),
    Advice.WAIT: "limit_exceeded",
    Advice.TRY_LATER: "internal_error",
}
_BY_WORD: Mapping[str, Advice] = {
    word: advice for advice, words in _WORDS.items() for word in words.split()
}
