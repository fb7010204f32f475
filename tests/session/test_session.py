"""A session takes events in, writes them, and only then shows them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import (
    CALLER,
    EPOCH,
    PETROV,
    at,
    call_ended,
    incoming,
    lost,
    outgoing,
    recorded,
    talk_ended,
    talk_started,
    waiting,
)
from tests.fakes import FakeCallApi, MemoryJournal, PaperScreen
from tests.session.stage import CONNECTED, Stage, arrived, others_work, until
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Delivered, Direction, Place
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.link import (
    CaughtUp,
    Connecting,
    LinkState,
    Missed,
    Offline,
    OfflineReason,
    ParametersChosen,
    Refused,
    RefusedReason,
)
from uis_desktop.core.parameters import ShownParameter
from uis_desktop.errors import CallRefused, EventsMissed, HistoryUnreadable, SignInRefused


async def test_ring_becomes_a_card_and_a_row() -> None:
    stage = Stage()
    async with stage.live(arrived(1, incoming(), waiting())):
        assert stage.screen.cards["c1"].state is CardState.RINGING_ME
        assert stage.journal.rows["c1"].outcome is Outcome.GOING_ON
        assert await stage.journal.place() == Place(epoch=EPOCH, after=2)


async def test_nothing_is_shown_that_is_not_written_yet() -> None:
    stage = Stage(screen=ScreenThatLooksAt(MemoryJournal()))
    assert isinstance(stage.screen, ScreenThatLooksAt)
    stage.journal = stage.screen.journal
    async with stage.live(arrived(1, waiting()), arrived(2, talk_started())):
        assert stage.screen.written_at_each_card == [1, 2]


class ScreenThatLooksAt(PaperScreen):
    """Notes with each card how many events the journal holds by then."""

    def __init__(self, journal: MemoryJournal) -> None:
        super().__init__()
        self.journal = journal
        self.written_at_each_card: list[int] = []

    def show_card(self, card: CardView) -> None:
        super().show_card(card)
        self.written_at_each_card.append(len(self.journal.events))


async def test_what_cannot_be_written_is_not_shown_and_ends_the_session() -> None:
    stage = Stage()
    stage.journal.failure = HistoryUnreadable("disk full")
    with pytest.raises(HistoryUnreadable):
        await stage.session(CONNECTED, CaughtUp(), arrived(1, waiting())).run()
    assert stage.screen.shown == []
    assert stage.journal.events == {}


async def test_program_restarted_in_the_middle_of_a_call_still_keeps_it() -> None:
    stage = Stage()
    await stage.session(CONNECTED, CaughtUp(), arrived(1, waiting(), talk_started())).run()
    stage.screen = PaperScreen()
    async with stage.live():
        assert stage.screen.states("c1") == [CardState.TALKING]
        await stage.say(arrived(3, talk_ended(), call_ended()))
        assert stage.screen.states("c1") == [CardState.TALKING, CardState.ENDED]
    assert [(row.key, row.outcome) for row in stage.journal.rows.values()] == [
        ("c1", Outcome.TALKED)
    ]
    assert stage.stream.places == [Place(epoch=EPOCH, after=2)]


async def test_call_that_ended_before_the_restart_is_not_shown_again() -> None:
    stage = Stage()
    ended = arrived(1, waiting(), talk_started(), talk_ended(), call_ended())
    await stage.session(CONNECTED, CaughtUp(), ended).run()
    stage.screen = PaperScreen()
    async with stage.live():
        assert stage.screen.shown == []


async def test_events_delivered_again_after_a_restart_change_nothing() -> None:
    stage = Stage()
    events = arrived(1, waiting(), talk_started())
    await stage.session(CONNECTED, CaughtUp(), events).run()
    stage.screen = PaperScreen()
    rows = dict(stage.journal.rows)
    async with stage.live(events):
        assert stage.screen.states("c1") == [CardState.TALKING]
        assert len(stage.screen.shown) == 1
    assert stage.journal.rows == rows
    assert len(stage.journal.events) == 2


async def test_call_missed_while_away_is_history_and_no_card() -> None:
    stage = Stage()
    stage.clock.move_to(600)
    missed = arrived(1, incoming(), waiting(), lost())
    await stage.session(CONNECTED, missed, CaughtUp()).run()
    assert stage.screen.shown == []
    assert stage.journal.rows["c1"].outcome is Outcome.LOST


async def test_call_that_still_rings_after_the_replay_gets_its_card_then() -> None:
    stage = Stage()
    session = stage.session(CONNECTED, arrived(1, incoming(), waiting()), stays=True)
    running = asyncio.create_task(session.run())
    await stage.stream.all_taken()
    assert stage.screen.shown == []
    await stage.say(CaughtUp())
    assert stage.screen.states("c1") == [CardState.RINGING_ME]
    running.cancel()
    await asyncio.wait({running})


async def test_call_that_ended_while_we_were_offline_folds_its_card() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting())):
        await stage.say(
            Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=1),
            Connecting(),
            CONNECTED,
            arrived(2, lost()),
            CaughtUp(),
        )
        assert stage.screen.states("c1") == [CardState.RINGING_ME, CardState.LOST]
        assert "c1" in stage.screen.folding


async def test_record_that_comes_after_a_restart_joins_its_row() -> None:
    stage = Stage()
    await stage.session(
        CONNECTED, CaughtUp(), arrived(1, waiting(), talk_started(), talk_ended(), call_ended())
    ).run()
    stage.screen = PaperScreen()
    async with stage.live(arrived(5, recorded())):
        row = stage.journal.rows["c1"]
    assert row.record_links == ("https://media.example/c1/record",)
    assert (row.outcome, row.talk_s) == (Outcome.TALKED, 40)
    assert stage.screen.shown == []


async def test_connection_is_never_told_better_than_it_is() -> None:
    stage = Stage()
    await stage.session(
        Connecting(),
        CONNECTED,
        CaughtUp(),
        Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=2),
        Connecting(),
        CONNECTED,
        CaughtUp(),
    ).run()
    assert [link.state for link in stage.screen.links] == [
        LinkState.CONNECTING,
        LinkState.CONNECTING,
        LinkState.CATCHING_UP,
        LinkState.LIVE,
        LinkState.OFFLINE,
        LinkState.CONNECTING,
        LinkState.CATCHING_UP,
        LinkState.LIVE,
    ]
    assert stage.screen.links[4].reason is OfflineReason.UNREACHABLE
    assert stage.screen.links[5].reason is None


def told_on(view: CardView | HistoryRow) -> list[str]:
    return [f"{one.label}: {one.value}" for one in view.parameters]


async def test_chosen_parameters_are_on_cards_and_in_history_also_when_they_change() -> None:
    stage = Stage()
    order, city = (ShownParameter(name=name, label=name.title()) for name in ("order", "city"))
    ring = replace(waiting(), extra={"order": 5, "city": "Омск"})
    welcome = replace(CONNECTED, parameters=(order,))
    async with stage.live(arrived(1, ring)):
        assert not stage.screen.cards["c1"].parameters
        await stage.say(welcome)
        assert told_on(stage.screen.cards["c1"]) == ["Order: 5"]
        await stage.say(ParametersChosen(parameters=(city,)))
        assert told_on(stage.screen.cards["c1"]) == ["City: Омск"]
    assert told_on(stage.journal.rows["c1"]) == ["City: Омск"]


async def test_time_of_the_last_event_is_told() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(s=7))):
        assert stage.screen.links[-1].last_event_at == at(7)


@pytest.mark.parametrize("reason", list(RefusedReason))
async def test_refusal_is_told_and_ends_the_session(reason: RefusedReason) -> None:
    stage = Stage()
    assert await stage.session(Connecting(), Refused(reason=reason), stays=True).run() is reason
    assert stage.screen.link is LinkState.REFUSED
    assert stage.screen.links[-1].reason is reason


async def test_hole_in_the_events_is_admitted_and_left_behind() -> None:
    stage = Stage()
    stage.journal.failure = None
    await stage.journal.keep([], [], place=Place(epoch="old", after=7))
    gap = Missed(place=Place(epoch=EPOCH, after=3), reason="epoch")
    async with stage.live(gap, arrived(4, waiting())):
        assert [type(error) for error in stage.screen.complaints] == [EventsMissed]
        assert await stage.journal.place() == Place(epoch=EPOCH, after=4)
        assert "c1" in stage.screen.cards


async def test_first_connection_ever_cannot_have_missed_anything() -> None:
    stage = Stage()
    async with stage.live(Missed(place=Place(epoch=EPOCH, after=3), reason="trimmed")):
        assert stage.screen.complaints == []
        assert await stage.journal.place() == Place(epoch=EPOCH, after=3)


async def test_missed_calls_are_counted_until_somebody_looks() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await until(lambda: stage.screen.missed[-1:] == [1])
        await session.lists.mark_missed_seen()
        await until(lambda: stage.screen.missed[-1:] == [0])


async def test_hundred_events_one_by_one_reload_the_lists_only_a_few_times() -> None:
    stage = Stage()
    async with stage.live():
        began = asyncio.get_running_loop().time()
        for n in range(1, 101):
            await stage.say(arrived(n, waiting(f"c{n}")))
        took_s = asyncio.get_running_loop().time() - began
        # Once at first and once for each pause of 0.2 s, however slow the machine is.
        assert 1 <= stage.screen.refreshes <= 2 + took_s / 0.2


async def test_last_event_of_many_is_in_the_lists() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting())):
        await until(lambda: stage.screen.refreshes >= 1)
        before = stage.screen.refreshes
        await stage.say(arrived(2, waiting("c2")))
        await until(lambda: stage.screen.refreshes > before)


async def test_ring_nobody_says_anything_of_folds_after_two_minutes() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(s=0))):
        await until(lambda: len(stage.clock.sleeping) == 1)
        stage.clock.move_to(121)
        await until(lambda: "c1" in stage.screen.folding)
    assert stage.screen.states("c1")[-1] is CardState.SILENT
    assert stage.journal.rows["c1"].outcome is Outcome.UNKNOWN


class SlowOnce(MemoryJournal):
    """A journal whose disk stalls when told to, once."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls = False
        self.stalled = asyncio.Event()
        self.moves_on = asyncio.Event()

    async def keep(
        self,
        delivered: Sequence[Delivered],
        rows: Sequence[HistoryRow],
        forget: Sequence[tuple[str, str]] = (),
        place: Place | None = None,
    ) -> None:
        if self.stalls:
            self.stalls = False
            self.stalled.set()
            await self.moves_on.wait()
        await super().keep(delivered, rows, forget, place)


