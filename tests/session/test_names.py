"""Names come after the number, from a directory that is copied when there is time."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import CALLER, PETROV, delivered, incoming, lost, talk_started, waiting
from tests.fakes import FakeDirectory, MemoryJournal, PaperScreen
from tests.session.stage import CONNECTED, Stage, arrived, others_work, until
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPage, DirectoryPlace
from uis_desktop.core.link import CaughtUp
from uis_desktop.core.phone import Number
from uis_desktop.errors import ServiceUnreachable

OLGA = Contact(id="relay:1", full_name="Ольга Серова", phone_numbers=(CALLER,))
IVAN = Contact(id="relay:2", full_name="Иван Ветров", phone_numbers=(Number("+79007654321"),))


def page(*contacts: Contact, cursor: int, more: bool = False) -> DirectoryPage:
    return DirectoryPage(contacts=contacts, removed=(), cursor=cursor, more=more)


async def test_number_shows_first_and_the_name_fills_in() -> None:
    stage = Stage()
    await stage.journal.keep_contacts([OLGA], [], DirectoryPlace(1))
    async with stage.live(arrived(1, waiting())):
        await until(lambda: stage.screen.cards["c1"].contact_full_name == OLGA.full_name)
        assert stage.screen.shown[0].contact_full_name is None
        assert stage.journal.rows["c1"].contact_full_name == OLGA.full_name
        await stage.say(arrived(2, talk_started()))
        assert stage.screen.cards["c1"].contact_full_name == OLGA.full_name


async def test_name_uis_sent_is_not_looked_up() -> None:
    stage = Stage()
    await stage.journal.keep_contacts([OLGA], [], DirectoryPlace(1))
    async with stage.live(arrived(1, incoming(), waiting())):
        await others_work()
        assert stage.screen.cards["c1"].contact_full_name == "Смирнов Олег"


class CountingJournal(MemoryJournal):
    """Notes the numbers it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def contact_by_number(self, e164: str) -> Contact | None:
        self.asked.append(e164)
        return await super().contact_by_number(e164)


async def test_number_nobody_knows_is_looked_up_once_for_a_call() -> None:
    journal = CountingJournal()
    stage = Stage(journal=journal)
    async with stage.live(arrived(1, waiting()), arrived(2, talk_started(employee=PETROV))):
        await others_work()
    assert journal.asked == [CALLER]


async def test_directory_is_copied_page_by_page() -> None:
    stage = Stage(directory=FakeDirectory(page(OLGA, cursor=1, more=True), page(IVAN, cursor=2)))
    async with stage.live():
        await until(lambda: len(stage.journal.people) == 2)
    assert stage.directory.asked == list(map(DirectoryPlace, [0, 1]))
    assert await stage.journal.contacts_place() == DirectoryPlace(2)


async def test_directory_that_the_relay_begins_anew_replaces_the_copy() -> None:
    journal = MemoryJournal()
    await journal.keep_contacts([OLGA], [], DirectoryPlace(9, "old"))
    anew = replace(page(IVAN, cursor=2, more=True), epoch="new", reset=True)
    stage = Stage(journal=journal, directory=FakeDirectory(anew))
    async with stage.live():
        await until(lambda: len(stage.directory.asked) == 2)
    assert stage.directory.asked == [DirectoryPlace(9, "old"), DirectoryPlace(2, "new")]
    assert list(journal.people.values()) == [IVAN]
    assert await journal.contacts_place() == DirectoryPlace(2, "new")


async def test_directory_that_fails_is_tried_again_from_where_it_stopped() -> None:
    broken = ServiceUnreachable("contacts")
    stage = Stage(
        directory=FakeDirectory(page(OLGA, cursor=1, more=True), broken, page(IVAN, cursor=2))
    )
    async with stage.live():
        await until(lambda: stage.directory.asked == list(map(DirectoryPlace, [0, 1])))
        await stage.say(CONNECTED, CaughtUp())
        await until(lambda: len(stage.journal.people) == 2)
    assert stage.directory.asked == list(map(DirectoryPlace, [0, 1, 1]))
    assert stage.screen.complaints == []


async def test_contacts_that_come_late_name_the_card_and_the_calls_before() -> None:
    stage = Stage()
    await stage.session(CONNECTED, CaughtUp(), arrived(1, waiting("old"), lost("old"))).run()
    row = stage.journal.rows["old"]
    assert row.contact_full_name == "Смирнов Олег"
    await stage.session(CONNECTED, CaughtUp(), arrived(3, waiting("nameless"))).run()
    stage.screen = PaperScreen()
    stage.directory = FakeDirectory(page(OLGA, cursor=1))
    async with stage.live():
        await until(lambda: stage.screen.cards["nameless"].contact_full_name == OLGA.full_name)
        assert stage.journal.rows["nameless"].contact_full_name == OLGA.full_name
    assert stage.journal.rows["old"] == row


async def test_calls_of_long_ago_get_their_names_too() -> None:
    stage = Stage(directory=FakeDirectory(page(OLGA, cursor=1)))
    event = delivered(1, waiting("before"))
    other = Stage()
    await other.session(CONNECTED, CaughtUp(), arrived(1, waiting("before"))).run()
    stage.clock.move_to(24 * 3600)
    await stage.journal.keep([event], [other.journal.rows["before"]])
    async with stage.live():
        await until(lambda: stage.journal.rows["before"].contact_full_name == OLGA.full_name)
    assert stage.screen.shown == []
