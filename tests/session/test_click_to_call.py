"""One click is at most one request, and its outcome is never lost."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.builders import ME, call_ended, talk_ended, talk_started, waiting
from tests.fakes import FakeCallApi, MemoryJournal, PaperScreen
from tests.session.stage import PROFILE, Stage, arrived, others_work, until
from uis_desktop.core.cards import CardState
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.events import Direction
from uis_desktop.core.history import HistoryRow, Outcome
from uis_desktop.core.lines import nowhere
from uis_desktop.core.phone import Number, Phone, parse
from uis_desktop.errors import (
    CallRefused,
    HistoryUnreadable,
    NotAPhoneNumber,
    NotOurNumber,
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.bookkeeper import Bookkeeper
from uis_desktop.session.click_to_call import NEWS_S, ClickToCall, new_external_id
from uis_desktop.session.names import Names
from uis_desktop.session.our_lines import OurLines
from uis_desktop.session.session import Session

TYPED = "8 (900) 123-45-67"
CARD = "dial:click-1"


async def test_click_asks_uis_once_with_digits_only() -> None:
    stage = Stage()
    async with stage.live() as session:
        await session.dial(parse(f"{TYPED} доб. 204"))
    (request,) = stage.call_api.started
    assert request.contact.digits == "79001234567"
    assert request.contact.dtmf_string == "..204"
    assert request.virtual_phone_number == "74950000001"
    assert request.employee_id == "101"
    assert request.external_id == "click-1"


async def test_the_contact_sees_the_number_of_ours_that_was_chosen() -> None:
    stage = Stage()
    async with stage.live() as session:
        await session.dial(parse(TYPED), Number("+78121234567"))
    (request,) = stage.call_api.started
    assert request.virtual_phone_number == "78121234567"
    assert stage.screen.cards[CARD].virtual_phone_number == "+78121234567"
    assert [row.virtual_phone_number for row in stage.journal.rows.values()] == ["+78121234567"]


async def test_nothing_is_sent_from_a_number_that_only_takes_calls() -> None:
    stage = Stage()
    async with stage.live() as session:
        with pytest.raises(NotOurNumber):
            await session.dial(parse(TYPED), Number("+78005553535"))
    assert stage.call_api.started == []
    assert stage.journal.rows == {}


async def test_a_second_click_does_nothing_from_another_number_either() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    async with stage.live() as session:
        first = asyncio.create_task(session.dial(parse(TYPED)))
        await until(lambda: len(stage.call_api.started) == 1)
        await session.dial(parse(TYPED), Number("+78121234567"))
        stage.call_api.answering.set()
        await first
    assert len(stage.call_api.started) == 1


async def test_a_colleague_is_called_by_extension_at_the_number_uis_can_dial() -> None:
    stage = Stage()
    stage.directory.staff = (
        Colleague(id="2", name="Petrova Olga", extension="102", phone_number="0412345"),
        Colleague(id="3", name="Nobody Knows", extension="103"),
    )
    async with stage.live() as session:
        await until(lambda: bool(stage.journal.staff))
        for extension in ("102", "103", "105"):
            await session.dial(parse(extension))
    dialled = [request.contact.digits for request in stage.call_api.started]
    assert dialled == ["0412345", "103", "105"]
    assert stage.screen.cards[CARD].contact_phone_number == "102"


@pytest.mark.parametrize("number", ["112", "101", "03"])
async def test_help_is_not_called_through_uis(number: str) -> None:
    stage = Stage()
    async with stage.live() as session:
        with pytest.raises(NotAPhoneNumber) as refused:
            await session.dial(parse(number))
    assert refused.value.reason == "emergency"
    assert stage.call_api.started == []
    assert stage.journal.rows == {}


async def test_a_colleague_whose_extension_is_that_of_a_rescue_service_is_called() -> None:
    stage = Stage()
    stage.directory.staff = (
        Colleague(id="2", name="Petrova Olga", extension="101", phone_number="0412345"),
    )
    async with stage.live() as session:
        await until(lambda: bool(stage.journal.staff))
        await session.dial(parse("101"))
    assert [request.contact.digits for request in stage.call_api.started] == ["0412345"]


async def test_card_opens_and_the_row_is_written_before_uis_is_asked() -> None:
    journal = MemoryJournal()
    stage = Stage(journal=journal, call_api=ApiThatLooksAt(journal))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
    assert isinstance(stage.call_api, ApiThatLooksAt)
    assert stage.call_api.rows_at_request == {CARD: Outcome.UNKNOWN}
    assert stage.screen.states(CARD)[:2] == [CardState.REQUESTING, CardState.CALLING_MY_PHONE]
    assert stage.screen.cards[CARD].virtual_phone_number == "+74950000001"


class ApiThatLooksAt(FakeCallApi):
    """Notes what the history says at the moment of the request."""

    def __init__(self, journal: MemoryJournal) -> None:
        super().__init__()
        self._journal = journal
        self.rows_at_request: dict[str, Outcome] = {}

    async def start_employee_call(
        self, *, contact: Phone, virtual_phone_number: str, employee_id: str, external_id: str
    ) -> str:
        self.rows_at_request = {k: row.outcome for k, row in self._journal.rows.items()}
        return await super().start_employee_call(
            contact=contact,
            virtual_phone_number=virtual_phone_number,
            employee_id=employee_id,
            external_id=external_id,
        )


async def test_nothing_is_dialled_that_cannot_be_written_down() -> None:
    stage = Stage()
    session = stage.session(stays=True)
    running = asyncio.create_task(session.run())
    stage.journal.failure = HistoryUnreadable("disk full")
    with pytest.raises(HistoryUnreadable):
        await session.dial(parse(TYPED))
    with pytest.raises(HistoryUnreadable):
        await running
    assert stage.call_api.started == []
    assert stage.screen.shown == []


async def test_second_click_while_the_first_is_out_does_nothing() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    async with stage.live() as session:
        first = asyncio.create_task(session.dial(parse(TYPED)))
        await until(lambda: len(stage.call_api.started) == 1)
        await session.dial(parse("+7 900 123 45 67"))
        stage.call_api.answering.set()
        await first
    assert len(stage.call_api.started) == 1
    assert list(stage.screen.cards) == [CARD]


async def test_another_number_may_be_dialled_meanwhile() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    async with stage.live() as session:
        first = asyncio.create_task(session.dial(parse(TYPED)))
        second = asyncio.create_task(session.dial(parse("105")))
        await until(lambda: len(stage.call_api.started) == 2)
        stage.call_api.answering.set()
        await asyncio.gather(first, second)
    assert {started.external_id for started in stage.call_api.started} == {"click-1", "click-2"}


async def test_call_dialled_here_is_followed_to_its_end_on_one_card() -> None:
    stage = Stage()
    out = Direction.OUT
    async with stage.live() as session:
        await session.dial(parse(TYPED))
        await stage.say(
            arrived(1, waiting("1", direction=out, external_id="click-1")),
            arrived(2, talk_started("1", direction=out, external_id="click-1")),
            arrived(3, call_ended("1", direction=out, external_id="click-1")),
        )
    assert list(stage.screen.cards) == [CARD]
    assert stage.screen.states(CARD)[-2:] == [CardState.TALKING, CardState.ENDED]
    assert {key: row.outcome for key, row in stage.journal.rows.items()} == {"1": Outcome.TALKED}


async def test_call_dialled_here_can_be_ended_here() -> None:
    stage = Stage()
    async with stage.live() as session:
        await session.dial(parse(TYPED))
        await session.end_call(CARD)
    assert stage.call_api.running == set()


@pytest.mark.parametrize(
    ("answer", "problem", "detail"),
    [
        pytest.param(
            CallRefused("no_active_phone_number", code=-32602, message="No active phone"),
            "no_active_phone_number",
            "No active phone",
            id="no phone to ring",
        ),
        pytest.param(
            ServiceRefused("limit_exceeded", code=-32029), "limit_exceeded", None, id="budget"
        ),
        pytest.param(CallRefused("", code=-32603), "refused", None, id="no word for it"),
        pytest.param(ServiceUnreachable("callapi"), "unreachable", None, id="no network"),
        pytest.param(SignInRefused("login.user"), "sign_in_refused", None, id="password changed"),
    ],
)
async def test_refusal_is_on_the_card_and_in_the_history(
    answer: UisError, problem: str, detail: str | None
) -> None:
    stage = Stage(call_api=FakeCallApi(answer))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
    card = stage.screen.cards[CARD]
    assert (card.state, card.problem, card.detail) == (CardState.REFUSED, problem, detail)
    assert stage.journal.rows[CARD].outcome is Outcome.REFUSED
    assert len(stage.call_api.started) == 1


@pytest.mark.parametrize(
    "answer", [OutcomeUnknown("timeout"), ReplyNotUnderstood("start.employee_call")]
)
async def test_request_without_an_answer_is_unknown_and_not_repeated(answer: UisError) -> None:
    stage = Stage(call_api=FakeCallApi(answer))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
    assert stage.screen.cards[CARD].state is CardState.UNKNOWN
    assert stage.journal.rows[CARD].outcome is Outcome.UNKNOWN
    assert len(stage.call_api.started) == 1


async def test_notification_settles_a_request_without_an_answer() -> None:
    stage = Stage(call_api=FakeCallApi(OutcomeUnknown("timeout")))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
        await stage.say(arrived(1, waiting("c9", direction=Direction.OUT, external_id="click-1")))
        assert stage.screen.cards[CARD].state is CardState.CALLING_MY_PHONE
        assert stage.screen.cards[CARD].call_session_id == "c9"
    assert list(stage.journal.rows) == ["c9"]


async def _unknown(stage: Stage, session: Session) -> None:
    """A click nobody answered, and the moment UIS is asked about it."""
    await session.dial(parse(TYPED))
    await others_work()
    assert stage.call_api.asked_for == []
    stage.clock.move_to(NEWS_S)
    await others_work()


async def test_uis_is_asked_once_for_the_call_of_a_click_nobody_told_of() -> None:
    stage = Stage(call_api=FakeCallApi(OutcomeUnknown("timeout")))
    stage.call_api.going_on["click-1"] = "c9"
    async with stage.live() as session:
        await _unknown(stage, session)
        assert stage.screen.cards[CARD].state is CardState.CALLING_MY_PHONE
        stage.clock.move_to(60)
        await others_work()
    assert stage.call_api.asked_for == ["click-1"]
    assert len(stage.call_api.started) == 1


@pytest.mark.parametrize("answer", [None, ServiceUnreachable("x"), CallRefused("limit_exceeded")])
async def test_no_call_at_uis_proves_nothing(answer: UisError | None) -> None:
    stage = Stage(call_api=FakeCallApi(OutcomeUnknown("timeout")))
    if answer is not None:
        stage.call_api.going_on["click-1"] = answer
    async with stage.live() as session:
        await _unknown(stage, session)
        assert stage.screen.cards[CARD].state is CardState.UNKNOWN
        stage.clock.move_to(60)
        await others_work()
    assert stage.call_api.asked_for == ["click-1"]


async def test_uis_is_not_asked_for_what_a_notification_has_told() -> None:
    stage = Stage(call_api=FakeCallApi(OutcomeUnknown("timeout")))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
        await stage.say(arrived(1, waiting("c9", direction=Direction.OUT, external_id="click-1")))
        stage.clock.move_to(NEWS_S)
        await others_work()
    assert stage.call_api.asked_for == []


async def test_end_of_the_program_does_not_wait_to_ask() -> None:
    stage = Stage(call_api=FakeCallApi(OutcomeUnknown("timeout")))
    async with stage.live() as session:
        await session.dial(parse(TYPED))
        await others_work()
    stage.clock.move_to(NEWS_S)
    await others_work()
    assert stage.call_api.asked_for == []


async def test_notification_faster_than_the_answer_makes_no_second_card() -> None:
    stage = Stage(call_api=FakeCallApi("c9"))
    stage.call_api.answering.clear()
    async with stage.live() as session:
        click = asyncio.create_task(session.dial(parse(TYPED)))
        await until(lambda: len(stage.call_api.started) == 1)
        await stage.say(arrived(1, waiting("c9", direction=Direction.OUT)))
        stage.call_api.answering.set()
        await click
    assert list(stage.screen.cards) == [CARD]
    assert list(stage.journal.rows) == ["c9"]


async def test_crash_between_request_and_answer_leaves_a_row_that_events_settle() -> None:
    stage = Stage()
    await stage.journal.keep([], [await _row_of_a_click_that_died()])
    stage.screen = PaperScreen()
    async with stage.live():
        assert stage.journal.rows[CARD].outcome is Outcome.UNKNOWN
        await stage.say(arrived(1, waiting("c9", direction=Direction.OUT, external_id="click-1")))
    assert list(stage.journal.rows) == ["c9"]
    assert stage.call_api.started == []


async def _row_of_a_click_that_died() -> HistoryRow:
    dying = Stage()
    dying.call_api.answering.clear()
    session = dying.session(stays=True)
    click = asyncio.create_task(session.dial(parse(TYPED)))
    await until(lambda: len(dying.call_api.started) == 1)
    row = dying.journal.rows[CARD]
    dying.call_api.answering.set()
    await click
    return row


async def test_closing_the_window_does_not_lose_the_outcome() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    async with stage.live() as session:
        click = asyncio.create_task(session.dial(parse(TYPED)))
        await until(lambda: len(stage.call_api.started) == 1)
        click.cancel()
        await asyncio.wait({click})
        stage.call_api.answering.set()
        await until(lambda: stage.screen.cards[CARD].state is CardState.CALLING_MY_PHONE)
    assert len(stage.call_api.started) == 1


async def test_quitting_waits_for_the_answer_to_a_click() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    session = stage.session(stays=True)
    running = asyncio.create_task(session.run())
    click = asyncio.create_task(session.dial(parse(TYPED)))
    await until(lambda: len(stage.call_api.started) == 1)
    running.cancel()
    click.cancel()
    await asyncio.wait({click})
    await others_work()
    assert stage.screen.cards[CARD].state is CardState.REQUESTING
    stage.call_api.answering.set()
    await asyncio.wait({running})
    assert stage.screen.cards[CARD].state is CardState.CALLING_MY_PHONE


async def test_click_without_an_answer_at_the_end_is_written_down_as_unknown() -> None:
    stage = Stage()
    stage.call_api.answering.clear()
    keeper = Bookkeeper(
        me=ME,
        journal=stage.journal,
        screen=stage.screen,
        names=Names(stage.journal),
        now=stage.clock.now,
        open_customer=lambda _news: None,
        note_fate=lambda _news: None,
    )
    clicks = ClickToCall(
        keeper=keeper,
        call_api=stage.call_api,
        profile=PROFILE,
        lines=OurLines(stage.journal, own=PROFILE.line, region_of=nowhere),
        new_external_id=lambda: "click-1",
    )
    click = asyncio.create_task(clicks.dial(parse(TYPED)))
    await until(lambda: len(stage.call_api.started) == 1)
    await clicks.finish(grace_s=0)
    await asyncio.wait({click})
    assert stage.screen.cards[CARD].state is CardState.UNKNOWN
    assert stage.journal.rows[CARD].outcome is Outcome.UNKNOWN
    assert len(stage.call_api.started) == 1


async def test_names_of_clicks_are_short_plain_and_never_the_same() -> None:
    names = {new_external_id() for _ in range(1000)}
    assert len(names) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{8,64}", name) for name in names)


async def test_click_is_followed_to_the_end_of_its_call_and_told_only_what_is_new() -> None:
    stage = Stage()
    seen: list[CardState] = []
    async with stage.live() as session:
        click = await session.dial(parse(TYPED))
        assert click is not None

        async def follow() -> None:
            async for card in session.follow_click(click):
                seen.append(card.state)
                if card.state is CardState.ENDED:
                    return

        async with asyncio.timeout(15), asyncio.TaskGroup() as group:
            group.create_task(follow())
            await until(lambda: bool(seen))
            call = (talk_started("1"), talk_ended("1"), call_ended("1"))
            for number, event in enumerate(call):
                await stage.say(arrived(2 * number, event, event))
    assert len(seen) == len(set(seen))
    assert seen[-1] is CardState.ENDED


async def test_click_nobody_knows_is_followed_by_nothing() -> None:
    async with Stage().live() as session:
        assert [card async for card in session.follow_click("no such click")] == []
