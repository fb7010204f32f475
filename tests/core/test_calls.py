"""Every road a call can take, seen from one desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    recorded,
    talk_ended,
    talk_started,
    waiting,
)
from uis_desktop.core import phone
from uis_desktop.core.calls import CallBook
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.contacts import Contact
from uis_desktop.core.effects import (
    DropCard,
    Effect,
    FoldCard,
    ForgetHistory,
    KeepInHistory,
    ShowCard,
)
from uis_desktop.core.events import CallEvent, Direction, OtherEvent
from uis_desktop.core.history import HistoryRow, Outcome

OUT = Direction.OUT


class Desk:
    """A desk on paper: its cards, its folding cards and its history."""

    def __init__(self) -> None:
        self.book = CallBook(ME)
        self.number = 0
        self.cards: dict[str, CardView] = {}
        self.folding: dict[str, tuple[CardView, float]] = {}
        self.rows: dict[str, HistoryRow] = {}
        self.opened: list[str] = []

    def see(self, *events: CallEvent) -> Desk:
        """Let events happen, one after the other, each the moment it is told."""
        for event in events:
            self.number += 1
            self.do(self.book.apply(delivered(self.number, event), event.at))
        return self

    def do(self, effects: list[Effect]) -> Desk:
        for effect in effects:
            match effect:
                case ShowCard(card):
                    self.show(card)
                case FoldCard(card, after_s) if card.key in self.cards:
                    self.cards[card.key] = card
                    self.folding[card.key] = (card, after_s)
                case DropCard(key):
                    self.cards.pop(key, None)
                case KeepInHistory(row):
                    self.rows[row.key] = row
                case ForgetHistory(key):
                    self.rows.pop(key, None)
        return self

    def show(self, card: CardView) -> None:
        if card.key not in self.cards:
            self.opened.append(card.key)
        self.cards[card.key] = card
        self.folding.pop(card.key, None)

    def state(self) -> CardState:
        """What the one card says."""
        return self.card.state

    @property
    def card(self) -> CardView:
        """The one card there is."""
        (card,) = self.cards.values()
        return card

    @property
    def row(self) -> HistoryRow:
        """The one row there is."""
        (row,) = self.rows.values()
        return row


def click(desk: Desk, external_id: str = "x1", number: str = CALLER) -> None:
    """The person dials a number."""
    desk.do(desk.book.dial_started(external_id, phone.parse(number), LINE, at(0)))


ANSWERED = (
    incoming(),
    waiting(),
    talk_started(),
    talk_ended(),
    call_ended(),
    recorded(),
)
NOBODY = (
    incoming(),
    waiting(),
    waiting(s=10, employee=PETROV),
    lost(),
    call_ended(s=30, employee=None, talk_s=0, wait_s=30),
)
GAVE_UP = (
    incoming(),
    lost(s=3, employees=()),
    call_ended(s=3, employee=None, talk_s=0, wait_s=3),
)
PARALLEL = (
    incoming(),
    waiting(),
    waiting(employee=PETROV),
    waiting(employee=SIDOROV),
    talk_started(employee=PETROV),
    talk_ended(employee=PETROV),
    call_ended(employee=PETROV),
)
TRANSFER = (
    incoming(),
    waiting(),
    talk_started(),
    waiting(s=20, employee=PETROV),
    talk_ended(s=25),
    talk_started(s=25.5, employee=PETROV),
    talk_ended(s=60, employee=PETROV),
    call_ended(s=61, employee=PETROV),
)
CLICKED = (
    waiting(direction=OUT, external_id="x1"),
    outgoing(s=3),
    talk_started(s=8, direction=OUT, external_id="x1"),
    talk_ended(),
    call_ended(direction=OUT, external_id="x1"),
    recorded(),
)
NOT_PICKED_UP = (
    waiting(direction=OUT, external_id="x1"),
    call_ended(talk_s=0, direction=OUT, external_id="x1"),
)
SIP = (
    outgoing(),
    talk_started(direction=OUT),
    talk_ended(),
    call_ended(direction=OUT),
    recorded(),
)
VOICE_MENU = (incoming(), call_ended(employee=None, talk_s=0))

LIVES = [
    pytest.param(ANSWERED, CardState.ENDED, Outcome.TALKED, id="inbound, answered by me"),
    pytest.param(NOBODY, CardState.LOST, Outcome.LOST, id="inbound, nobody answers"),
    pytest.param(GAVE_UP, CardState.LOST, Outcome.LOST, id="caller hangs up before a ring"),
    pytest.param(PARALLEL, CardState.TAKEN, Outcome.TAKEN_BY_COLLEAGUE, id="parallel ringing"),
    pytest.param(TRANSFER, CardState.ENDED, Outcome.TALKED, id="transfer to a colleague"),
    pytest.param(CLICKED, CardState.ENDED, Outcome.TALKED, id="click-to-call"),
    pytest.param(NOT_PICKED_UP, CardState.NOT_ANSWERED, Outcome.NOT_ANSWERED, id="not picked up"),
    pytest.param(SIP, CardState.ENDED, Outcome.TALKED, id="outgoing from a desk phone"),
    pytest.param(VOICE_MENU, CardState.ENDED, Outcome.NOT_ANSWERED, id="voice menu only"),
]


@pytest.mark.parametrize(("life", "state", "outcome"), LIVES)
def test_every_life_of_a_call_ends_as_it_should(
    life: tuple[CallEvent, ...], state: CardState, outcome: Outcome
) -> None:
    desk = Desk().see(*life)
    assert (desk.card.state, desk.row.outcome) == (state, outcome)
    assert list(desk.folding) == ["c1"]


@pytest.mark.parametrize(("life", "state", "outcome"), LIVES)
@given(data=st.data())
def test_any_order_and_any_repeat_leave_one_row_with_the_same_end(
    data: st.DataObject, life: tuple[CallEvent, ...], state: CardState, outcome: Outcome
) -> None:
    repeats = data.draw(st.lists(st.sampled_from(life), max_size=6))
    shuffled = data.draw(st.permutations([*life, *repeats]))
    in_order, mixed = Desk().see(*life), Desk().see(*shuffled)
    assert mixed.rows == in_order.rows
    assert len(mixed.opened) == len(set(mixed.opened)) <= 1
    assert all(card.state is state for card in mixed.cards.values())
    assert mixed.row.outcome is outcome


@pytest.mark.parametrize(("life", "state", "outcome"), LIVES)
def test_nothing_brings_an_ended_call_back(
    life: tuple[CallEvent, ...], state: CardState, outcome: Outcome
) -> None:
    desk = Desk().see(*life)
    rows = dict(desk.rows)
    for event in life:
        effects = desk.book.apply(delivered(99, event), at(300))
        assert not [e for e in effects if isinstance(e, ShowCard)]
        desk.do(effects)
    assert desk.rows == rows


@pytest.mark.parametrize(("life", "state", "outcome"), LIVES)
def test_missing_predecessors_still_leave_one_row(
    life: tuple[CallEvent, ...], state: CardState, outcome: Outcome
) -> None:
    for first in range(len(life)):
        desk = Desk().see(*life[first:])
        assert len(desk.rows) == 1
        assert all(not card.state.ringing for card in desk.cards.values())


def test_card_says_line_then_my_phone_then_talk() -> None:
    desk, states = Desk(), []
    for event in ANSWERED[:5]:
        desk.see(event)
        states.append(desk.card.state)
    assert states == [
        CardState.RINGING_LINE,
        CardState.RINGING_ME,
        CardState.TALKING,
        CardState.ENDED,
        CardState.ENDED,
    ]


def test_card_tells_who_calls_on_which_line_and_who_else_rings() -> None:
    card = Desk().see(*PARALLEL[:4]).card
    assert card.contact_full_name == "Смирнов Олег"
    assert card.contact_phone_number == CALLER
    assert (card.virtual_phone_number, card.scenario_name) == (LINE, "Продажи")
    assert card.others_ringing == ("Петров Пётр", "Сидоров Сидор")
    assert card.nth_call == 3


def test_colleague_takes_the_call_and_my_card_says_who_and_folds_in_four_seconds() -> None:
    desk = Desk().see(*PARALLEL[:5])
    card, after_s = desk.folding["c1"]
    assert (card.state, card.taken_by, after_s) == (CardState.TAKEN, "Петров Пётр", 4.0)
    assert card.answered_after_s == 5
    assert not desk.row.missed


def test_card_of_a_lost_call_tells_how_long_the_contact_waited_whatever_comes_first() -> None:
    for end in permutations((lost(s=42), call_ended(s=42, talk_s=0, wait_s=None))):
        card = Desk().see(waiting(), *end).card
        assert (card.state, card.wait_s) == (CardState.LOST, 42)


def test_card_knows_whether_its_call_concerns_me() -> None:
    desk = Desk().see(incoming(), waiting(employee=PETROV))
    assert not desk.card.concerns_me
    assert desk.see(waiting(s=5)).card.concerns_me


def test_card_knows_whether_i_placed_the_call_by_a_click() -> None:
    desk = Desk()
    click(desk)
    assert desk.card.ours
    assert desk.see(*CLICKED[:2]).card.ours
    assert not Desk().see(*SIP[:1]).card.ours


def test_call_only_a_colleague_talks_on_opens_no_card_of_mine() -> None:
    desk = Desk().see(talk_started(employee=PETROV))
    assert not desk.cards
    assert not desk.row.concerns_me


def test_talk_without_a_ring_still_opens_a_card() -> None:
    assert Desk().see(talk_started()).card.state is CardState.TALKING


def test_talk_nobody_is_named_for_is_mine_if_only_my_phone_rang() -> None:
    desk = Desk().see(waiting(), talk_started(employee=None))
    assert desk.card.state is CardState.TALKING


def test_talk_nobody_is_named_for_goes_to_the_owner_of_its_leg() -> None:
    desk = Desk().see(
        waiting(), waiting(employee=PETROV), talk_started(employee=None, legs=("leg-102",))
    )
    assert (desk.card.state, desk.card.taken_by) == (CardState.TAKEN, "Петров Пётр")


def test_after_my_transfer_the_colleagues_talk_does_not_reopen_my_card() -> None:
    for order in permutations(TRANSFER[4:6]):
        desk = Desk().see(*TRANSFER[:4], *order)
        assert desk.state() is CardState.ENDED
        assert "c1" in desk.folding


def test_call_comes_back_to_me_after_a_transfer() -> None:
    desk = Desk().see(*TRANSFER[:6], talk_ended(s=40, employee=PETROV), talk_started(s=41))
    assert desk.card.state is CardState.TALKING
    assert not desk.folding


def test_ring_that_arrives_a_minute_late_is_history_and_not_a_card() -> None:
    desk = Desk()
    desk.do(desk.book.apply(delivered(1, waiting()), at(62)))
    assert not desk.cards
    assert desk.row.outcome is Outcome.GOING_ON


def test_ring_without_news_for_two_minutes_folds_away() -> None:
    desk = Desk().see(waiting())
    due = desk.book.next_tick()
    assert due == at(121)
    assert desk.book.tick(due - timedelta(seconds=1)) == []
    desk.do(desk.book.tick(due))
    assert desk.folding["c1"][0].state is CardState.SILENT
    assert desk.row.outcome is Outcome.UNKNOWN
    assert desk.book.next_tick() is None


def test_news_after_the_silence_tell_the_end_after_all() -> None:
    desk = Desk().see(waiting())
    desk.do(desk.book.tick(at(121)))
    desk.see(lost(s=130))
    assert desk.row.outcome is Outcome.LOST


def test_talk_is_not_given_up_after_two_minutes() -> None:
    desk = Desk().see(waiting(), talk_started(s=5))
    assert desk.book.next_tick() == at(5) + timedelta(hours=4)


def test_event_outside_the_eight_kinds_disturbs_nobody() -> None:
    desk = Desk().see(OtherEvent(call_session_id="c1", at=at(0)))
    assert not desk.cards
    assert not desk.rows


def test_record_alone_makes_a_finished_row_without_a_card() -> None:
    desk = Desk().see(recorded())
    assert not desk.cards
    assert desk.row.record_links == ("https://media.example/c1/record",)
    assert desk.row.outcome is Outcome.TALKED


def test_hidden_caller_has_a_card_without_a_number() -> None:
    card = Desk().see(incoming(caller=None)).card
    assert card.contact_phone_number is None


# Replay and restart


def replayed(*events: CallEvent) -> Desk:
    """A desk that missed these events and gets them again now."""
    desk = Desk()
    for number, event in enumerate(events, 1):
        desk.do(desk.book.replay(delivered(number, event)))
    return desk


def test_call_that_came_and_went_while_we_were_away_shows_no_card() -> None:
    desk = replayed(*NOBODY)
    desk.do(desk.book.caught_up(at(50)))
    assert not desk.opened
    assert desk.row.outcome is Outcome.LOST


def test_call_that_still_rings_after_the_replay_shows_its_card() -> None:
    desk = replayed(incoming(), waiting())
    assert not desk.cards
    desk.do(desk.book.caught_up(at(20)))
    assert desk.card.state is CardState.RINGING_ME


def test_ring_of_an_hour_ago_shows_no_card_after_the_replay() -> None:
    desk = replayed(incoming(), waiting())
    desk.do(desk.book.caught_up(at(3600)))
    assert not desk.cards


def test_talk_of_an_hour_ago_that_goes_on_shows_its_card() -> None:
    desk = replayed(*ANSWERED[:3])
    desk.do(desk.book.caught_up(at(3600)))
    assert desk.card.state is CardState.TALKING


def test_replay_closes_the_card_of_a_call_that_ended_meanwhile() -> None:
    desk = Desk().see(incoming(), waiting())
    for number, event in enumerate(NOBODY[2:], 3):
        desk.do(desk.book.replay(delivered(number, event)))
    assert desk.folding["c1"][0].state is CardState.LOST


def test_restart_in_the_middle_of_a_call_rebuilds_it_and_shows_it_once() -> None:
    desk = Desk()
    for number, event in enumerate(ANSWERED[:3], 1):
        desk.book.restore(delivered(number, event))
    desk.do(desk.book.caught_up(at(30)))
    assert desk.opened == ["c1"]
    assert not desk.rows, "the rows are in the journal already"
    desk.see(*ANSWERED[3:5])
    assert desk.row.outcome is Outcome.TALKED


def test_late_record_after_a_restart_keeps_what_the_row_knew() -> None:
    desk = Desk()
    assert not desk.book.knows("c1")
    for number, event in enumerate(ANSWERED[:5], 1):
        desk.book.restore(delivered(number, event))
    assert desk.book.knows("c1")
    desk.see(recorded())
    assert not desk.opened
    assert (desk.row.outcome, desk.row.talk_s) == (Outcome.TALKED, 40)
    assert desk.row.record_links


# Click-to-call


def test_click_opens_its_card_at_once_and_keeps_it_to_the_end() -> None:
    desk = Desk()
    click(desk)
    assert desk.state() is CardState.REQUESTING
    desk.do(desk.book.dial_accepted("x1", "c1", at(0.2)))
    assert desk.state() is CardState.CALLING_MY_PHONE
    desk.see(*CLICKED)
    assert desk.opened == ["dial:x1"]
    assert desk.state() is CardState.ENDED
    assert list(desk.rows) == ["c1"]
    assert desk.row.direction is Direction.OUT


def test_my_phone_rings_first_then_we_dial_the_contact() -> None:
    desk, states = Desk(), []
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c1", at(0.2)))
    for event in CLICKED[:4]:
        desk.see(event)
        states.append(desk.card.state)
    assert states == [
        CardState.CALLING_MY_PHONE,
        CardState.DIALLING,
        CardState.TALKING,
        CardState.ENDED,
    ]


@given(
    order=st.permutations(["accepted", *CLICKED]),
    repeats=st.lists(st.sampled_from(CLICKED), max_size=4),
)
def test_reply_and_notifications_race_and_there_is_one_card_and_one_row(
    order: list[str | CallEvent], repeats: list[CallEvent]
) -> None:
    desk = Desk()
    click(desk)
    for step in [*order, *repeats]:
        if isinstance(step, str):
            desk.do(desk.book.dial_accepted("x1", "c1", at(1)))
        else:
            desk.see(step)
    assert list(desk.rows) == ["c1"]
    assert len(desk.cards) == 1
    assert desk.state() is CardState.ENDED


def test_timeout_is_unknown_until_a_notification_with_our_external_id_tells() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_unknown("x1", at(8)))
    assert desk.state() is CardState.UNKNOWN
    assert desk.row.outcome is Outcome.UNKNOWN
    desk.see(*CLICKED)
    assert list(desk.rows) == ["c1"]
    assert desk.state() is CardState.ENDED


def test_unknown_outcome_nobody_settles_folds_away_and_stays_unknown() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_unknown("x1", at(8)))
    desk.do(desk.book.tick(at(128)))
    assert desk.folding
    assert desk.row.outcome is Outcome.UNKNOWN


def test_refusal_is_told_on_the_card_and_kept() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_refused("x1", "no_active_phone_number", "text", at(1)))
    card, after_s = desk.folding["dial:x1"]
    assert (card.state, card.problem, after_s) == (
        CardState.REFUSED,
        "no_active_phone_number",
        20.0,
    )
    assert desk.row.outcome is Outcome.REFUSED


def test_outgoing_event_without_external_id_is_the_click_to_that_number() -> None:
    desk = Desk()
    click(desk)
    desk.see(outgoing())
    assert desk.opened == ["dial:x1"]
    desk.do(desk.book.dial_accepted("x1", "c1", at(1)))
    assert list(desk.rows) == ["c1"]


def test_click_before_a_restart_leaves_no_second_row() -> None:
    desk = Desk()
    click(desk)
    after_restart = Desk()
    after_restart.rows = dict(desk.rows)
    after_restart.see(*CLICKED)
    assert list(after_restart.rows) == ["c1"]


def test_click_labelled_inbound_by_uis_stays_outgoing() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c1", at(0)))
    desk.see(waiting(direction=Direction.IN), call_ended(talk_s=0, direction=Direction.IN))
    assert desk.row.direction is Direction.OUT
    assert not desk.row.missed


def test_my_calls_can_be_ended_from_the_card_and_a_ringing_caller_cannot() -> None:
    desk = Desk()
    click(desk)
    assert not desk.card.can_end
    desk.do(desk.book.dial_accepted("x1", "c1", at(0)))
    assert desk.card.can_end
    assert desk.book.call_session_of("dial:x1") == "c1"
    assert not Desk().see(waiting()).card.can_end
    assert Desk().see(waiting(), talk_started()).card.can_end


def test_contact_list_fills_in_name_and_company_and_the_name_from_uis_wins() -> None:
    ours = Contact(id="1", full_name="Наш Олег", company="ООО «Ромашка»")
    desk = Desk().see(waiting())
    desk.do(desk.book.contact_found("c1", ours))
    assert (desk.card.contact_full_name, desk.card.company) == ("Наш Олег", "ООО «Ромашка»")
    assert desk.row.contact_full_name == "Наш Олег"
    desk.see(incoming())
    assert (desk.card.contact_full_name, desk.card.company) == ("Смирнов Олег", "ООО «Ромашка»")


def test_click_that_came_to_nothing_is_forgotten_whole() -> None:
    desk = Desk()
    click(desk)
    desk.do(desk.book.dial_accepted("x1", "c-late", at(1)))
    desk.do(desk.book.tick(at(200)))
    for number in range(700):
        desk.see(incoming(f"c{number}"), lost(f"c{number}"))
    desk.see(incoming("c-late", s=300), waiting("c-late", s=301))
    assert desk.book.call_session_of("dial:x1") is None
    assert desk.book.call_session_of("c-late") == "c-late"
    assert desk.cards["c-late"].state is CardState.RINGING_ME


def test_book_does_not_grow_with_every_finished_call() -> None:
    desk = Desk()
    for number in range(700):
        desk.see(incoming(f"c{number}"), lost(f"c{number}"))
    assert not desk.book.knows("c0")
    assert desk.book.knows("c699")


def test_card_tells_who_is_responsible_for_the_contact_and_whether_that_is_me() -> None:
    desk = Desk().see(incoming())
    theirs = Contact(id="uis:1", full_name="Смирнов", employee_id="102", employee_name="Петров")
    desk.do(desk.book.contact_found("c1", theirs))
    assert (desk.card.responsible, desk.card.mine) == ("Петров", False)
    mine = Contact(id="uis:1", full_name="Смирнов", employee_id=ME.id, employee_name=ME.name)
    desk.do(desk.book.contact_found("c1", mine))
    assert desk.card.mine
    desk.do(desk.book.contact_found("c1", Contact(id="uis:1", full_name="Смирнов")))
    assert (desk.card.responsible, desk.card.mine) == (None, False)


def test_card_and_row_carry_what_uis_calls_contact_and_click() -> None:
    known = replace(waiting(external_id="elsewhere"), contact_id="77")
    desk = Desk().see(known)
    assert desk.card.contact_id == "77"
    assert (desk.row.contact_id, desk.row.external_id) == ("77", "elsewhere")


def test_row_carries_the_contacts_number_and_the_tags_of_whichever_event_tells_them() -> None:
    tagged = replace(call_ended(), tag_names=("Целевой", "Спам"))
    desk = Desk().see(waiting(), tagged, replace(call_ended(), tag_names=()))
    assert desk.row.contact_phone_number == CALLER
    assert desk.row.tag_names == ("Целевой", "Спам")


def test_talk_of_nobody_in_a_call_no_phone_of_ours_rang_for_is_not_mine() -> None:
    desk = Desk().see(incoming(), talk_started(employee=None))
    assert desk.card.state is CardState.TAKEN
    assert not desk.row.concerns_me


def test_colleagues_talk_counts_even_if_the_end_tells_of_none() -> None:
    desk = Desk().see(
        waiting(),
        talk_started(employee=PETROV),
        call_ended(employee=None, talk_s=None, wait_s=None),
    )
    assert desk.row.outcome is Outcome.TAKEN_BY_COLLEAGUE


def test_seconds_of_a_lost_call_count_from_its_end() -> None:
    assert Desk().see(waiting(), lost(s=30)).card.since == at(30)


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_contacts_phone_that_rang_last_is_the_one_that_rings_now(order: tuple[int, ...]) -> None:
    events = (
        waiting(employee=None, direction=OUT, s=9),
        waiting(employee=None, direction=OUT, s=2),
        waiting(direction=OUT, s=5),
    )
    desk = Desk().see(*(events[place] for place in order))
    assert desk.card.state is CardState.DIALLING
