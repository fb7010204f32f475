"""My status at UIS: one request for each wish, and the way back over everything between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.builders import at
from tests.session.stage import Stage, others_work, until
from uis_desktop.core.my_status import MyStatusNote, News, Return, StatusNow, Step, Wish
from uis_desktop.errors import OutcomeUnknown, ServiceRefused, ServiceUnreachable
from uis_desktop.session.my_status import MyStatus, StatusView

FREE, BREAK, BUSY = "1", "2", "3"
FOR_A_TIME = Wish(id=BREAK, until=at(900), agreed=FREE)
ON_BREAK = MyStatusNote(given=BREAK, back=Return(id=FREE, at=at(900)))


class Listener:
    """Whoever is told."""

    def __init__(self) -> None:
        self.view = StatusView()
        self.news: list[News] = []

    def status_changed(self, view: StatusView) -> None:
        self.view = view

    def status_news(self, news: News, now: StatusNow | None) -> None:
        self.news.append(news)


class Day:
    """A desk whose status is watched; sessions may come one after another."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.listener = Listener()

    @asynccontextmanager
    async def signed_in(self) -> AsyncIterator[MyStatus]:
        """Connected, and UIS has been asked."""
        before = self.stage.statuses.questions
        async with self.stage.live() as session:
            session.my_status.watch(self.listener)
            await until(lambda: self.stage.statuses.questions > before)
            await others_work()
            yield session.my_status

    async def let_it_be(self, s: float) -> None:
        self.stage.clock.move_to(s)
        await others_work()

    @property
    def wanted(self) -> list[str]:
        return self.stage.statuses.wanted

    @property
    def note(self) -> MyStatusNote:
        return self.stage.journal.status_note


@pytest.fixture
def day() -> Day:
    return Day()


async def test_status_is_asked_for_when_the_relay_is_there(day: Day) -> None:
    async with day.signed_in():
        now = day.listener.view.now
        assert now is not None
        assert now.id == FREE
        assert not day.listener.view.busy


async def test_status_of_somebody_else_is_changed_only_after_a_yes(day: Day) -> None:
    async with day.signed_in() as mine:
        assert await mine.choose(Wish(id=BREAK)) is Step.ASK
        assert day.wanted == []
        # Changed again while the question stood there: it was about another one.
        day.stage.statuses.put(BUSY)
        assert await mine.choose(Wish(id=BREAK, agreed=FREE)) is Step.ASK
        assert await mine.choose(Wish(id=BREAK, agreed=BUSY)) is Step.CHANGE
        assert await mine.choose(Wish(id=FREE)) is Step.CHANGE
        assert day.wanted == [BREAK, FREE]


async def test_clicks_while_one_is_on_its_way_send_nothing(day: Day) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.answering.clear()
        first = asyncio.create_task(mine.choose(FOR_A_TIME))
        await until(lambda: bool(day.wanted))
        assert day.listener.view.busy
        assert await mine.choose(FOR_A_TIME) is None
        day.stage.statuses.answering.set()
        assert await first is Step.CHANGE
        assert day.wanted == [BREAK]


