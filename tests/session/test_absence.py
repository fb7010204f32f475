"""Coming back to the desk: one digest, and no card but of a call that rings now."""

from __future__ import annotations

from tests.builders import EPOCH, PETROV, at, call_ended, lost, talk_started, waiting
from tests.session.stage import CONNECTED, Stage, arrived
from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardState
from uis_desktop.core.events import CallEvent, Place
from uis_desktop.core.link import Arrived, CaughtUp, Offline, OfflineReason

AWAY_S = 3600.0


def a_holiday(first: int) -> list[Arrived]:
    """500 events in pages: 125 lost calls and 125 that a colleague took."""
    events: list[CallEvent] = []
    for n in range(125):
        s = n * 20.0
        events += [waiting(f"l{n}", s=s), lost(f"l{n}", s=s + 10)]
        events += [waiting(f"t{n}", s=s), _taken(f"t{n}", s + 15)]
    assert len(events) == 500
    return [arrived(first + at_, *events[at_ : at_ + 50]) for at_ in range(0, 500, 50)]


def _taken(call: str, s: float) -> CallEvent:
    return call_ended(call, s=s, employee=PETROV, talk_s=5)


async def been_here(stage: Stage) -> None:
    """The desk has worked before."""
    await stage.journal.keep([], [], place=Place(epoch=EPOCH, after=0))


async def test_500_events_after_a_holiday_are_one_digest_and_the_card_that_rings() -> None:
    stage = Stage()
    await been_here(stage)
    stage.clock.move_to(AWAY_S)
    session = stage.session(
        CONNECTED,
        *a_holiday(1),
        arrived(501, waiting("now", s=AWAY_S - 3)),
        CaughtUp(),
    )
    await session.run()
    assert stage.screen.digests == [Digest(calls=250, lost=125, taken=125)]
    assert [card.key for card in stage.screen.shown] == ["now"]
    assert stage.screen.cards["now"].state is CardState.RINGING_ME
    assert stage.screen.complaints == []


async def test_sleep_in_the_middle_of_a_ring_folds_its_card_and_tells_of_it() -> None:
    stage = Stage()
    await been_here(stage)
    async with stage.live(arrived(1, waiting("c1", s=0))):
        stage.clock.move_to(AWAY_S)
        await stage.say(
            Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=1),
            CONNECTED,
            arrived(2, lost("c1", s=20), waiting("c2", s=100), lost("c2", s=130)),
            CaughtUp(),
        )
        assert stage.screen.digests == [Digest(calls=2, lost=2)]
        assert list(stage.screen.cards) == ["c1"]
        assert stage.screen.folding.keys() == {"c1"}


async def test_crash_in_the_middle_of_a_ring_is_told_after_the_restart() -> None:
    stage = Stage()
    await been_here(stage)
    await stage.session(CONNECTED, CaughtUp(), arrived(1, waiting("c1", s=0))).run()
    stage.clock.move_to(AWAY_S)
    await stage.session(CONNECTED, arrived(2, lost("c1", s=20)), CaughtUp()).run()
    assert stage.screen.digests == [Digest(calls=1, lost=1)]


async def test_first_sign_in_at_a_desk_gets_the_past_without_a_digest() -> None:
    stage = Stage()
    stage.clock.move_to(AWAY_S)
    await stage.session(CONNECTED, *a_holiday(1), CaughtUp()).run()
    assert stage.screen.digests == []
    assert stage.screen.shown == []
    assert len(stage.journal.rows) == 250


async def test_live_talk_of_mine_comes_back_as_a_card() -> None:
    stage = Stage()
    await been_here(stage)
    stage.clock.move_to(AWAY_S)
    await stage.session(CONNECTED, arrived(1, talk_started("c1", s=10)), CaughtUp()).run()
    assert stage.screen.digests == []
    assert stage.screen.cards["c1"].since == at(10)
