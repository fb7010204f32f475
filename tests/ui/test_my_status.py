"""My status at UIS in the tray's menu: shown, chosen, asked about, and told in words."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from tests.builders import at
from tests.session.stage import others_work, until
from tests.ui.person import press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.my_status import MyStatusNote, Return
from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    UisError,
)
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.time_dialog import TimeDialog

FREE, BREAK, BUSY = "1", "2", "3"
ON_BREAK = MyStatusNote(given=BREAK, back=Return(id=FREE, at=at(900)))

#: A menu goes with the last name for it.
_shown: list[QMenu] = []


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


def tray_menu(office: Office) -> QMenu:
    """The tray's menu as it would open now."""
    menu = QMenu()
    _shown[:] = [menu]
    office.desk.tray_menu.fill(menu, office.desk._tray.icon._view)
    return menu


def statuses(office: Office) -> QMenu:
    """The menu of statuses, as it is now."""
    return submenu(tray_menu(office), "Мой статус в UIS")


def submenu(menu: QMenu, begins: str) -> QMenu:
    found = entry(menu, begins).menu()
    assert isinstance(found, QMenu)
    return found


def entry(menu: QMenu, begins: str) -> QAction:
    texts = [action.text() for action in menu.actions()]
    found = [action for action in menu.actions() if action.text().startswith(begins)]
    assert found, f"no {begins!r} in {texts}"
    return found[0]


def choose(office: Office, status: str, lasting: str) -> None:
    entry(submenu(statuses(office), status), lasting).trigger()


async def asked(office: Office) -> None:
    """UIS has been asked, and nothing is on its way."""
    await until(lambda: office.stage.statuses.questions > 0)
    await others_work()


async def told(office: Office) -> list[str]:
    """What the one notice says: its title, and what to do."""
    notice = await office.see(Notice)
    return [line.replace("\n", " ") for line in words_on(notice)]


async def test_menu_says_which_status_i_have_and_offers_the_others(office: Office) -> None:
    async with office.at_work():
        await asked(office)
        menu = statuses(office)
        assert menu.title() == "Мой статус в UIS: Доступен"
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert texts == [
            "Поставлен не этой программой: перед сменой она спросит",
            "Доступен (сейчас)",
            "Перерыв",
            "Не беспокоить",
            "Спросить UIS ещё раз",
        ]
        assert not menu.actions()[0].isEnabled()
        assert [action.text() for action in submenu(menu, "Перерыв").actions()] == [
            "Пока не сменю сам",
            "На 15 минут, потом «Доступен»",
            "На 30 минут, потом «Доступен»",
            "На 1 час, потом «Доступен»",
            "До заданного времени, потом «Доступен»…",
        ]
        # Apart from the cards, which are not UIS's business.
        assert submenu(tray_menu(office), "Не показывать карточки").actions()


async def test_person_is_asked_once_and_then_it_is_one_request(office: Office) -> None:
    async with office.at_work():
        await asked(office)
        choose(office, "Перерыв", "На 15 минут")
        question = await office.see(QMessageBox)
        assert question.text() == "Сменить ваш статус в UIS с «Доступен» на «Перерыв»?"
        assert question.defaultButton().text() == "Оставить"
        assert office.stage.statuses.wanted == []
        press(question, "Сменить")
        title, advice = await told(office)
        assert title.startswith("Ваш статус в UIS: Перерыв до ")
        assert "снова станет «Доступен»" in advice
        assert office.stage.statuses.wanted == [BREAK]
        assert statuses(office).title().startswith("Мой статус в UIS: Перерыв до ")
        entry(statuses(office), "Доступен").trigger()
        await until(lambda: office.stage.statuses.wanted == [BREAK, FREE])
        await others_work()
        assert office.visible(QMessageBox) == []


