"""Contacts written by hand: kept, changed, removed, and told to the cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import CALLER, waiting
from tests.session.stage import Stage, arrived, until
from uis_desktop.core.contact_draft import ContactDraft
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number
from uis_desktop.errors import HistoryUnreadable, ServiceRefused

DRAFT = ContactDraft(name="Анна", numbers=(CALLER,))


@pytest.fixture
def stage() -> Stage:
    return Stage()


async def test_new_contact_names_the_card_that_rings(stage: Stage) -> None:
    async with stage.live(arrived(1, replace(waiting(), contact_full_name=None))) as session:
        contact = await session.own_contacts.keep(DRAFT, None)
        assert contact.id.startswith("own:")
        assert stage.journal.people == {contact.id: contact}
        await until(
            lambda: [one.contact_full_name for one in stage.screen.cards.values()] == ["Анна"]
        )


async def test_changed_contact_stays_the_same_one(stage: Stage) -> None:
    async with stage.live() as session:
        was = await session.own_contacts.keep(DRAFT, None)
        after = await session.own_contacts.keep(ContactDraft(name="Аня", numbers=("204",)), was)
        assert after == Contact(id=was.id, full_name="Аня", phone_numbers=(Number("204"),))
        assert stage.journal.people == {was.id: after}


async def test_contact_of_the_company_is_neither_changed_nor_removed(stage: Stage) -> None:
    company = Contact(id="uis:1", full_name="Анна", phone_numbers=(CALLER,))
    stage.journal.people[company.id] = company
    async with stage.live() as session:
        mine = await session.own_contacts.keep(DRAFT, company)
        await session.own_contacts.remove(company)
        assert stage.journal.people == {company.id: company, mine.id: mine}
        await session.own_contacts.remove(mine)
        assert stage.journal.people == {company.id: company}


async def test_contact_that_is_not_kept_is_told(stage: Stage) -> None:
    async with stage.live() as session:
        stage.journal.failure = HistoryUnreadable("disk full")
        with pytest.raises(HistoryUnreadable):
            await session.own_contacts.keep(DRAFT, None)


COMPANY = Contact(id="uis:42", full_name="Иванова Анна", phone_numbers=(CALLER,))


async def test_contact_without_company_and_note_is_in_uis_alone(stage: Stage) -> None:
    async with stage.live() as session:
        own = session.own_contacts
        was = await own.keep(DRAFT, None)
        asked = len(stage.directory.asked)
        await own.save_for_company(DRAFT, was)
        await own.keep_the_rest(DRAFT, was)
        assert [(one.id, one.name[0]) for one in stage.company.saved] == [(None, "Анна")]
        assert stage.journal.people == {}
        assert len(stage.directory.asked) > asked


async def test_new_contact_of_uis_comes_from_uis_and_is_not_kept_here_as_well(stage: Stage) -> None:
    async with stage.live() as session:
        asked = len(stage.directory.asked)
        await session.own_contacts.save_for_company(DRAFT, None)
        await session.own_contacts.keep_the_rest(DRAFT, None)
        assert stage.journal.people == {}
        assert len(stage.directory.asked) > asked


async def test_company_and_note_stay_with_the_person(stage: Stage) -> None:
    noted = replace(DRAFT, company="Ромашка", note="Ждёт каталог")
    async with stage.live() as session:
        await session.own_contacts.save_for_company(noted, None)
        await session.own_contacts.keep_the_rest(noted, None)
        (kept,) = stage.journal.people.values()
        assert (kept.company, kept.note) == ("Ромашка", "Ждёт каталог")


async def test_changed_contact_of_uis_leaves_nothing_of_its_own_here(stage: Stage) -> None:
    stage.journal.people[COMPANY.id] = COMPANY
    async with stage.live() as session:
        await session.own_contacts.save_for_company(DRAFT, COMPANY)
        await session.own_contacts.keep_the_rest(DRAFT, COMPANY)
        assert [one.id for one in stage.company.saved] == ["42"]
        assert list(stage.journal.people) == [COMPANY.id]


async def test_who_cannot_ask_may_not_save(stage: Stage) -> None:
    async with stage.live() as session:
        assert not await session.own_contacts.may_save_for_company()
        stage.company.allowed = True
        assert await session.own_contacts.may_save_for_company()


async def test_refusal_changes_nothing_here(stage: Stage) -> None:
    stage.company.answer = ServiceRefused("duplicate_entity")
    async with stage.live() as session:
        was = await session.own_contacts.keep(DRAFT, None)
        with pytest.raises(ServiceRefused):
            await session.own_contacts.save_for_company(DRAFT, was)
        assert stage.journal.people == {was.id: was}
