"""What is offered to call for what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.session.stage import until
from tests.ui import person
from tests.ui.person import words_on
from tests.ui.test_desk import SEARCH, Office
from uis_desktop.core.phone import Number, Phone
from uis_desktop.ui.window.typed_rows import dial_rows

HOME = Number("+74950000001")


def offers(typed: str) -> list[tuple[str, str]]:
    return [(row.title, row.second) for row in dial_rows(typed, home=HOME)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("8 916 123-45-67", [("Позвонить +7 916 123-45-67", "Нажмите Enter")]),
        ("204", [("Позвонить 204", "Добавочный номер · нажмите Enter")]),
        (
            "8 495 123-45-67 / 8 916 765-43-21",
            [
                ("Позвонить +7 495 123-45-67", "Этот номер? Нажмите Enter"),
                ("Позвонить +7 916 765-43-21", "Этот номер? Нажмите Enter"),
            ],
        ),
        (
            "+8 495 123-45-67",
            [
                ("Позвонить +7 495 123-45-67", "Этот номер? Нажмите Enter"),
                (
                    "Позвонить +84 951 234 567",
                    "Вьетнам · за границу · только с разрешения",
                ),
            ],
        ),
        ("123-45-67", [("Позвонить +7 495 123-45-67", "Этот номер? Нажмите Enter")]),
        (
            "+375 29 123-45-67",
            [
                (
                    "Позвонить +375 29 123-45-67",
                    "Беларусь · за границу · только с разрешения",
                )
            ],
        ),
        ("112", [("Позвонить 112", "Не через UIS: звоните 112 с мобильного")]),
        ("*21#", []),
        ("Иванов", []),
    ],
)
def test_each_number_that_may_be_meant_is_a_row(typed: str, offered: list[tuple[str, str]]) -> None:
    assert offers(typed) == offered


@pytest.mark.usefixtures("qapp")
def test_each_row_dials_the_number_it_shows_and_keeps_what_was_typed() -> None:
    typed = "8 495 123-45-67 / 8 916 765-43-21 доб. 204"
    assert [row.number for row in dial_rows("8 (916) 123-45-67")] == [
        Phone("79161234567", raw="8 (916) 123-45-67")
    ]
    told = [(row.number.typed if row.number else "") for row in dial_rows(typed)]
    assert told == ["+74951234567", "+79167654321,,204"]
    assert len({row.key for row in dial_rows(typed)}) == 2


@pytest.mark.usefixtures("qapp")
def test_a_colleague_with_such_an_extension_is_called_without_a_warning() -> None:
    (row,) = dial_rows("102", extensions=["102", None])
    assert row.second == "Добавочный номер · нажмите Enter"


async def test_enter_on_a_number_for_help_says_what_to_do_and_sends_nothing(
    office: Office,
) -> None:
    async with office.at_work():
        window = await office.type("112")
        QTest.keyClick(person.field(window, SEARCH), Qt.Key.Key_Return)
        said = "Звонок не отправлен: через UIS нельзя вызвать помощь. Позвоните 112 с мобильного."
        await until(lambda: said in " ".join(words_on(window)).replace("\n", " "))
        assert office.requests == []


async def test_the_second_of_two_numbers_is_dialled_when_it_is_chosen(office: Office) -> None:
    async with office.at_work():
        window = await office.type("8 495 123-45-67 / 8 916 765-43-21")
        search = person.field(window, SEARCH)
        QTest.keyClick(search, Qt.Key.Key_Down)
        QTest.keyClick(search, Qt.Key.Key_Return)
        await until(lambda: len(office.requests) == 1)
        assert office.requests == ["79167654321"]


async def test_a_local_number_is_dialled_with_the_area_code_of_the_own_line(
    office: Office,
) -> None:
    async with office.at_work():
        window = await office.type("123-45-67")
        QTest.keyClick(person.field(window, SEARCH), Qt.Key.Key_Return)
        await until(lambda: len(office.requests) == 1)
        assert office.requests == ["74951234567"]


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)
