"""The window of a talk: record, tag, press keys, block; with a real session behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import call_ended, talk_started, waiting
from tests.session.stage import arrived, others_work, until
from tests.ui.person import button, buttons, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.call_control import UNDO_S, TagButton
from uis_desktop.core.cards import CardState
from uis_desktop.errors import CallRefused, OutcomeUnknown
from uis_desktop.ui.control.block_notice import BlockNotice
from uis_desktop.ui.control.call_panel import CallPanel
from uis_desktop.ui.control.keypad import Keypad
from uis_desktop.ui.notices import Notice

TAGS = (
    TagButton(digit="1", tag_id="5", name="Целевой <b>звонок"),
    TagButton(digit="2", tag_id="6", name="Перезвонить"),
)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    office = Office(qapp)
    office.stage.call_api.tags = TAGS
    return office


async def opened(office: Office) -> CallPanel:
    """I talk, and want more of the call."""
    await office.stage.say(arrived(1, waiting("c1"), talk_started("c1")))
    press(await office.see_card(CardState.TALKING), "Ещё…")
    panel = await office.see(CallPanel)
    await until(lambda: any("Целевой" in words for words in buttons(panel)))
    return panel


def asked(office: Office) -> list[tuple[str, ...]]:
    return [one for one in office.stage.call_api.controlled if one != ("tag buttons",)]


async def told(panel: QWidget, words: str) -> None:
    await until(lambda: words in [line.replace("\n", " ") for line in words_on(panel)])


async def test_talk_is_recorded_marked_and_coached_with_one_request_each(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        press(panel, "Записывать")
        press(panel, "Записывать")
        await told(panel, "Разговор записывается.")
        assert not button(panel, "Записывать").isEnabled()
        QTest.keyClick(panel, Qt.Key.Key_1)
        await told(panel, "Тег поставлен.")
        assert any(words.startswith("✓ 1 · Целевой <b>") for words in buttons(panel))
        QTest.keyClick(panel, Qt.Key.Key_1)
        press(panel, "Позвать наставника")
        await told(panel, "Наставнику звонят.")
    assert asked(office) == [("record", "c1", "on"), ("tag", "c1", "5"), ("coach", "c1")]


async def test_keys_are_pressed_by_mouse_and_by_keyboard(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        press(panel, "4")
        (keys,) = panel.findChildren(Keypad)
        QTest.keyClick(button(panel, "4"), Qt.Key.Key_2)
        QTest.keyClick(keys, Qt.Key.Key_NumberSign)
        await told(panel, "Отправлено: 42#")
    assert asked(office) == [("key", "c1", "4"), ("key", "c1", "2"), ("key", "c1", "#")]


async def test_what_the_company_forbids_is_greyed_with_the_reason(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        office.stage.call_api.answers.append(CallRefused("forbidden"))
        press(panel, "Не записывать")
        await told(panel, "В вашей компании записываются все разговоры: здесь это не изменить.")
        assert not button(panel, "Не записывать").isEnabled()
        assert not button(panel, "Записывать").isEnabled()
        assert office.visible(Notice) == []


async def test_wrong_moment_is_a_line_and_no_answer_a_message(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        office.stage.call_api.answers.append(CallRefused("invalid_state"))
        press(panel, "Позвать наставника")
        await told(panel, "Сейчас это невозможно. Попробуйте чуть позже.")
        office.stage.call_api.answers.append(OutcomeUnknown("x"))
        press(panel, "Позвать наставника")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Неизвестно, выполнил ли это UIS"
    assert asked(office) == [("coach", "c1")] * 2


async def test_number_is_blocked_after_ten_seconds_unless_undone(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        press(panel, "Заблокировать номер")
        notice = await office.see(BlockNotice)
        await until(lambda: "Не блокировать" in buttons(panel))
        office.pass_time()
        press(notice, "Не блокировать")
        await until(lambda: office.visible(BlockNotice) == [])
        assert asked(office) == []
        press(panel, "Заблокировать номер")
        await office.see(BlockNotice)
        await until(lambda: "Не блокировать" in buttons(panel))
        await others_work()
        office.stage.clock.move_to(UNDO_S)
        done = await office.see(Notice)
        assert done.windowTitle().endswith("— номер заблокирован")
        assert office.visible(BlockNotice) == []
        assert not button(panel, "Номер заблокирован").isEnabled()
    assert asked(office) == [("block", "c1")]


async def test_talk_that_is_over_before_is_not_said_to_be_blocked(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        press(panel, "Заблокировать номер")
        await office.see(BlockNotice)
        await others_work()
        await office.stage.say(arrived(3, call_ended("c1")))
        await until(lambda: office.visible(CallPanel) == [])
        office.stage.call_api.answers.append(CallRefused("call_session_not_found"))
        office.stage.clock.move_to(UNDO_S)
        notice = await office.see(Notice)
        assert notice.windowTitle().endswith("— номер не заблокирован")


async def test_component_that_is_off_takes_window_and_button_away(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        office.stage.call_api.answers.append(CallRefused("component_disabled"))
        press(panel, "Записывать")
        assert words_on(await office.see(Notice))
        card = await office.see_card(CardState.TALKING)
        assert not {"Ещё…", "Перевести…"} & set(buttons(card))
        assert office.visible(CallPanel) == []


async def test_esc_closes_it_and_the_call_goes_on(office: Office) -> None:
    async with office.at_work():
        panel = await opened(office)
        QTest.keyClick(panel, Qt.Key.Key_Escape)
        assert office.visible(CallPanel) == []
    assert asked(office) == []
