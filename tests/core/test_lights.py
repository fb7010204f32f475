"""The three lights of the diagnosis, and where each begins to doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from uis_desktop.core.lights import (
    QUIET_FOR,
    Arrivals,
    Lamp,
    Tried,
    arrivals_lamp,
    call_api_lamp,
    link_lamp,
)
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.errors import (
    CallRefused,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)

NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)
ANSWERED = Tried(at=NOW)


@pytest.mark.parametrize(
    ("state", "lamp"),
    [
        (LinkState.LIVE, Lamp.GOOD),
        (LinkState.CONNECTING, Lamp.DOUBT),
        (LinkState.CATCHING_UP, Lamp.DOUBT),
        (LinkState.OFFLINE, Lamp.BAD),
        (LinkState.REFUSED, Lamp.BAD),
    ],
)
def test_link_is_good_only_while_it_is_live(state: LinkState, lamp: Lamp) -> None:
    assert link_lamp(LinkView(state=state)) is lamp


def test_what_nobody_has_tried_is_not_known() -> None:
    assert link_lamp(None) is Lamp.UNKNOWN
    assert arrivals_lamp(None, NOW) is Lamp.UNKNOWN
    assert call_api_lamp(None) is Lamp.UNKNOWN


@pytest.mark.parametrize(
    ("silent_for", "lamp"),
    [
        (timedelta(0), Lamp.GOOD),
        (QUIET_FOR, Lamp.GOOD),
        (QUIET_FOR + timedelta(seconds=1), Lamp.DOUBT),
    ],
)
def test_company_that_is_silent_for_longer_than_a_day_is_worth_a_look(
    silent_for: timedelta, lamp: Lamp
) -> None:
    arrivals = Arrivals(asked=ANSWERED, notified_at=NOW - silent_for)
    assert arrivals_lamp(arrivals, NOW) is lamp


def test_company_that_was_never_notified_of_is_bad_and_an_unasked_relay_says_nothing() -> None:
    failed = Tried(at=NOW, failure=ServiceUnreachable("x"))
    assert arrivals_lamp(Arrivals(asked=ANSWERED), NOW) is Lamp.BAD
    assert arrivals_lamp(Arrivals(asked=failed, notified_at=NOW), NOW) is Lamp.UNKNOWN


@pytest.mark.parametrize(
    ("failure", "lamp"),
    [
        (None, Lamp.GOOD),
        # A refusal is an answer, too.
        (CallRefused("no_active_phone_number"), Lamp.GOOD),
        (SignInRefused("x"), Lamp.BAD),
        (ServiceUnreachable("x"), Lamp.BAD),
        (OutcomeUnknown("x"), Lamp.BAD),
        (ReplyNotUnderstood("x"), Lamp.BAD),
    ],
)
def test_call_api_is_bad_if_uis_did_not_answer_us(failure: UisError | None, lamp: Lamp) -> None:
    assert call_api_lamp(Tried(at=NOW, failure=failure)) is lamp
