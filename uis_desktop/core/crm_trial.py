"""What the rules for the CRM would have done with calls that are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from uis_desktop.core.crm_filling import Opening, by_button, choose, problem_of
from uis_desktop.core.crm_rules import CrmCall, CrmRule, Moment, fitting, moments_of_row, of_row
from uis_desktop.core.events import Employee
from uis_desktop.core.history import HistoryRow


class WhyNot(StrEnum):
    """Why nothing would have been opened by itself."""

    NOT_MINE = "not_mine"
    NO_RULE = "no_rule"
    WRONG_RULE = "wrong_rule"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One moment of one call.

    Attributes:
        moment: None: no moment of the call is one a rule waits for.
        opening: what would have been opened; None: nothing, ``why_not`` tells why.
        missing: the placeholder that has no value.
    """

    row: HistoryRow
    moment: Moment | None = None
    opening: Opening | None = None
    why_not: WhyNot | None = None
    missing: str = ""


def trials(rules: Sequence[CrmRule], row: HistoryRow, me: Employee) -> list[Trial]:
    """Every moment of a call a rule is for; one entry that says why, if there is none."""
    moments = moments_of_row(row)
    if not moments:
        return [Trial(row=row, why_not=WhyNot.NOT_MINE)]
    call = of_row(row, me)
    tried = [_trial(rules, row, moment, call) for moment in moments if fitting(rules, moment, call)]
    if tried:
        return tried
    button = by_button(rules, call)
    if button.opening is not None:
        return [Trial(row=row, moment=Moment.BUTTON, opening=button.opening)]
    if fitting(rules, Moment.BUTTON, call):
        return [_trial(rules, row, Moment.BUTTON, call)]
    return [Trial(row=row, why_not=WhyNot.NO_RULE)]


def _trial(rules: Sequence[CrmRule], row: HistoryRow, moment: Moment, call: CrmCall) -> Trial:
    choice = choose(rules, moment, call)
    if choice.opening is not None:
        return Trial(row=row, moment=moment, opening=choice.opening)
    sound = any(problem_of(rule) is None for rule in fitting(rules, moment, call))
    why = WhyNot.MISSING if sound else WhyNot.WRONG_RULE
    return Trial(row=row, moment=moment, why_not=why, missing=choice.missing)
