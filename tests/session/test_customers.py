"""The customer is opened in the CRM once for each moment, and only while it happens."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import (
    CALLER,
    PETROV,
    at,
    call_ended,
    incoming,
    outgoing,
    talk_ended,
    talk_started,
    waiting,
)
from tests.session.stage import CONNECTED, Stage, arrived, others_work
from uis_desktop.core.contacts import Contact
from uis_desktop.core.crm_filling import Opening, OpenUrl
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.preferences import Preferences
from uis_desktop.session.session import Session

RING = CrmRule(moment=Moment.RING, target="https://crm.example/ring/{number}")
ANSWER = CrmRule(moment=Moment.ANSWER, target="https://crm.example/answer/{call_session_id}")
DIGITS = CALLER.removeprefix("+")


class Desk:
    """A desk with rules; what is opened is noted."""

    def __init__(self, *rules: CrmRule) -> None:
        self.stage = Stage()
        self.preferences = Preferences(crm_rules=rules)
        self.opened: list[Opening] = []

    def equip(self, session: Session) -> None:
        session.customers.use(self.opened.append)
        session.customers.live_by(self.preferences)

    @property
    def urls(self) -> list[str]:
        return [one.url for one in self.opened if isinstance(one, OpenUrl)]


async def test_customer_is_opened_on_ring_and_on_answer_once_each() -> None:
    desk = Desk(RING, ANSWER)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, incoming(), waiting()))
        await desk.stage.say(arrived(3, waiting(), waiting(employee=PETROV)))
        await desk.stage.say(arrived(5, talk_started(), talk_started()))
        await desk.stage.say(arrived(7, talk_ended(), call_ended()))
        await others_work()
    assert desk.urls == [f"https://crm.example/ring/{DIGITS}", "https://crm.example/answer/c1"]


async def test_restart_within_the_ring_does_not_open_again() -> None:
    desk = Desk(RING)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, waiting()))
        await others_work()
    async with desk.stage.live() as session:
        desk.equip(session)
        await others_work()
        await desk.stage.say(arrived(2, waiting(employee=PETROV)))
        await others_work()
    assert len(desk.opened) == 1


async def test_reconnect_with_a_replay_does_not_open_again() -> None:
    desk = Desk(RING)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, waiting()))
        await desk.stage.say(CONNECTED, arrived(1, waiting()), CaughtUp())
        await others_work()
    assert len(desk.opened) == 1


async def test_call_that_is_caught_up_too_late_opens_nothing() -> None:
    desk = Desk(RING, ANSWER)
    desk.stage.clock.move_to(70)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(CONNECTED, arrived(1, waiting(), talk_started()), CaughtUp())
        await others_work()
    assert desk.opened == []


async def test_call_of_colleagues_opens_nothing() -> None:
    desk = Desk(RING, ANSWER)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, incoming(), waiting(employee=PETROV)))
        await desk.stage.say(arrived(3, talk_started(employee=PETROV)))
        await others_work()
    assert desk.opened == []


async def test_outgoing_call_is_opened_when_it_is_dialled() -> None:
    desk = Desk(RING)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, outgoing()))
        await others_work()
    assert desk.urls == [f"https://crm.example/ring/{DIGITS}"]


async def test_nothing_is_opened_while_the_person_is_not_to_be_disturbed() -> None:
    desk = Desk(RING)
    desk.preferences = replace(desk.preferences, quiet_until=at(600))
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, waiting()))
        await others_work()
    assert desk.opened == []


async def test_name_of_the_contact_list_is_told_to_the_crm() -> None:
    desk = Desk(replace(RING, target="https://crm.example/{company}"))
    contact = Contact(id="1", full_name="Anna", company="Acme", phone_numbers=(CALLER,))
    desk.stage.journal.people[contact.id] = contact
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, waiting()))
        await others_work()
    assert desk.urls == ["https://crm.example/Acme"]


ANNA = Contact(id="uis:7", full_name="Anna", company="Acme", phone_numbers=(CALLER,))
BY_CALL = CrmRule(moment=Moment.BUTTON, target="https://crm.example/call/{call_session_id}")
BY_NUMBER = CrmRule(moment=Moment.BUTTON, target="https://crm.example/{number}")


async def test_button_opens_the_customer_of_a_card_of_a_call_and_of_a_contact() -> None:
    desk = Desk(BY_CALL, BY_NUMBER)
    async with desk.stage.live(arrived(1, waiting())) as session:
        desk.equip(session)
        card, (row,) = desk.stage.screen.cards["c1"], await desk.stage.journal.recent(limit=1)
        for whom in (card, row, ANNA):
            assert session.customers.offers(whom)
            assert session.customers.open_by_button(whom) is None
    assert desk.urls == [
        "https://crm.example/call/c1",
        "https://crm.example/call/c1",
        f"https://crm.example/{DIGITS}",
    ]


async def test_button_says_what_is_missing_and_opens_nothing() -> None:
    desk = Desk(BY_CALL)
    async with desk.stage.live() as session:
        desk.equip(session)
        assert session.customers.open_by_button(ANNA) == "call_session_id"
    assert desk.opened == []


async def test_ring_without_what_its_rule_needs_opens_nothing() -> None:
    desk = Desk(replace(RING, target="https://crm.example/{parameter:Order}"), ANSWER)
    async with desk.stage.live() as session:
        desk.equip(session)
        await desk.stage.say(arrived(1, waiting(), talk_started()))
        await others_work()
    assert desk.urls == ["https://crm.example/answer/c1"]


async def test_rules_are_tried_on_calls_that_are_over_and_nothing_is_opened() -> None:
    desk = Desk(RING, ANSWER)
    talk = (incoming(), waiting(), talk_started(), talk_ended(), call_ended())
    async with desk.stage.live(arrived(1, *talk)) as session:
        session.customers.live_by(desk.preferences)
        session.customers.use(desk.opened.append)
        tried = session.customers.try_out(await desk.stage.journal.recent(limit=1))
    assert [(one.moment, one.opening) for one in tried] == [
        (Moment.RING, OpenUrl(f"https://crm.example/ring/{DIGITS}")),
        (Moment.ANSWER, OpenUrl("https://crm.example/answer/c1")),
    ]
    assert desk.opened == []