async def test_no_to_the_question_sends_nothing(office: Office) -> None:
    async with office.at_work():
        await asked(office)
        choose(office, "Перерыв", "Пока")
        press(await office.see(QMessageBox), "Оставить")
        await others_work()
        assert office.stage.statuses.wanted == []
        assert office.visible(Notice) == []


async def test_two_clicks_are_one_request_and_the_menu_is_still_meanwhile(office: Office) -> None:
    office.stage.statuses.put(BREAK)
    office.stage.journal.status_note = ON_BREAK
    async with office.at_work():
        await asked(office)
        office.stage.statuses.answering.clear()
        free = entry(statuses(office), "Доступен")
        free.trigger()
        free.trigger()
        await until(lambda: bool(office.stage.statuses.wanted))
        assert not entry(statuses(office), "Доступен").isEnabled()
        office.stage.statuses.answering.set()
        await told(office)
        assert office.stage.statuses.wanted == [FREE]


async def test_time_of_ones_own_is_asked_for(office: Office) -> None:
    office.stage.statuses.put(BREAK)
    office.stage.journal.status_note = ON_BREAK
    async with office.at_work():
        await asked(office)
        choose(office, "Не беспокоить", "До заданного времени")
        press(await office.see(TimeDialog), "Поставить статус")
        await told(office)
        back = office.stage.journal.status_note.back
        assert back is not None
        assert (office.stage.statuses.wanted, back.id) == ([BUSY], FREE)


async def test_return_of_the_status_is_told(office: Office) -> None:
    office.stage.statuses.put(BREAK)
    office.stage.journal.status_note = ON_BREAK
    async with office.at_work():
        await asked(office)
        menu = statuses(office)
        assert menu.title() == f"Мой статус в UIS: Перерыв до {moment_here(at(900))}"
        assert menu.actions()[0].text() == f"В {moment_here(at(900))} снова станет «Доступен»."
        office.stage.clock.move_to(900)
        assert (await told(office))[0] == "Ваш статус в UIS снова «Доступен»"


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ServiceUnreachable("x"), "Сервер компании или UIS недоступны"),
        (ServiceRefused("relay_not_set_up"), "У сервера компании нет доступа к статусам UIS"),
        (ServiceRefused("component_disabled"), "Статусы не входят в ваш тариф UIS"),
        (ReplyNotUnderstood("x"), "Сервер компании не сообщает статусы"),
        (ServiceRefused("relay_too_many"), "Слишком много запросов к UIS"),
    ],
)
async def test_menu_says_why_there_is_no_status_and_offers_to_ask_again(
    office: Office, error: UisError, why: str
) -> None:
    office.stage.statuses.away = error
    async with office.at_work():
        await asked(office)
        menu = statuses(office)
        assert menu.title() == "Мой статус в UIS"
        assert menu.actions()[0].text() == why
        assert menu.actions()[1].text()
        office.stage.statuses.away = None
        entry(menu, "Спросить UIS ещё раз").trigger()
        await until(lambda: office.stage.statuses.questions == 2)
        await others_work()
        assert statuses(office).title() == "Мой статус в UIS: Доступен"


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (OutcomeUnknown("x"), "Пока неизвестно, сменился ли ваш статус"),
        (ServiceUnreachable("x"), "Ваш статус не изменён: UIS недоступна"),
        (ServiceRefused("invalid_parameter_value"), "UIS не даёт вам этот статус"),
    ],
)
async def test_failed_wish_says_what_became_of_it(
    office: Office, error: UisError, title: str
) -> None:
    office.stage.statuses.put(BREAK)
    office.stage.journal.status_note = MyStatusNote(given=BREAK)
    async with office.at_work():
        await asked(office)
        office.stage.statuses.answer = error
        entry(statuses(office), "Доступен").trigger()
        assert (await told(office))[0] == title
        assert office.stage.statuses.wanted == [FREE]


def test_nobody_signed_in_has_no_status(office: Office) -> None:
    actions = tray_menu(office).actions()
    assert not [action for action in actions if "статус" in action.text()]
