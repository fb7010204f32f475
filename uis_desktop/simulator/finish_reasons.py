"""Why a call ended, in UIS's words ("Data API", ``get.calls_report``, ``finish_reason``)."""

from __future__ import annotations

from uis_desktop.simulator.calls import Call


def by_whom(call: Call) -> str:
    """Who hung up; a robot that has said everything lets the caller do it."""
    return (
        "operator_disconnects"
        if call.hung_up_by in ("employee", "api")
        else ("subscriber_disconnects")
    )


def finish_reason(call: Call) -> str:
    """The reason of the whole session."""
    if call.blocked:
        return "numa_in_black_list"
    if call.first_talk_at is not None or call.robot_answered:
        return by_whom(call)
    if call.origin.direction == "in" and call.origin.call_source == "va":
        return _of_lost(call)
    contact_leg = call.contact_leg
    if contact_leg is None:
        return by_whom(call) if call.hung_up_by else "no_success_operator_call"
    return contact_leg.finish_reason or by_whom(call)


def _of_lost(call: Call) -> str:
    if call.hung_up_by is None:
        return "no_success_operator_call"
    if any(leg.employee for leg in call.legs):
        return by_whom(call)
    return "disconnect_before_call_processing"
