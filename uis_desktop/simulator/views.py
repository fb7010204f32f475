"""What the control desk shows of calls and people, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.finish_reasons import finish_reason
from uis_desktop.simulator.leg_numbers import phone_of
from uis_desktop.simulator.scenario import Employee
from uis_desktop.simulator.simulator import Simulator

View = Mapping[str, object]


def state_view(simulator: Simulator) -> View:
    """Everything at a glance."""
    account = simulator.scenario.account
    return {
        "account": {
            "login": account.login,
            "name": account.name,
            "timezone": account.timezone,
        },
        "notify": simulator.notifier.url is not None,
        "employees": [
            employee_view(simulator, employee) for employee in simulator.people.employees
        ],
        "calls": [call_view(call) for call in simulator.switchboard.running],
        "finished": [call_view(call) for call in simulator.switchboard.finished],
        "timeline": {
            "state": simulator.timeline.state,
            "rows": simulator.timeline.rows,
            "started": simulator.timeline.started_rows,
        },
    }


def employee_view(simulator: Simulator, employee: Employee) -> View:
    """An employee, how he behaves, and the calls his phone is in."""
    return {
        "id": employee.id,
        "full_name": employee.full_name,
        "extension": employee.extension,
        "behaviour": simulator.people.behaviour_of_employee(employee.id),
        "calls": [
            call.id
            for call in simulator.switchboard.running
            if any(leg.employee is employee and leg.state != "done" for leg in call.legs)
        ],
    }


def call_view(call: Call) -> View:
    """A call with its legs."""
    return {
        "call_session_id": call.id,
        "direction": call.origin.direction,
        "call_source": call.origin.call_source,
        "state": call.state,
        "contact_phone_number": call.origin.contact_phone_number,
        "virtual_phone_number": call.origin.line.virtual_phone_number,
        "external_id": call.origin.external_id,
        "started_at": _moment(call.started_at),
        "ended_at": None if call.ended_at is None else _moment(call.ended_at),
        "talk_s": call.talk_s,
        "transferred": call.transferred,
        "finish_reason": None if call.ended_at is None else finish_reason(call),
        "tags": [tag.name for tag in call.tags],
        "dtmf": call.dtmf,
        "recording": call.recording,
        "lost": call.state == "ended" and call.lost,
        "legs": [
            {
                "leg_id": leg.id,
                "role": leg.role,
                "employee_id": leg.employee.id if leg.employee else None,
                "phone_number": leg_phone(call, leg),
                "state": leg.state,
            }
            for leg in call.legs
        ],
    }


def leg_phone(call: Call, leg: Leg) -> str | None:
    """The number at that end of the connection."""
    return call.origin.contact_phone_number if leg.role == "contact" else phone_of(leg)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
