"""A click and the events of its call find each other, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import (
    CALLER,
    LINE,
    ME,
    PETROV,
    SIDOROV,
    at,
    call_ended,
    delivered,
    incoming,
    lost,
    outgoing,
    talk_ended,
    talk_started,
    waiting,
)
from tests.core.test_calls import CLICKED, OUT, Desk, click
from uis_desktop.core.abilities import Ability
from uis_desktop.core.calls import CallBook
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_rules import Moment
from uis_desktop.core.effects import (
    DropCard,
    FoldCard,
    ForgetHistory,
    KeepInHistory,
    OpenCustomer,
    ShowCard,
)
from uis_desktop.core.events import CallEvent
from uis_desktop.core.history import HistoryRow, Outcome

OTHER = "+79160000000"


def test_ended_call_folds_after_eight_seconds() -> None:
    desk = Desk().see(waiting(), talk_started(), call_ended())
    assert desk.folding["c1"][1] == 8.0


@pytest.mark.parametrize("word", ["component_disabled", "method_component_disabled"])
def test_what_the_account_cannot_do_no_card_offers_any_more(word: str) -> None:
    desk = Desk().see(waiting("c1"), lost("c1"))
    click(desk)
    assert desk.cards["dial:x1"].can_call
    desk.do(desk.book.dial_refused("x1", word, None, at(1)))
    assert not desk.cards["dial:x1"].can_call
    assert not desk.cards["c1"].can_call
    desk.see(waiting("c2", s=9), lost("c2", s=10))
    assert not desk.cards["c2"].can_call


def test_refusal_of_one_call_says_nothing_of_the_next() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_refused("x1", "contact_in_blacklist", None, at(1)))
    assert desk.cards["dial:x1"].can_call


def test_calls_that_cannot_be_ended_from_here_do_not_offer_it() -> None:
    desk = Desk().see(outgoing())
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c9", at(1)))
    assert desk.cards["dial:x1"].can_end
    desk.do(desk.book.lose(Ability.END))
    assert not desk.cards["dial:x1"].can_end
    assert desk.book.lose(Ability.END) == []


def test_outgoing_call_of_a_colleague_to_the_number_i_dial_is_his() -> None:
    desk = Desk()
    click(desk)
    desk.see(outgoing(employee=PETROV))
    assert desk.book.call_session_of("dial:x1") is None


def test_outgoing_call_to_another_number_is_not_my_click() -> None:
    desk = Desk()
    click(desk, number=OTHER)
    desk.see(outgoing())
    assert desk.book.call_session_of("dial:x1") is None
    assert sorted(desk.opened) == ["c1", "dial:x1"]


def test_outgoing_event_without_external_id_is_nobodys_if_two_clicks_could_have_made_it() -> None:
    desk = Desk()
    click(desk, "x1")
    click(desk, "x2")
    desk.see(outgoing())
    assert desk.book.call_session_of("dial:x1") is None
    assert desk.book.call_session_of("dial:x2") is None


def test_refused_click_is_not_the_call_i_dial_on_my_phone_afterwards() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_refused("x1", "no_active_phone_number", None, at(1)))
    desk.see(outgoing(s=5))
    assert desk.book.call_session_of("dial:x1") is None
    assert desk.rows["dial:x1"].outcome is Outcome.REFUSED


def test_refused_click_keeps_uis_s_word_for_why() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_refused("x1", "no_active_phone_number", None, at(1)))
    assert desk.rows["dial:x1"].reason == "no_active_phone_number"


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"finish_reason": "subscriber_busy"}, "subscriber_busy"),
        ({"lost_reason": "sip_offline"}, "sip_offline"),
        ({"finish_reason": "a" * 5000}, "a" * 100),
        ({"finish_reason": ""}, None),
        ({"finish_reason": None}, None),
        ({"finish_reason": {"value": 1}}, None),
        ({}, None),
    ],
)
def test_call_that_nobody_answered_keeps_uis_s_word_for_why(
    extra: dict[str, object], reason: str | None
) -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c1", at(0.2)))
    ended = replace(call_ended(direction=OUT, talk_s=0), extra=extra)
    desk.see(outgoing(), ended)
    assert desk.card.state is CardState.NOT_ANSWERED
    assert desk.card.finish_reason == reason
    assert desk.rows["c1"].reason == reason


def test_accepted_click_waits_for_its_own_session_and_takes_no_other() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c1", at(0.2)))
    desk.see(outgoing("c2"))
    assert desk.book.call_session_of("dial:x1") == "c1"
    assert "c2" in desk.cards


def test_card_of_a_call_that_turns_out_to_be_my_click_gives_way_to_the_clicks() -> None:
    desk = Desk()
    click(desk)
    desk.see(waiting(direction=OUT))
    assert sorted(desk.cards) == ["c1", "dial:x1"]
    ours = Contact(id="1", full_name="Наш Олег", company="ООО «Ромашка»")
    desk.do(desk.book.contact_found("c1", ours))
    effects = desk.book.dial_accepted("x1", "c1", at(1))
    assert DropCard("c1") in effects
    assert [effect.key for effect in effects if isinstance(effect, ForgetHistory)] == ["dial:x1"]
    desk.do(effects)
    assert list(desk.cards) == ["dial:x1"]
    assert desk.card.company == "ООО «Ромашка»"
    assert list(desk.rows) == ["c1"]
    assert desk.book.next_tick() == at(121)
    desk.do(desk.book.tick(at(121)))
    assert (list(desk.folding), list(desk.rows)) == (["dial:x1"], ["c1"])


def test_answer_to_the_request_does_not_make_the_news_of_its_call_older() -> None:
    desk = Desk()
    click(desk)
    desk.see(waiting(direction=OUT, s=50))
    desk.do(desk.book.dial_accepted("x1", "c1", at(20)))
    assert desk.book.next_tick() == at(170)


def test_no_card_is_taken_away_that_was_never_shown() -> None:
    desk = Desk()
    click(desk)
    desk.see(lost())
    assert not any(isinstance(e, DropCard) for e in desk.book.dial_accepted("x1", "c1", at(1)))


def talking_on_my_click() -> Desk:
    """The events have told everything before UIS's answer came."""
    desk = Desk()
    click(desk)
    return desk.see(*CLICKED[:3])