async def test_slow_disk_never_lets_an_older_state_cover_a_newer_one() -> None:
    journal = SlowOnce()
    stage = Stage(journal=journal)
    async with stage.live(arrived(1, waiting(s=0))):
        await until(lambda: len(stage.clock.sleeping) == 1)
        journal.stalls = True
        stage.clock.move_to(121)
        await journal.stalled.wait()
        stage.stream.say(arrived(2, talk_started(s=121)))
        await others_work()
        journal.moves_on.set()
        await stage.stream.all_taken()
        await others_work()
        assert stage.screen.cards["c1"].state is CardState.TALKING
        assert stage.journal.rows["c1"].outcome is Outcome.GOING_ON


async def test_no_timer_runs_while_no_call_goes_on() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting())):
        await until(lambda: len(stage.clock.sleeping) == 1)
        await stage.say(arrived(2, lost()))
        await until(lambda: not stage.clock.sleeping)


async def test_talk_under_way_does_not_delay_the_end_of_a_silent_ring() -> None:
    stage = Stage()
    async with stage.live(arrived(1, talk_started("talk", s=0))):
        await until(lambda: len(stage.clock.sleeping) == 1)
        await stage.say(arrived(2, waiting("ring", s=1)))
        await until(lambda: [due for due, _ in stage.clock.sleeping] == [at(121)])


