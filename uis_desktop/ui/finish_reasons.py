"""Why a call ended, in words with a next step.

UIS's words are those of ``finish_reason`` ("Data API", ``get.calls_report``): about
a hundred, an open list, so an unknown one is told as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import Words


def finish_words(reason: str) -> Words:
    """The words for a reason; UIS's own word stands for one nobody knows."""
    known = FINISH_REASONS.get(reason) or _of_family(reason)
    if known is not None:
        return Words(
            translate("FinishReasons", known.title), translate("FinishReasons", known.advice)
        )
    title = translate("FinishReasons", "The call ended: {reason}")
    advice = translate("FinishReasons", "Your administrator finds the reason in the UIS account.")
    return Words(title.format(reason=plain(reason, 60)), advice)


def finish_line(reason: str) -> str:
    """Both in one line."""
    return finish_words(reason).line


def _of_family(reason: str) -> Words | None:
    return next((words for start, words in FAMILIES.items() if reason.startswith(start)), None)


def _each(reasons: str, title: str, advice: str) -> Mapping[str, Words]:
    return dict.fromkeys(reasons.split(), Words(title, advice))


_DONE = QT_TRANSLATE_NOOP("FinishReasons", "There is nothing left to do.")
_CALL_BACK = QT_TRANSLATE_NOOP("FinishReasons", "Call the number back.")
_LATER = QT_TRANSLATE_NOOP("FinishReasons", "Try again later.")
_SCENARIO = QT_TRANSLATE_NOOP(
    "FinishReasons", "Ask your administrator to check this number's scenario in the UIS account."
)
_LINE = QT_TRANSLATE_NOOP(
    "FinishReasons", "Call from another of your numbers, and tell your administrator."
)
_ALLOW = QT_TRANSLATE_NOOP(
    "FinishReasons", "Ask your administrator to allow such calls in the UIS account."
)

