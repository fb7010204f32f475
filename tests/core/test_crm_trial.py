"""What the rules would have done with calls that are over, and why nothing."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import ME
from tests.ui import samples
from uis_desktop.core.crm_filling import OpenUrl
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.crm_trial import Trial, WhyNot, trials
from uis_desktop.core.events import Direction
from uis_desktop.core.history import Outcome

RING = CrmRule(moment=Moment.RING, target="https://crm.example/ring/{number}")
ANSWER = CrmRule(moment=Moment.ANSWER, target="https://crm.example/answer/{number}")
TALKED = samples.call("1", Outcome.TALKED, minutes=5)
LOST = samples.call("2", Outcome.LOST, minutes=5)


def outcome(trial: Trial) -> tuple[Moment | None, str | WhyNot | None]:
    opening = trial.opening
    return trial.moment, opening.url if isinstance(opening, OpenUrl) else trial.why_not


def test_talk_would_have_opened_on_ring_and_on_answer() -> None:
    assert [outcome(one) for one in trials((RING, ANSWER), TALKED, ME)] == [
        (Moment.RING, "https://crm.example/ring/79161234567"),
        (Moment.ANSWER, "https://crm.example/answer/79161234567"),
    ]


def test_lost_call_was_never_answered() -> None:
    assert [outcome(one) for one in trials((RING, ANSWER), LOST, ME)] == [
        (Moment.RING, "https://crm.example/ring/79161234567")
    ]


def test_call_of_a_colleague_opens_nothing() -> None:
    row = replace(LOST, concerns_me=False)
    assert [outcome(one) for one in trials((RING,), row, ME)] == [(None, WhyNot.NOT_MINE)]


def test_click_that_became_no_call_opens_nothing() -> None:
    row = replace(LOST, key="dial:x")
    assert [outcome(one) for one in trials((RING,), row, ME)] == [(None, WhyNot.NOT_MINE)]


def test_rule_for_other_calls_is_no_rule() -> None:
    rule = replace(RING, direction=Direction.OUT)
    assert [outcome(one) for one in trials((rule,), LOST, ME)] == [(None, WhyNot.NO_RULE)]
    assert [outcome(one) for one in trials((), LOST, ME)] == [(None, WhyNot.NO_RULE)]


def test_missing_value_is_named() -> None:
    rule = CrmRule(moment=Moment.RING, target="https://crm.example/{parameter:Planfix}")
    (trial,) = trials((rule,), LOST, ME)
    assert (trial.why_not, trial.missing) == (WhyNot.MISSING, "parameter:Planfix")


def test_wrong_rule_is_told_apart_from_none() -> None:
    rule = CrmRule(moment=Moment.RING, target="javascript:alert(1)")
    assert [outcome(one) for one in trials((rule,), LOST, ME)] == [(Moment.RING, WhyNot.WRONG_RULE)]


def test_rule_for_the_button_tells_what_the_button_opens() -> None:
    rule = CrmRule(target="https://crm.example/{number}")
    assert [outcome(one) for one in trials((rule,), LOST, ME)] == [
        (Moment.BUTTON, "https://crm.example/79161234567")
    ]