async def test_news_that_only_move_the_next_tick_away_leave_the_timer_alone() -> None:
    stage = Stage()
    async with stage.live():
        for n in range(1, 11):
            await stage.say(arrived(n, waiting("c1", s=n, leg=f"leg-{n}")))
            await until(lambda: len(stage.clock.sleeping) == 1)
        assert stage.clock.slept == 1


async def test_after_waking_up_the_relay_is_asked_at_once() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(s=0))) as session:
        await until(lambda: len(stage.clock.sleeping) == 1)
        stage.clock.at = at(3600)
        session.hurry()
        await until(lambda: [due for due, _ in stage.clock.sleeping] == [at(3600.5)])
    assert stage.stream.hurried == 1


async def test_timer_that_slept_with_the_machine_is_set_anew_on_reconnection() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(s=0))):
        await until(lambda: len(stage.clock.sleeping) == 1)
        stage.clock.at = at(100)
        await stage.say(CONNECTED, CaughtUp())
        await until(lambda: stage.clock.slept == 2)
        assert [due for due, _ in stage.clock.sleeping] == [at(120)]


async def test_ending_a_call_ends_the_one_the_card_shows() -> None:
    stage = Stage(call_api=FakeCallApi())
    stage.call_api.running = {"c1", "c2"}
    async with stage.live(arrived(1, waiting("c1"), waiting("c2"))) as session:
        await session.end_call("c1")
    assert stage.call_api.running == {"c2"}