FINISH_REASONS: Mapping[str, Words] = {
    **_each(
        "subscriber_disconnects", QT_TRANSLATE_NOOP("FinishReasons", "The contact hung up"), _DONE
    ),
    **_each("operator_disconnects", QT_TRANSLATE_NOOP("FinishReasons", "Our side hung up"), _DONE),
    **_each("operator_answer", QT_TRANSLATE_NOOP("FinishReasons", "Answered"), _DONE),
    **_each(
        "transfer_disconnects",
        QT_TRANSLATE_NOOP("FinishReasons", "Handed over to a colleague"),
        _DONE,
    ),
    **_each(
        "another_operator_answer",
        QT_TRANSLATE_NOOP("FinishReasons", "A colleague answered"),
        _DONE,
    ),
    **_each(
        "operator_not_responsible no_success_operator_call",
        QT_TRANSLATE_NOOP("FinishReasons", "Nobody on our side picked up"),
        _CALL_BACK,
    ),
    **_each(
        "operator_busy employee_busy",
        QT_TRANSLATE_NOOP("FinishReasons", "Our phones were busy"),
        _CALL_BACK,
    ),
    **_each(
        "employee_busy_after_call",
        QT_TRANSLATE_NOOP("FinishReasons", "The employee was still busy with the call before"),
        _CALL_BACK,
    ),
    **_each(
        "timeout action_interval_exceeded",
        QT_TRANSLATE_NOOP("FinishReasons", "The call rang too long"),
        _CALL_BACK,
    ),
    **_each(
        "disconnect_before_call_processing",
        QT_TRANSLATE_NOOP("FinishReasons", "The caller hung up before a phone rang"),
        _CALL_BACK,
    ),
    **_each(
        "call_enqueued",
        QT_TRANSLATE_NOOP("FinishReasons", "The caller hung up in the queue"),
        _CALL_BACK,
    ),
    **_each(
        "sip_offline",
        QT_TRANSLATE_NOOP("FinishReasons", "The phone is not registered at UIS"),
        QT_TRANSLATE_NOOP(
            "FinishReasons",
            "Switch on your desk phone or softphone and check its network and password.",
        ),
    ),
    **_each(
        "group_inactive_by_schedule",
        QT_TRANSLATE_NOOP("FinishReasons", "The group does not work at this time"),
        _CALL_BACK,
    ),
    **_each(
        "no_operator_cdr_found",
        QT_TRANSLATE_NOOP("FinishReasons", "No phone of ours was rung"),
        _SCENARIO,
    ),
    **_each(
        "no_success_subscriber_call",
        QT_TRANSLATE_NOOP("FinishReasons", "The contact could not be reached"),
        _LATER,
    ),
    **_each(
        "subscriber_busy", QT_TRANSLATE_NOOP("FinishReasons", "The contact's line is busy"), _LATER
    ),
    **_each(
        "subscriber_not_responsible",
        QT_TRANSLATE_NOOP("FinishReasons", "The contact did not pick up"),
        _LATER,
    ),
    **_each(
        "subscriber_number_problems",
        QT_TRANSLATE_NOOP("FinishReasons", "The contact's number does not work"),
        QT_TRANSLATE_NOOP("FinishReasons", "Check the number, or call another one."),
    ),
    **_each(
        "locked_numb", QT_TRANSLATE_NOOP("FinishReasons", "Our number is blocked at UIS"), _LINE
    ),
    **_each(
        "numb_not_exists numb_is_inactive",
        QT_TRANSLATE_NOOP("FinishReasons", "Our number is not active at UIS"),
        _LINE,
    ),
    **_each(
        "call_not_allowed_on_tp",
        QT_TRANSLATE_NOOP("FinishReasons", "The UIS tariff has no such calls"),
        _ALLOW,
    ),
    **_each(
        "not_enough_money no_money",
        QT_TRANSLATE_NOOP("FinishReasons", "The UIS account has no money left"),
        QT_TRANSLATE_NOOP("FinishReasons", "Ask your administrator to top it up."),
    ),
    **_each(
        "limit_exceeded",
        QT_TRANSLATE_NOOP("FinishReasons", "The company's limit of calls is used up"),
        QT_TRANSLATE_NOOP("FinishReasons", "Ask your administrator to raise it, or try later."),
    ),
    **_each(
        "max_out_call_reached",
        QT_TRANSLATE_NOOP("FinishReasons", "Too many of us are calling at once"),
        QT_TRANSLATE_NOOP("FinishReasons", "Wait until a colleague has finished, and try again."),
    ),
    **_each(
        "numa_in_black_list",
        QT_TRANSLATE_NOOP("FinishReasons", "This number is on the blacklist"),
        QT_TRANSLATE_NOOP(
            "FinishReasons", "Ask your administrator to take it off if it should get through."
        ),
    ),
    **_each(
        "numa_in_spam_list",
        QT_TRANSLATE_NOOP("FinishReasons", "UIS takes this number for an unwanted caller"),
        QT_TRANSLATE_NOOP(
            "FinishReasons", "Ask your administrator to take it off if it should get through."
        ),
    ),
    **_each(
        "numa_dnd_interval",
        QT_TRANSLATE_NOOP("FinishReasons", "This number is not let through at this time"),
        _LATER,
    ),
    **_each(
        "too_many_identical_incoming_calls",
        QT_TRANSLATE_NOOP("FinishReasons", "This number called too often in a short time"),
        _CALL_BACK,
    ),
    **_each(
        "scenario_not_found no_active_scenario",
        QT_TRANSLATE_NOOP("FinishReasons", "Our number has no scenario"),
        _SCENARIO,
    ),
    **_each(
        "component_is_inactive",
        QT_TRANSLATE_NOOP("FinishReasons", "Not part of your UIS tariff"),
        QT_TRANSLATE_NOOP(
            "FinishReasons", "Ask your administrator to switch the component on in the UIS account."
        ),
    ),
    **_each(
        "api_permission_denied",
        QT_TRANSLATE_NOOP("FinishReasons", "The program may not place this call"),
        _ALLOW,
    ),
    **_each(
        "internal_error",
        QT_TRANSLATE_NOOP("FinishReasons", "UIS has a fault"),
        QT_TRANSLATE_NOOP("FinishReasons", "Try again; if it stays so, tell your administrator."),
    ),
}

#: Words of which UIS has several with the same beginning.
FAMILIES: Mapping[str, Words] = {
    "employee_inactive": Words(
        QT_TRANSLATE_NOOP("FinishReasons", "The employee is switched off in UIS"),
        QT_TRANSLATE_NOOP(
            "FinishReasons", "Ask your administrator to check the employee in the UIS account."
        ),
    ),
    "employee_status_": Words(
        QT_TRANSLATE_NOOP("FinishReasons", "The employee's status lets no such calls through"),
        QT_TRANSLATE_NOOP("FinishReasons", "Choose another status in UIS, and try again."),
    ),
    "out_call_not_allowed": Words(
        QT_TRANSLATE_NOOP("FinishReasons", "You may not place such calls"), _ALLOW
    ),
    "external_call_not_allowed": Words(
        QT_TRANSLATE_NOOP("FinishReasons", "You may not call numbers outside the company"), _ALLOW
    ),
}