async def test_status_for_a_time_is_put_back_by_itself(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        assert day.note == ON_BREAK
        await others_work()
        await day.let_it_be(899)
        assert day.wanted == [BREAK]
        await day.let_it_be(900)
        assert day.wanted == [BREAK, FREE]
        assert day.listener.news == [News.RETURNED]
        assert day.note == MyStatusNote(given=FREE)


async def test_another_time_for_the_status_i_have_sends_nothing(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        assert await mine.choose(Wish(id=BREAK, until=at(1800))) is Step.KEEP
        await day.let_it_be(900)
        assert day.wanted == [BREAK]
        assert await mine.choose(Wish(id=BREAK)) is Step.KEEP
        await day.let_it_be(5000)
        assert day.wanted == [BREAK]
        assert day.listener.news == []


@pytest.mark.parametrize(
    ("s", "wanted", "news"),
    [(300, [], []), (1000, [FREE], [News.RETURNED]), (900 + 4 * 3600 + 1, [], [News.TOO_LATE])],
)
async def test_return_outlives_a_restart_and_is_done_or_told(
    day: Day, s: float, wanted: list[str], news: list[News]
) -> None:
    day.stage.journal.status_note = ON_BREAK
    day.stage.statuses.put(BREAK)
    day.stage.clock.move_to(s)
    async with day.signed_in():
        assert day.wanted == wanted
        assert day.listener.news == news


async def test_what_somebody_else_has_chosen_meanwhile_stays(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        day.stage.statuses.put(BUSY)
        await others_work()
        await day.let_it_be(900)
        assert day.wanted == [BREAK]
        assert day.listener.news == [News.CHANGED_ELSEWHERE]
        assert day.note == MyStatusNote()


async def test_return_waits_for_uis_to_be_there_again(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        await others_work()
        day.stage.statuses.away = ServiceUnreachable("x")
        await day.let_it_be(900)
        assert day.listener.view.problem is day.stage.statuses.away
        day.stage.statuses.away = None
        day.stage.statuses.answer = ServiceUnreachable("x")
        await day.let_it_be(960)
        assert (day.wanted, day.listener.news) == ([BREAK, FREE], [])
        day.stage.statuses.answer = None
        await day.let_it_be(1020)
        assert (day.wanted, day.listener.news) == ([BREAK, FREE, FREE], [News.RETURNED])


async def test_refused_return_is_told_and_not_tried_again(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        await others_work()
        day.stage.statuses.answer = ServiceRefused("forbidden")
        await day.let_it_be(900)
        await day.let_it_be(5000)
        assert day.wanted == [BREAK, FREE]
        assert day.listener.news == [News.NOT_RETURNED]


async def test_lost_answer_is_settled_at_once_if_uis_says_so(day: Day) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.answer, day.stage.statuses.happens = OutcomeUnknown("x"), True
        assert await mine.choose(FOR_A_TIME) is Step.CHANGE
        assert (day.wanted, day.note) == ([BREAK], ON_BREAK)


@pytest.mark.parametrize(("came", "news"), [(True, News.DONE), (False, News.NOT_DONE)])
async def test_outcome_nobody_knows_is_told_and_asked_about_later(
    day: Day, came: bool, news: News
) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.answer = OutcomeUnknown("x")
        with pytest.raises(OutcomeUnknown):
            await mine.choose(FOR_A_TIME)
        assert day.note.sent is not None
        if came:
            day.stage.statuses.put(BREAK)
        await others_work()
        await day.let_it_be(60)
        assert (day.wanted, day.listener.news) == ([BREAK], [news])
        assert day.note == (ON_BREAK if came else MyStatusNote())


async def test_program_that_died_in_the_middle_asks_and_sends_nothing(day: Day) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.answering.clear()
        dying = asyncio.create_task(mine.choose(FOR_A_TIME))
        await until(lambda: bool(day.wanted))
        dying.cancel()
    day.stage.statuses.put(BREAK)
    day.stage.statuses.answering.set()
    async with day.signed_in():
        assert (day.wanted, day.listener.news, day.note) == ([BREAK], [News.DONE], ON_BREAK)


async def test_refused_wish_leaves_the_return_before_in_force(day: Day) -> None:
    async with day.signed_in() as mine:
        await mine.choose(FOR_A_TIME)
        day.stage.statuses.answer = ServiceRefused("invalid_parameter_value")
        with pytest.raises(ServiceRefused):
            await mine.choose(Wish(id=BUSY))
        assert day.note == ON_BREAK


async def test_nothing_is_sent_while_uis_cannot_say_what_i_have(day: Day) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.away = ServiceRefused("relay_not_set_up")
        with pytest.raises(ServiceRefused):
            await mine.choose(FOR_A_TIME)
        assert day.wanted == []
        assert day.listener.view.problem is day.stage.statuses.away


async def test_question_while_a_change_is_out_is_none(day: Day) -> None:
    async with day.signed_in() as mine:
        day.stage.statuses.answering.clear()
        changing = asyncio.create_task(mine.choose(FOR_A_TIME))
        await until(lambda: bool(day.wanted))
        asked = day.stage.statuses.questions
        await mine.ask()
        assert day.stage.statuses.questions == asked
        day.stage.statuses.answering.set()
        assert await changing is Step.CHANGE