async def test_refusal_to_end_a_call_reaches_the_person() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting("c1"))) as session:
        with pytest.raises(CallRefused):
            await session.end_call("c1")


async def test_calls_an_account_cannot_end_are_not_offered_to_be_ended_again() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting("c1"), talk_started("c1"))) as session:
        assert stage.screen.cards["c1"].can_end
        stage.call_api.answers.append(CallRefused("component_disabled"))
        with pytest.raises(CallRefused):
            await session.end_call("c1")
        assert not stage.screen.cards["c1"].can_end


async def test_password_that_fits_no_more_is_noticed_when_a_call_is_ended() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting("c1"))) as session:
        stage.call_api.password_right = False
        with pytest.raises(SignInRefused):
            await session.end_call("c1")
        assert session.password_refused.is_set()


async def test_lists_hold_contacts_and_calls_that_fit() -> None:
    stage = Stage()
    async with stage.live(arrived(1, incoming(), waiting())) as session:
        found = await session.lists.find("79001234567")
        nobody = await session.lists.find("Якубович")
    assert [row.contact_phone_number for row in found.recent] == [CALLER]
    assert (nobody.recent, nobody.contacts) == ([], [])


async def test_colleague_who_takes_the_call_folds_my_card() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), talk_started(employee=PETROV))):
        assert stage.screen.cards["c1"].taken_by == PETROV.name
        assert "c1" in stage.screen.folding
    assert stage.journal.rows["c1"].outcome is Outcome.GOING_ON


async def test_talk_of_a_colleague_that_we_may_see_closes_a_missed_call() -> None:
    stage = Stage()
    async with stage.live(arrived(1, waiting(), lost())) as session:
        await until(lambda: stage.screen.missed[-1:] == [1])
        called_back = (
            outgoing("c2", s=60, employee=PETROV),
            talk_started("c2", s=70, employee=PETROV, direction=Direction.OUT),
            talk_ended("c2", s=90, employee=PETROV),
            call_ended("c2", s=91, employee=PETROV, direction=Direction.OUT),
        )
        await stage.say(arrived(3, *called_back))
        (missed,) = (await session.lists.find("", missed_only=True)).missed
        assert missed.answered is not None
        assert missed.answered.employee_name == PETROV.name
        assert missed.answered.direction is Direction.OUT
        assert await stage.journal.missed_since_seen() == 0
