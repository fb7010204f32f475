"""A contact is put on hold, a colleague asked, and the contact handed over: one request a wish."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.builders import talk_started, waiting
from tests.fakes import FakeCallApi
from tests.session.stage import Stage, arrived, others_work, until
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.phone import parse
from uis_desktop.core.transfer import Act, Step, after, after_wrong_state, offered
from uis_desktop.errors import (
    CallRefused,
    NotAPhoneNumber,
    OutcomeUnknown,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)
from uis_desktop.session.session import Session

HOLD = ("hold", "c1", "Пожалуйста, оставайтесь на линии.")


PETROVA = Colleague(id="2", name="Petrova", extension="102", phone_number="0412345")


@asynccontextmanager
async def talking(*answers: UisError) -> AsyncIterator[tuple[Stage, Session]]:
    """I talk, and UIS answers this to what is asked of it."""
    stage = Stage(call_api=FakeCallApi(*answers))
    stage.directory.staff = (PETROVA,)
    async with stage.live(arrived(1, waiting("c1"), talk_started("c1"))) as session:
        yield stage, session


async def test_contact_waits_and_is_taken_back() -> None:
    async with talking() as (stage, session):
        assert await session.transferring.do("c1", Act.HOLD)
        assert session.transferring.step("c1") is Step.HELD
        assert await session.transferring.do("c1", Act.RESUME)
        assert session.transferring.step("c1") is Step.TALKING
        assert stage.call_api.controlled == [HOLD, ("unhold", "c1")]


async def test_contact_hears_what_was_chosen_for_him() -> None:
    async with talking() as (stage, session):
        await session.transferring.do("c1", Act.CONSULT, parse("204"), hears="Секунду")
        assert stage.call_api.controlled == [("hold", "c1", "Секунду"), ("consult", "c1", "204")]


async def test_colleague_is_asked_at_the_number_uis_can_dial_and_takes_the_contact() -> None:
    async with talking() as (stage, session):
        await until(lambda: bool(stage.journal.staff))
        await session.transferring.do("c1", Act.HOLD)
        assert await session.transferring.do("c1", Act.CONSULT, parse("102"))
        assert session.transferring.step("c1") is Step.CONSULTING
        await session.transferring.do("c1", Act.TRANSFER)
        assert stage.call_api.controlled == [
            HOLD,
            ("consult", "c1", "0412345"),
            ("transfer", "c1"),
        ]


async def test_asking_a_colleague_lets_the_contact_wait_first() -> None:
    async with talking() as (stage, session):
        await session.transferring.do("c1", Act.CONSULT, parse("204"))
        assert stage.call_api.controlled == [HOLD, ("consult", "c1", "204")]
        assert await session.transferring.do("c1", Act.GIVE_UP)
        assert session.transferring.step("c1") is Step.TALKING


async def test_help_is_not_called_in_a_consultation() -> None:
    async with talking() as (stage, session):
        with pytest.raises(NotAPhoneNumber):
            await session.transferring.do("c1", Act.CONSULT, parse("112"))
        assert stage.call_api.controlled == []


async def test_second_wish_while_a_request_is_out_is_none() -> None:
    async with talking() as (stage, session):
        stage.call_api.answering.clear()
        first = asyncio.create_task(session.transferring.do("c1", Act.HOLD))
        await until(lambda: len(stage.call_api.controlled) == 1)
        assert not await session.transferring.do("c1", Act.HOLD)
        assert session.transferring.step("c1") is Step.TALKING
        stage.call_api.answering.set()
        assert await first
        assert stage.call_api.controlled == [HOLD]


@pytest.mark.parametrize("act", [Act.RESUME, Act.TRANSFER, Act.GIVE_UP])
async def test_what_the_step_does_not_offer_is_not_sent(act: Act) -> None:
    async with talking() as (stage, session):
        assert not await session.transferring.do("c1", act)
        assert not await session.transferring.do("unknown", Act.HOLD)
        assert stage.call_api.controlled == []


async def test_wrong_state_leads_back_without_an_error() -> None:
    async with talking() as (stage, session):
        await session.transferring.do("c1", Act.CONSULT, parse("204"))
        stage.call_api.answers.append(CallRefused("invalid_state"))
        # Nobody answered there: the contact waits again.
        assert not await session.transferring.do("c1", Act.GIVE_UP)
        assert session.transferring.step("c1") is Step.HELD
        assert await session.transferring.do("c1", Act.RESUME)
        assert session.transferring.step("c1") is Step.TALKING


async def test_colleague_is_not_asked_if_the_contact_could_not_wait() -> None:
    async with talking(CallRefused("invalid_state")) as (stage, session):
        assert not await session.transferring.do("c1", Act.CONSULT, parse("204"))
        assert session.transferring.step("c1") is Step.HELD
        assert stage.call_api.controlled == [HOLD]


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (ServiceUnreachable("x"), Step.TALKING),
        (CallRefused("no_active_phone_number"), Step.TALKING),
        (OutcomeUnknown("x"), Step.HELD),
    ],
)
async def test_failure_is_told_and_sent_once(error: UisError, step: Step) -> None:
    async with talking(error) as (stage, session):
        with pytest.raises(type(error)):
            await session.transferring.do("c1", Act.HOLD)
        assert session.transferring.step("c1") is step
        assert stage.call_api.controlled == [HOLD]


async def test_component_that_is_off_takes_the_button_away() -> None:
    async with talking(CallRefused("component_disabled")) as (stage, session):
        assert stage.screen.cards["c1"].can_transfer
        with pytest.raises(CallRefused):
            await session.transferring.do("c1", Act.HOLD)
        assert not stage.screen.cards["c1"].can_transfer


async def test_password_that_fits_no_more_is_noticed() -> None:
    async with talking() as (stage, session):
        stage.call_api.password_right = False
        with pytest.raises(SignInRefused):
            await session.transferring.do("c1", Act.HOLD)
        await others_work()
        assert session.password_refused.is_set()


async def test_contact_who_waited_before_our_restart_is_taken_back() -> None:
    async with talking(CallRefused("invalid_state")) as (stage, session):
        assert not await session.transferring.do("c1", Act.HOLD)
        assert await session.transferring.do("c1", Act.RESUME)
        assert stage.call_api.controlled == [HOLD, ("unhold", "c1")]


async def test_failure_between_hold_and_call_leaves_the_contact_waiting() -> None:
    async with talking() as (stage, session):
        stage.call_api.answering.clear()
        asking = asyncio.create_task(session.transferring.do("c1", Act.CONSULT, parse("204")))
        await until(lambda: len(stage.call_api.controlled) == 1)
        stage.call_api.fails_on["consult"] = ServiceUnreachable("x")
        stage.call_api.answering.set()
        with pytest.raises(ServiceUnreachable):
            await asking
        assert session.transferring.step("c1") is Step.HELD


@pytest.mark.parametrize("step", Step)
def test_wrong_states_lead_to_every_step_one_can_be_in(step: Step) -> None:
    seen = {step}
    for _ in Step:
        step = after_wrong_state(step)
        seen.add(step)
    assert {Step.TALKING, Step.HELD} <= seen


def test_every_step_offers_a_way_on() -> None:
    assert all(offered(step) for step in Step)
    assert all(after(act) in Step for step in Step for act in offered(step))
