"""Adding and changing a contact at the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from tests.builders import lost, waiting
from tests.session.stage import arrived, until
from tests.ui import person
from tests.ui.person import buttons, press, words_on
from tests.ui.test_desk import Office
from tests.ui.test_importing import choose
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number
from uis_desktop.errors import HistoryUnreadable
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.contacts.editor import ContactEditor
from uis_desktop.ui.window.contact_window import ContactWindow

MINE = Contact(
    id="own:1",
    full_name="Борис",
    phone_numbers=(Number("+74951234567"),),
    note="звонить после обеда",
)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def new_contact(office: Office) -> ContactEditor:
    choose(await office.type(""), "Новый контакт")
    return await office.see(ContactEditor)


def fill(editor: ContactEditor, name: str, text: str) -> None:
    person.field(editor, name).setText(text)


def note(editor: ContactEditor) -> QPlainTextEdit:
    found = editor.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def people(office: Office) -> list[Contact]:
    return list(office.stage.journal.people.values())


async def chosen(office: Office, typed: str) -> ContactWindow:
    """The window with the first hit for this chosen, and shown."""
    window = await office.type(typed)
    await until(lambda: any(typed in words for words in seen(window)))
    return window


async def test_contact_with_everything_is_kept(office: Office) -> None:
    async with office.at_work():
        await office.stage.journal.keep_colleagues(
            [Colleague(id="7", name="Ирина Ли", extension="101")], "1"
        )
        editor = await new_contact(office)
        box = editor.findChild(QComboBox)
        assert isinstance(box, QComboBox)
        await until(lambda: box.count() == 2)
        box.setCurrentText("Ирина Ли · 101")
        fill(editor, "Имя", "Анна")
        fill(editor, "Компания", "Ромашка")
        fill(editor, "Номер телефона 1", "8 916 123-45-67")
        fill(editor, "Номер телефона 2", "8 (495) 000-00-11")
        note(editor).setPlainText("Ждёт\nкаталог")
        press(editor, "Сохранить")
        press(editor, "Сохранить")
        await until(lambda: not editor.isVisible())
        (kept,) = people(office)
        assert kept == Contact(
            id=kept.id,
            full_name="Анна",
            company="Ромашка",
            phone_numbers=(Number("+79161234567"), Number("+74950000011")),
            employee_id="7",
            employee_name="Ирина Ли",
            note="Ждёт\nкаталог",
        )


async def test_what_is_wrong_is_told_beside_it_and_nothing_is_kept(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        fill(editor, "Номер телефона 1", "нет")
        press(editor, "Сохранить")
        assert "Укажите имя или компанию." in words_on(editor)
        number = person.field(editor, "Номер телефона 1")
        assert number.property("wrong")
        assert number.accessibleDescription() in words_on(editor)
        assert people(office) == []
        assert editor.isVisible()


async def test_own_contact_is_changed_from_its_page(office: Office) -> None:
    office.stage.journal.people[MINE.id] = MINE
    async with office.at_work():
        window = await chosen(office, "Борис")
        assert {"Ваш личный контакт", "звонить после обеда"} <= set(words_on(window))
        press(window, "Изменить…")
        editor = await office.see(ContactEditor)
        assert note(editor).toPlainText() == MINE.note
        fill(editor, "Имя", "Борис Ли")
        press(editor, "Сохранить")
        await until(lambda: "Борис Ли" in words_on(window))
        assert [one.full_name for one in people(office)] == ["Борис Ли"]
        assert people(office)[0].phone_numbers == MINE.phone_numbers


async def test_contact_of_the_company_has_no_such_buttons(office: Office) -> None:
    company = Contact(id="uis:1", full_name="Борис", phone_numbers=MINE.phone_numbers)
    office.stage.journal.people[company.id] = company
    async with office.at_work():
        window = await chosen(office, "Борис")
        assert "Ваш личный контакт" not in seen(window)
        assert "Изменить…" not in buttons(window)


def seen(window: ContactWindow) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def add_button(window: ContactWindow) -> list[QPushButton]:
    """The button that makes a contact of a number, if it is seen."""
    all_of_them = window.findChildren(QPushButton)
    return [one for one in all_of_them if one.isVisible() and one.text() == "В контакты…"]


async def test_own_contact_is_deleted_after_a_question(office: Office) -> None:
    office.stage.journal.people[MINE.id] = MINE
    async with office.at_work():
        window = await chosen(office, "Борис")
        for answer in ("Оставить", "Удалить"):
            assert people(office) == [MINE]
            press(window, "Удалить…")
            press(await office.see(QMessageBox), answer)
        await until(lambda: people(office) == [])


async def test_unknown_caller_is_added_from_his_call(office: Office) -> None:
    async with office.at_work():
        unknown = [replace(one, contact_full_name=None) for one in (waiting(), lost())]
        await office.stage.say(arrived(1, *unknown))
        window = await office.type("")
        await until(lambda: len(window.rows_shown) == 2)
        search = person.field(window, "Поиск или набор: имя или номер")
        QTest.keyClick(search, Qt.Key.Key_Down)
        add_button(window)[0].click()
        editor = await office.see(ContactEditor)
        assert person.field(editor, "Номер телефона 1").text() == "+7 900 123-45-67"
        fill(editor, "Имя", "Анна")
        press(editor, "Сохранить")
        await until(lambda: not editor.isVisible())
        await until(lambda: "Анна" in window.rows_shown[-1])
        assert add_button(window) == []


async def test_card_of_an_unknown_caller_leads_to_a_new_contact(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, replace(waiting(), contact_full_name=None)))
        press(await office.see(Card), "История")
        window = await office.see(ContactWindow)
        await until(lambda: "Ни у кого из контактов нет этого номера" in seen(window))
        add_button(window)[0].click()
        editor = await office.see(ContactEditor)
        assert person.field(editor, "Номер телефона 1").text() == "+7 900 123-45-67"


async def test_number_of_a_contact_is_not_offered_as_a_new_one(office: Office) -> None:
    office.stage.journal.people[MINE.id] = MINE
    async with office.at_work():
        window = await office.type("8 495 123-45-67")
        await until(lambda: len(window.rows_shown) > 1)
        assert "Ни у кого из контактов нет этого номера" not in seen(window)


async def test_esc_asks_before_what_was_typed_is_lost(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        fill(editor, "Имя", "Анна")
        editor.reject()
        press(await office.see(QMessageBox), "Продолжить")
        assert editor.isVisible()
        assert person.field(editor, "Имя").text() == "Анна"
        editor.reject()
        press(await office.see(QMessageBox), "Не сохранять")
        await until(lambda: not office.visible(ContactEditor))


async def test_untouched_form_closes_without_a_question(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        editor.reject()
        assert office.visible(ContactEditor) == []


async def test_what_cannot_be_saved_stays_in_the_form(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        fill(editor, "Имя", "Анна")
        fill(editor, "Номер телефона 1", "204")
        office.stage.journal.failure = HistoryUnreadable("disk full")
        press(editor, "Сохранить")
        await until(lambda: any("Истори" in words for words in words_on(editor)))
        assert person.field(editor, "Имя").text() == "Анна"
        office.stage.journal.failure = None
        press(editor, "Сохранить")
        await until(lambda: len(people(office)) == 1)


async def test_form_outlives_the_session_and_saves_in_the_next(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        fill(editor, "Имя", "Анна")
        fill(editor, "Номер телефона 1", "204")
        session = office.desk._session
        office.desk.detach()
        press(editor, "Сохранить")
        assert editor.isVisible()
        assert people(office) == []
        assert session is not None
        office.desk.attach(session)
        press(editor, "Сохранить")
        await until(lambda: len(people(office)) == 1)


async def test_tab_goes_from_name_to_buttons_in_reading_order(office: Office) -> None:
    async with office.at_work():
        editor = await new_contact(office)
        fill(editor, "Номер телефона 1", "204")
        order = []
        widget = person.field(editor, "Имя").nextInFocusChain()
        while widget is not None and widget is not person.field(editor, "Имя"):
            if isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit):
                order.append(widget.accessibleName())
            widget = widget.nextInFocusChain()
        assert order == [
            "Компания", "Номер телефона 1", "Номер телефона 2", "Ответственный сотрудник", "Заметка"
        ]  # fmt: skip
        assert buttons(editor) == ["Сохранить", "Отмена"]
