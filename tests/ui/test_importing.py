"""A file of contacts at the screen: looked at, imported, undone."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QMessageBox, QTableWidget

from tests.session.stage import until
from tests.ui.person import button, buttons, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.ui.contacts.import_dialog import ImportDialog
from uis_desktop.ui.window.contact_window import ContactWindow

BOOK = (
    "Имя;Телефон;Компания\nАнна;8 495 123-45-67;<b>Ромашка</b>\nБорис;нет;\nВера;8 800 555-35-35;\n"
)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


def choose(window: ContactWindow, words: str) -> None:
    """Choose this in the menu of contacts."""
    actions = [one for one in window.contacts.findChildren(QAction) if one.text().startswith(words)]
    assert [one.isEnabled() and one.isVisible() for one in actions] == [True]
    actions[0].trigger()


async def look_into(office: Office, path: Path) -> ImportDialog:
    """Choose this file; the window that shows it."""
    window = await office.type("")
    await until(lambda: window.contacts.isEnabled())
    choose(window, "Загрузить контакты")
    asked = window.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.done(0)
    dialog = await office.see(ImportDialog)
    await until(lambda: "Читаем файл…" not in words_on(dialog))
    return dialog


def rows(dialog: ImportDialog) -> list[list[str]]:
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    items = [[table.item(row, n) for n in range(5)] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in items]


def bad_lines(dialog: ImportDialog) -> list[str]:
    listed = dialog.findChild(QListWidget)
    assert isinstance(listed, QListWidget)
    return [listed.item(n).text() for n in range(listed.count())]


def book(tmp_path: Path, text: str = BOOK, encoding: str = "cp1251") -> Path:
    path = tmp_path / "книга.csv"
    path.write_bytes(text.encode(encoding))
    return path


async def test_preview_shows_counts_first_rows_and_every_bad_line(
    office: Office, tmp_path: Path
) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        assert words_on(dialog)[:2] == [
            "книга.csv · Кодировка: cp1251",
            "Новых: 2 · Изменится: 0 · Уже есть: 0 · Строк с ошибками: 1",
        ]
        assert rows(dialog) == [
            ["Анна", "<b>Ромашка</b>", "+7 495 123-45-67", "", "новый"],
            ["Вера", "", "8 800 555-35-35", "", "новый"],
        ]
        assert bad_lines(dialog) == ["Строка 3: не номер телефона: «нет»"]
        assert office.stage.journal.people == {}


async def test_import_is_one_click_and_can_be_undone_at_once(
    office: Office, tmp_path: Path
) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        press(dialog, "Загрузить контактов: 2")
        await until(lambda: "Загружено контактов: 2" in words_on(dialog))
        names = sorted(one.full_name for one in office.stage.journal.people.values())
        assert names == ["Анна", "Вера"]
        press(dialog, "Отменить эту загрузку")
        await until(lambda: any("Загрузка отменена" in words for words in words_on(dialog)))
        assert office.stage.journal.people == {}
        assert buttons(dialog) == ["Закрыть"]


async def test_import_can_be_undone_later_by_the_menu(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        press(dialog, "Загрузить контактов: 2")
        await until(lambda: "Загружено контактов: 2" in words_on(dialog))
        press(dialog, "Закрыть")
        window = await office.see(ContactWindow)
        for answer in ("Оставить", "Отменить загрузку"):
            choose(window, "Отменить загрузку книга.csv")
            question = await office.see(QMessageBox)
            assert "Контактов: 2" in question.text()
            assert len(office.stage.journal.people) == 2
            press(question, answer)
        await until(lambda: not office.stage.journal.people)
        texts = [one.text() for one in window.contacts.menu().actions() if one.isVisible()]
        assert not any("книга.csv" in text for text in texts)


async def test_file_with_nothing_new_has_nothing_to_press(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        press(dialog, "Загрузить контактов: 2")
        await until(lambda: "Загружено контактов: 2" in words_on(dialog))
        press(dialog, "Закрыть")
        again = await look_into(office, book(tmp_path))
        assert "В этом файле нет ничего нового." in words_on(again)
        assert buttons(again) == ["Закрыть"]


async def test_file_that_is_no_address_book_says_what_to_do(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path, "a;b\n1;2\n"))
        assert "Из этого файла нечего загрузить" in words_on(dialog)
        assert all("Строка 1: в заголовке нет столбца" in line for line in bad_lines(dialog))


async def test_file_that_is_gone_is_told_in_the_window(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        dialog = await look_into(office, tmp_path / "gone.csv")
        assert "Файл не читается" in words_on(dialog)


async def test_journal_that_cannot_be_written_is_told_and_leaves_nothing(
    office: Office, tmp_path: Path
) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        office.stage.journal.failure = HistoryUnreadable("disk full")
        press(dialog, "Загрузить контактов: 2")
        await until(lambda: "Закрыть" in buttons(dialog))
        assert office.stage.journal.people == {}
        assert len(words_on(dialog)) >= 2


async def test_signing_out_closes_the_preview(office: Office, tmp_path: Path) -> None:
    async with office.at_work():
        await look_into(office, book(tmp_path))
        window = await office.see(ContactWindow)
        office.desk.detach()
        assert office.visible(ImportDialog) == []
        assert not window.contacts.isEnabled()


async def test_esc_while_contacts_are_written_takes_them_back(
    office: Office, tmp_path: Path
) -> None:
    lines = [f"Имя {n};+7900{n:07};\n" for n in range(3000)]
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path, "Имя;Телефон;x\n" + "".join(lines)))
        press(dialog, "Загрузить контактов: 3000")
        assert button(dialog, "Прервать и вернуть как было").isEnabled()
        dialog.reject()
        assert dialog.isVisible()
        await until(lambda: any("Загрузка отменена" in words for words in words_on(dialog)))
        assert office.stage.journal.people == {}


async def test_directory_is_never_touched(office: Office, tmp_path: Path) -> None:
    company = Contact(id="uis:1", full_name="Приёмная", phone_numbers=(Number("+74951234567"),))
    async with office.at_work():
        office.stage.journal.people[company.id] = company
        dialog = await look_into(office, book(tmp_path))
        press(dialog, "Загрузить контактов: 2")
        await until(lambda: "Загружено контактов: 2" in words_on(dialog))
        assert office.stage.journal.people[company.id] == company
        assert len(office.stage.journal.people) == 3


async def test_what_pythons_collector_need_not_look_at_stays_set_aside(
    office: Office, tmp_path: Path
) -> None:
    async with office.at_work():
        dialog = await look_into(office, book(tmp_path))
        set_aside = gc.get_freeze_count()
        press(dialog, "Отмена")
        await until(lambda: office.visible(ImportDialog) == [])
        assert gc.get_freeze_count() > set_aside / 2