def test_answer_to_the_request_that_comes_after_the_events_changes_nothing() -> None:
    desk = talking_on_my_click()
    assert desk.book.dial_accepted("x1", "c1", at(9)) == []
    assert desk.book.dial_refused("x1", "internal_error", None, at(9)) == []
    assert desk.book.dial_unknown("x1", at(9)) == []
    assert desk.state() is CardState.TALKING
    assert desk.book.next_tick() == at(8) + timedelta(hours=4)


def test_second_session_with_the_external_id_of_a_call_that_goes_on_is_a_call_of_its_own() -> None:
    desk = Desk()
    click(desk)
    desk.see(*CLICKED[:3])
    desk.see(waiting("c2", direction=OUT, external_id="x1", s=9))
    assert desk.cards["dial:x1"].call_session_id == "c1"
    assert desk.book.call_session_of("c2") == "c2"


def test_finished_call_is_not_given_up_when_time_passes() -> None:
    desk = Desk().see(waiting(), lost())
    assert desk.book.next_tick() is None
    assert desk.book.tick(at(100_000)) == []


def test_silent_call_folds_and_a_repeat_of_it_says_nothing_new() -> None:
    desk = Desk().see(waiting())
    (row, fold) = desk.book.tick(at(121))
    assert isinstance(row, KeepInHistory)
    assert isinstance(fold, FoldCard)
    assert desk.book.tick(at(122)) == []


def test_same_event_twice_asks_for_nothing() -> None:
    desk = Desk()
    first = desk.book.apply(delivered(1, waiting()), at(1))
    assert {type(effect) for effect in first} == {KeepInHistory, ShowCard, OpenCustomer}
    assert desk.book.apply(delivered(2, waiting()), at(1)) == []


def test_older_event_that_comes_late_does_not_shorten_the_wait_for_news() -> None:
    desk = Desk().see(waiting(s=50), waiting(s=1, employee=PETROV))
    assert desk.book.next_tick() == at(50) + timedelta(seconds=120)


def test_unknown_outcome_stays_on_the_screen_until_it_is_settled_or_silent() -> None:
    desk = Desk()
    click(desk)
    effects = desk.book.dial_unknown("x1", at(8))
    assert any(isinstance(effect, ShowCard) for effect in effects)


@pytest.mark.parametrize("denied", [True, False])
def test_uis_word_on_whether_a_call_was_lost_counts(denied: bool) -> None:
    desk = Desk().see(waiting(), call_ended(employee=None, talk_s=0, is_lost=not denied))
    expected = Outcome.NOT_ANSWERED if denied else Outcome.LOST
    assert desk.row.outcome is expected


def test_colleague_who_talked_last_is_the_one_who_is_named() -> None:
    desk = Desk().see(
        waiting(),
        talk_started(s=5, employee=PETROV),
        talk_ended(s=20, employee=PETROV),
        talk_started(s=21, employee=SIDOROV),
    )
    assert desk.row.employee_name == SIDOROV.name
    assert desk.card.answered_after_s == 4


def test_seconds_of_my_talk_count_from_its_beginning_and_not_from_the_ring() -> None:
    assert Desk().see(waiting(s=1), talk_started(s=9)).card.since == at(9)


