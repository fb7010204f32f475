"""A file of contacts: looked into, imported page by page, undone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.builders import START
from tests.fakes import MemoryJournal
from uis_desktop.adapters.contact_files import DiskContactFiles
from uis_desktop.adapters.journal_db import SqliteJournal
from uis_desktop.contact_files.rows import FileRefused
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.directory import DirectoryPlace
from uis_desktop.core.own_contacts import Fate
from uis_desktop.core.phone import Number
from uis_desktop.errors import FileUnreadable, HistoryUnreadable
from uis_desktop.session.contact_imports import ContactImports

BOOK = (
    "Имя;Телефон;Ответственный\n"
    "Анна;8 495 123-45-67;101\n"
    "Борис;нет номера;\n"
    "Вера;8 800 555-35-35;Мария\n"
)


@dataclass
class Office:
    """Imports over a journal, and a folder for files."""

    journal: SqliteJournal
    folder: Path
    told: list[int] = field(default_factory=list)
    changes: int = 0

    def __post_init__(self) -> None:
        self.imports = ContactImports(
            files=DiskContactFiles(),
            store=self.journal,
            now=lambda: START,
            changed=self._changed,
        )

    async def _changed(self) -> None:
        self.changes += 1

    def file(self, text: str, encoding: str = "utf-8") -> str:
        path = self.folder / "книга.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    def go_on(self, written: int) -> bool:
        self.told.append(written)
        return True

    async def names(self) -> list[str]:
        return [one.full_name for one in await self.journal.contacts(search="", limit=9999)]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with SqliteJournal(tmp_path / "journal.db") as journal:
        yield Office(journal, tmp_path)


async def test_look_changes_nothing_and_tells_everything(office: Office) -> None:
    await office.journal.keep_colleagues([Colleague(id="7", name="Ирина", extension="101")], "1")
    preview = await office.imports.look_into(office.file(BOOK, "cp1251"))
    assert (preview.title, preview.encoding) == ("книга.csv", "cp1251")
    assert preview.plan.counts[Fate.NEW] == 2
    assert [(one.line, one.words("en")) for one in preview.bad] == [
        (3, "not a phone number: 'нет номера'")
    ]
    anna, vera = (one.contact for one in preview.first(10))
    assert (anna.employee_id, anna.employee_name) == ("7", "Ирина")
    assert (vera.employee_id, vera.employee_name) == (None, "Мария")
    assert await office.names() == []


async def test_import_can_be_undone(office: Office) -> None:
    preview = await office.imports.look_into(office.file(BOOK))
    assert await office.imports.carry_out(preview, office.go_on)
    assert await office.names() == ["Анна", "Вера"]
    past = await office.imports.last()
    assert past is not None
    assert (past.title, past.at, past.count) == ("книга.csv", START, 2)
    await office.imports.undo(past)
    assert await office.names() == []
    assert await office.imports.last() is None
    assert office.changes == 2


async def test_same_file_again_has_nothing_to_import(office: Office) -> None:
    await office.imports.carry_out(await office.imports.look_into(office.file(BOOK)), office.go_on)
    again = await office.imports.look_into(office.file(BOOK))
    assert list(again.plan.wanted()) == []
    assert again.plan.counts[Fate.THERE] == 2


async def test_contact_of_the_company_is_not_imported_a_second_time(office: Office) -> None:
    vera = Contact(id="uis:1", full_name="вера", phone_numbers=(Number("+78005553535"),))
    await office.journal.keep_contacts([vera], (), DirectoryPlace(1))
    preview = await office.imports.look_into(office.file(BOOK))
    assert preview.plan.counts[Fate.THERE] == 1
    await office.imports.carry_out(preview, office.go_on)
    assert await office.names() == ["Анна", "вера"]


async def test_import_that_is_given_up_leaves_nothing(office: Office) -> None:
    lines = [f"Имя {n};+7900{n:07}\n" for n in range(1200)]
    preview = await office.imports.look_into(office.file("Имя;Телефон\n" + "".join(lines)))
    done = await office.imports.carry_out(preview, lambda written: written < 1000)
    assert not done
    assert await office.names() == []
    assert await office.imports.last() is None
    assert office.changes == 0


async def test_import_that_died_in_the_middle_is_taken_back_at_the_next_start(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal.db"
    mine = Contact(id="own:1", full_name="Анна", phone_numbers=(Number("+74951234567"),))
    async with SqliteJournal(path) as journal:
        await journal.keep_own_contact(mine)
        number = await journal.begin_import("book.csv", START)
        new = Contact(id="own:2", full_name="Вера", phone_numbers=(Number("+78005553535"),))
        changed = Contact(
            id="own:1", full_name="Анна Чужая", phone_numbers=(Number("+74951234567"),)
        )
        await journal.keep_imported(number, [new, changed])
    async with SqliteJournal(path) as journal:
        assert list(await journal.contacts(search="", limit=9)) == [mine]
        assert await journal.last_import() is None


async def test_undoing_that_died_in_the_middle_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    both = [
        Contact(id=f"own:{n}", full_name=f"Анна {n}", phone_numbers=(Number("+74951234567"),))
        for n in range(2)
    ]
    async with SqliteJournal(path) as journal:
        number = await journal.begin_import("book.csv", START)
        await journal.keep_imported(number, both)
        await journal.finish_import(number)
        assert await journal.undo_import(number, 1)
    async with SqliteJournal(path) as journal:
        assert list(await journal.contacts(search="", limit=9)) == []


async def test_page_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    journal = MemoryJournal()
    imports = ContactImports(
        files=DiskContactFiles(), store=journal, now=lambda: START, changed=_nothing
    )
    path = tmp_path / "book.csv"
    lines = [f"Имя {n};+7900{n:07}\n" for n in range(1200)]
    path.write_text("Имя;Телефон\n" + "".join(lines), "utf-8")
    preview = await imports.look_into(str(path))

    def fail_later(written: int) -> bool:
        journal.failure = HistoryUnreadable("disk full") if written else None
        return True

    with pytest.raises(HistoryUnreadable):
        await imports.carry_out(preview, fail_later)
    assert journal.people == {}


async def _nothing() -> None:
    pass


@pytest.mark.parametrize("name", ["gone.csv", "."])
async def test_file_that_cannot_be_read_is_told(office: Office, name: str) -> None:
    with pytest.raises(FileUnreadable):
        await office.imports.look_into(str(office.folder / name))


async def test_file_without_one_good_line_is_refused(office: Office) -> None:
    with pytest.raises(FileRefused) as refused:
        await office.imports.look_into(office.file("Имя;Телефон\nАнна;нет\n"))
    assert [one.line for one in refused.value.lines] == [2]
