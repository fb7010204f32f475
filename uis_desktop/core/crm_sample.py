"""A made-up call, to show what a rule would open before anybody has called."""

from __future__ import annotations

from uis_desktop.core.crm_filling import parameters_of
from uis_desktop.core.crm_rules import CrmCall, CrmRule
from uis_desktop.core.events import Direction
from uis_desktop.core.phone import Number

#: Of a range that is given to nobody.
SAMPLE_NUMBER = Number("+79990000000")
_SAMPLE_LINE = Number("+74950000001")


def sample_call(rule: CrmRule, *, contact: str, company: str) -> CrmCall:
    """A call the rule is meant for, with a value for each of its placeholders."""
    return CrmCall(
        direction=rule.direction or Direction.IN,
        call_session_id="1000001",
        contact_phone_number=SAMPLE_NUMBER,
        contact_id="4504",
        contact_full_name=contact,
        company=company,
        virtual_phone_number=Number(f"+{rule.line}") if rule.line else _SAMPLE_LINE,
        scenario_name="1",
        employee_id="204",
        employee_name=contact,
        parameters=dict.fromkeys(parameters_of(rule), "4504"),
    )
