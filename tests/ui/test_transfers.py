"""The window in which a contact is handed over, with a real session behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton, QStyleOptionViewItem

from tests.builders import PETROV, call_ended, talk_started, waiting
from tests.session.stage import arrived, others_work, until
from tests.ui.person import buttons, field, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.cards import CardState
from uis_desktop.core.colleagues import Colleague
from uis_desktop.errors import CallRefused, ServiceUnreachable
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.transfer.transfer_dialog import TransferDialog
from uis_desktop.ui.transfer.whole_end import WholeEnd
from uis_desktop.ui.wording import not_a_number_words

SEARCH = "Кому: имя, добавочный или номер"
STAFF = (
    Colleague(id="2", name="Петрова <b>Ольга", extension="102", phone_number="0412345"),
    Colleague(id="3", name="Сидоров Пётр", extension="103"),
    Colleague(id="4", name="Без номера"),
)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    office = Office(qapp)
    office.stage.directory.staff = STAFF
    return office


async def opened(office: Office) -> TransferDialog:
    """I talk, and want to hand the contact over."""
    await until(lambda: bool(office.stage.journal.staff))
    await office.stage.say(arrived(1, waiting("c1"), talk_started("c1")))
    press(await office.see_card(CardState.TALKING), "Перевести…")
    dialog = await office.see(TransferDialog)
    await until(lambda: len(listed(dialog)) == 2)
    return dialog


def listed(dialog: TransferDialog) -> list[str]:
    (rows,) = dialog.findChildren(QListWidget)
    return [rows.item(n).text() for n in range(rows.count())]


def focused(dialog: TransferDialog) -> str:
    """The words on the button that has the keyboard."""
    button = dialog.focusWidget()
    assert isinstance(button, QPushButton)
    return button.text()


def asked(office: Office) -> list[str]:
    return [request[0] for request in office.stage.call_api.controlled]


async def test_contact_is_handed_over_after_a_consultation(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        assert listed(dialog) == ["Петрова <b>Ольга · 102", "Сидоров Пётр · 103"]
        press(dialog, "Вызвать")
        await until(lambda: "Передать звонок" in buttons(dialog))
        assert any("Петрова <b>Ольга" in line for line in words_on(dialog))
        press(dialog, "Передать звонок")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Звонок передан"
        assert office.visible(TransferDialog) == []
    assert office.stage.call_api.controlled[1:] == [
        ("consult", "c1", "0412345"),
        ("transfer", "c1"),
    ]


async def test_long_name_is_cut_off_and_its_number_is_not(office: Office) -> None:
    office.stage.directory.staff = (
        replace(STAFF[0], name="Щ" * 60),
        STAFF[1],
    )
    async with office.at_work():
        dialog = await opened(office)
        (rows,) = dialog.findChildren(QListWidget)
        option = QStyleOptionViewItem()
        option.rect = rows.visualItemRect(rows.item(1))
        option.font = rows.font()
        option.fontMetrics = rows.fontMetrics()
        delegate = rows.itemDelegate()
        assert isinstance(delegate, WholeEnd)
        delegate.initStyleOption(option, rows.indexFromItem(rows.item(1)))
        assert option.text.startswith("ЩЩЩЩЩ")
        assert option.text.endswith("… · 102")
        assert option.fontMetrics.horizontalAdvance(option.text) <= option.rect.width()


async def test_who_talks_is_marked_where_he_stands_and_still_after_a_search(office: Office) -> None:
    office.stage.directory.busy = frozenset({"3", "a stranger"})
    async with office.at_work():
        dialog = await opened(office)
        marked = "Сидоров Пётр · 103 · разговаривает"
        await until(lambda: listed(dialog) == ["Петрова <b>Ольга · 102", marked])
        dialog.show_talking({"3"})
        assert listed(dialog)[1] == marked, "it is said once"
        field(dialog, SEARCH).setText("сидор")
        await until(lambda: listed(dialog) == [marked])
        press(dialog, "Вызвать")
        await until(lambda: asked(office) == ["hold", "consult"])
        assert any("Вызываем: Сидоров Пётр." in line for line in words_on(dialog))


async def test_late_answer_moves_no_row_and_no_choice(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        (rows,) = dialog.findChildren(QListWidget)
        rows.setCurrentRow(1)
        dialog.show_talking({"2", "3"})
        assert rows.currentRow() == 1
        assert all(row.endswith("разговаривает") for row in listed(dialog))


async def test_colleagues_are_listed_though_nobody_knows_who_talks(office: Office) -> None:
    office.stage.directory.busy = ServiceUnreachable("relay")
    async with office.at_work():
        dialog = await opened(office)
        await others_work()
        assert listed(dialog) == ["Петрова <b>Ольга · 102", "Сидоров Пётр · 103"]
        assert office.visible(Notice) == []


async def test_keyboard_alone_finds_and_calls_a_colleague(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        field(dialog, SEARCH).setText("сидор")
        await until(lambda: listed(dialog) == ["Сидоров Пётр · 103"])
        QTest.keyClick(field(dialog, SEARCH), Qt.Key.Key_Return)
        await until(lambda: asked(office) == ["hold", "consult"])
        press(dialog, "Вернуться к собеседнику")
        await until(lambda: asked(office)[-1] == "restore")
        assert "Удержать" in buttons(dialog)


async def test_each_step_begins_at_what_comes_next(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        QTest.keyClick(field(dialog, SEARCH), Qt.Key.Key_Return)
        await until(lambda: "Передать звонок" in buttons(dialog))
        assert focused(dialog) == "Передать звонок"
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert focused(dialog) == "Вернуться к собеседнику"
        office.stage.call_api.fails_on["restore"] = ServiceUnreachable("UIS")
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
        await office.see(Notice)
        assert focused(dialog) == "Передать звонок", "who lost his place begins at the next step"
        office.stage.call_api.fails_on.clear()
        press(dialog, "Вернуться к собеседнику")
        await until(lambda: "Удержать" in buttons(dialog))
        assert dialog.focusWidget() is field(dialog, SEARCH)


async def test_window_opened_again_stands_at_what_comes_next(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        press(dialog, "Вызвать")
        await until(lambda: "Передать звонок" in buttons(dialog))
        dialog.close()
        press(await office.see_card(CardState.TALKING), "Перевести…")
        assert focused(await office.see(TransferDialog)) == "Передать звонок"


async def test_any_number_can_be_called(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        field(dialog, SEARCH).setText("8 900 765-43-21")
        await until(lambda: listed(dialog) == ["Вызвать 8 900 765-43-21"])
        press(dialog, "Вызвать")
        await until(lambda: asked(office) == ["hold", "consult"])
        assert office.stage.call_api.controlled[1][2] == "79007654321"


async def test_what_is_no_number_is_explained_and_nothing_is_sent(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        before = words_on(dialog)
        field(dialog, SEARCH).setText("8 900 123-45")
        await until(lambda: listed(dialog) == ["Вызвать 8 900 123-45"])
        press(dialog, "Вызвать")
        assert not_a_number_words("not_valid") in words_on(dialog)
        field(dialog, SEARCH).setText("8 900 123-45-6")
        assert words_on(dialog) == before
    assert asked(office) == []


async def test_hold_is_one_request_however_often_it_is_pressed(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        office.stage.call_api.answering.clear()
        press(dialog, "Удержать")
        press(dialog, "Удержать")
        await others_work()
        assert asked(office) == ["hold"]
        office.stage.call_api.answering.set()
        await until(lambda: "Снять с удержания" in buttons(dialog))
        assert "Собеседник ждёт и вас не слышит." in words_on(dialog)


async def test_window_goes_with_the_talk_and_leaves_the_call_alone(office: Office) -> None:
    async with office.at_work():
        await opened(office)
        await office.stage.say(arrived(3, call_ended("c1")))
        await until(lambda: office.visible(TransferDialog) == [])
    assert asked(office) == []


async def test_esc_closes_it_and_the_contact_still_waits(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        press(dialog, "Удержать")
        await until(lambda: "Снять с удержания" in buttons(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert office.visible(TransferDialog) == []
        press(await office.see_card(CardState.TALKING), "Перевести…")
        again = await office.see(TransferDialog)
        assert "Снять с удержания" in buttons(again)
        assert asked(office) == ["hold"]


async def test_component_that_is_off_is_told_and_offered_no_more(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        office.stage.call_api.answers.append(CallRefused("component_disabled"))
        press(dialog, "Удержать")
        assert words_on(await office.see(Notice))
        card = await office.see_card(CardState.TALKING)
        assert "Перевести…" not in buttons(card)
        assert office.visible(TransferDialog) == []


async def test_call_that_was_not_handed_over_is_not_said_to_be(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        press(dialog, "Вызвать")
        await until(lambda: "Передать звонок" in buttons(dialog))
        office.stage.call_api.fails_on["transfer"] = CallRefused("invalid_state")
        press(dialog, "Передать звонок")
        await until(lambda: "Снять с удержания" in buttons(dialog))
        assert office.visible(Notice) == []


async def test_window_stays_while_the_contact_waits_whoever_talks(office: Office) -> None:
    async with office.at_work():
        dialog = await opened(office)
        press(dialog, "Вызвать")
        await until(lambda: "Вернуться к собеседнику" in buttons(dialog))
        await office.stage.say(arrived(3, talk_started("c1", employee=PETROV, s=20)))
        await others_work()
        assert office.visible(TransferDialog) == [dialog]
        await office.stage.say(arrived(4, call_ended("c1", s=30)))
        await until(lambda: office.visible(TransferDialog) == [])