def test_outgoing_call_from_my_phone_that_nobody_answers_is_not_a_missed_call() -> None:
    desk = Desk().see(outgoing(), call_ended(talk_s=0))
    assert desk.row.outcome is Outcome.NOT_ANSWERED
    assert (desk.card.state, desk.row.direction) == (CardState.NOT_ANSWERED, OUT)


def test_call_that_only_i_talked_on_concerns_me() -> None:
    assert Desk().see(talk_started()).card.concerns_me


def test_waiting_as_long_as_the_whole_call_is_no_talk() -> None:
    over = replace(call_ended(employee=None, talk_s=None, wait_s=30), total_time_duration=30)
    desk = Desk().see(incoming(), over)
    assert desk.row.outcome is not Outcome.TALKED
    assert desk.row.outcome is not Outcome.TAKEN_BY_COLLEAGUE


def test_click_to_somebody_named_by_nobody_is_my_talk() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c1", at(0)))
    desk.see(talk_started(employee=None, direction=OUT))
    assert desk.card.state is CardState.TALKING
    assert desk.card.contact_phone_number == CALLER


def test_ring_heard_exactly_a_minute_ago_is_still_a_card() -> None:
    desk = Desk()
    desk.do(desk.book.apply(delivered(1, waiting(s=1)), at(61)))
    assert desk.opened == ["c1"]


def both_orders(*events: CallEvent) -> tuple[Desk, Desk]:
    """Two desks that hear the same, one of them backwards."""
    return Desk().see(*events), Desk().see(*reversed(events))


def test_talk_that_began_again_goes_on_in_either_order() -> None:
    for desk in both_orders(talk_started(s=5), talk_started(s=41), talk_ended(s=40)):
        assert desk.book.call_session_of("c1") == "c1"
        assert desk.row.outcome is Outcome.GOING_ON


def test_call_is_over_when_the_first_closing_event_says_so_in_either_order() -> None:
    for desk in both_orders(lost(s=30), call_ended(s=46, employee=None, talk_s=0)):
        assert desk.row.ended_at == at(30)


def test_call_that_was_lost_by_one_word_of_uis_is_lost_in_either_order() -> None:
    one, other = (call_ended(s=46, employee=None, talk_s=0, is_lost=word) for word in (True, False))
    for desk in both_orders(waiting(), one, other):
        assert desk.row.outcome is Outcome.LOST


def test_name_a_later_phase_tells_wins_over_a_later_clock_in_either_order() -> None:
    early = replace(incoming(s=20), contact_full_name="Имя из начала")
    late = replace(call_ended(s=10), contact_full_name="Имя из конца")
    for desk in both_orders(early, late):
        assert desk.row.contact_full_name == "Имя из конца"


def test_colleague_with_two_spellings_has_one_name_in_either_order() -> None:
    one = waiting(employee=PETROV)
    names = {
        desk.card.others_ringing
        for desk in both_orders(one, replace(one, employee_full_name="Яков Петров"))
    }
    assert names == {("Яков Петров",)}


def test_card_and_row_of_a_click_tell_whom_i_call_before_anything_is_heard() -> None:
    desk = Desk()
    click(desk, number="8 900 123-45-67")
    found = Contact(
        id="1",
        full_name="Наш Олег",
        company="ООО «Ромашка»",
        employee_id=ME.id,
        employee_name=ME.name,
    )
    desk.do(desk.book.contact_found("dial:x1", found))
    assert desk.card == CardView(
        key="dial:x1",
        state=CardState.REQUESTING,
        direction=OUT,
        since=at(0),
        contact_phone_number=CALLER,
        contact_full_name="Наш Олег",
        company="ООО «Ромашка»",
        responsible=ME.name,
        mine=True,
        virtual_phone_number=LINE,
        raw_number="8 900 123-45-67",
        ours=True,
    )
    assert desk.row == HistoryRow(
        key="dial:x1",
        direction=OUT,
        outcome=Outcome.UNKNOWN,
        started_at=at(0),
        concerns_me=True,
        contact_phone_number=CALLER,
        contact_full_name="Наш Олег",
        company="ООО «Ромашка»",
        virtual_phone_number=LINE,
        external_id="x1",
    )


@pytest.mark.parametrize(("seconds", "opens"), [(20, [Moment.RING]), (3600, [])])
def test_customer_of_a_missed_ring_is_opened_after_the_replay_if_it_still_rings(
    seconds: float, opens: list[Moment]
) -> None:
    book = CallBook(ME)
    book.replay(delivered(1, waiting()))
    effects = book.caught_up(at(seconds))
    assert [one.moment for one in effects if isinstance(one, OpenCustomer)] == opens


def test_talk_of_an_hour_ago_has_a_card_and_opens_no_customer() -> None:
    book = CallBook(ME)
    book.replay(delivered(1, talk_started()))
    effects = book.caught_up(at(3600))
    assert any(isinstance(one, ShowCard) for one in effects)
    assert not any(isinstance(one, OpenCustomer) for one in effects)
