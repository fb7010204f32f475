"""Saving a contact in UIS at the screen: only where it is allowed, once for each click."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from tests.session.stage import until
from tests.ui import person
from tests.ui.person import buttons, press, words_on
from tests.ui.test_desk import Office
from tests.ui.test_editing import chosen, fill, new_contact, people
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number
from uis_desktop.errors import OutcomeUnknown, ServiceRefused, ServiceUnreachable, UisError
from uis_desktop.ui.contacts.editor import ContactEditor

COMPANY = Contact(id="uis:42", full_name="Борис Ли", phone_numbers=(Number("+74951234567"),))


@pytest.fixture
def office(qapp: QApplication) -> Office:
    office = Office(qapp)
    office.stage.company.allowed = True
    return office


def box(editor: ContactEditor) -> QCheckBox:
    found = editor.findChild(QCheckBox)
    assert isinstance(found, QCheckBox)
    return found


async def filled(office: Office) -> ContactEditor:
    """A new contact that is to go to UIS."""
    editor = await new_contact(office)
    await until(lambda: box(editor).isVisible())
    fill(editor, "Имя", "Иванова Анна")
    fill(editor, "Номер телефона 1", "8 916 123-45-67")
    box(editor).setChecked(True)
    return editor


async def test_nothing_is_offered_where_it_is_not_allowed(office: Office) -> None:
    office.stage.company.allowed = False
    office.stage.journal.people[COMPANY.id] = COMPANY
    async with office.at_work():
        editor = await new_contact(office)
        await until(lambda: not office.desk._tasks.running)
        assert not box(editor).isVisible()
        editor.reject()
        window = await chosen(office, "Борис")
        assert "Изменить…" not in buttons(window)


async def test_two_clicks_are_one_request(office: Office) -> None:
    async with office.at_work():
        editor = await filled(office)
        office.stage.company.answering.clear()
        press(editor, "Сохранить")
        press(editor, "Сохранить")
        await until(lambda: bool(office.stage.company.saved))
        press(editor, "Сохранить")
        office.stage.company.answering.set()
        await until(lambda: not editor.isVisible())
        (saved,) = office.stage.company.saved
        assert saved.name == ("Иванова", "Анна", None)
        assert saved.phone_numbers == ("+79161234567",)
        assert people(office) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ServiceRefused("duplicate_entity"), "В UIS такой контакт уже есть"),
        (ServiceRefused("relay_not_allowed"), "Сохранять контакты в UIS не разрешено"),
        (OutcomeUnknown("x"), "Неизвестно, сохранила ли UIS контакт"),
        (ServiceUnreachable("x"), "UIS недоступна: там ничего не сохранено"),
    ],
)
async def test_failure_is_told_and_everything_typed_is_still_there(
    office: Office, error: UisError, words: str
) -> None:
    async with office.at_work():
        editor = await filled(office)
        office.stage.company.answer = error
        press(editor, "Сохранить")
        await until(lambda: any(words in line.replace("\n", " ") for line in words_on(editor)))
        assert person.field(editor, "Имя").text() == "Иванова Анна"
        assert len(office.stage.company.saved) == 1
        assert people(office) == []
        box(editor).setChecked(False)
        press(editor, "Сохранить")
        await until(lambda: len(people(office)) == 1)


async def test_contact_of_uis_is_changed_there(office: Office) -> None:
    office.stage.journal.people[COMPANY.id] = COMPANY
    async with office.at_work():
        window = await chosen(office, "Борис")
        await until(lambda: "Изменить…" in buttons(window))
        assert "Удалить…" not in buttons(window)
        press(window, "Изменить…")
        editor = await office.see(ContactEditor)
        assert person.field(editor, "Компания").isHidden()
        fill(editor, "Имя", "Борис Ким")
        press(editor, "Сохранить")
        await until(lambda: not editor.isVisible())
        (saved,) = office.stage.company.saved
        assert (saved.id, saved.name) == ("42", ("Борис", "Ким", None))
        assert people(office) == [COMPANY]


async def test_short_number_is_refused_before_anything_is_sent(office: Office) -> None:
    async with office.at_work():
        editor = await filled(office)
        fill(editor, "Номер телефона 2", "204")
        press(editor, "Сохранить")
        said = person.field(editor, "Номер телефона 2").accessibleDescription()
        assert said == "UIS хранит только полные номера, без коротких."
        assert office.stage.company.saved == []
