"""A link from another program is a question, and its answer at most one call."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMessageBox

from tests.session.stage import others_work, until
from tests.ui import person
from tests.ui.person import button, press, words_on
from tests.ui.test_desk import FORM, SEARCH, Office
from uis_desktop.core.contacts import Contact
from uis_desktop.core.phone import Number
from uis_desktop.core.policy import Rule, Ruling
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.ui.link_question import LinkQuestion
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.window.contact_window import ContactWindow

LINK = "tel:+7%20900%20123-45-67"
INVITE = "uis-desktop://enrol?relay=https%3A%2F%2Frelay.example&code=abc"


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


async def asked(office: Office, link: str = LINK) -> LinkQuestion:
    """The question a link leads to, once it takes an answer."""
    office.application.open_wanted.emit(link)
    question = await office.see(LinkQuestion)
    call = button(question, "Позвонить")
    assert not call.isEnabled()
    (deaf,) = question.findChildren(QTimer)
    deaf.timeout.emit()
    assert call.isEnabled()
    return question


async def test_link_is_asked_about_and_yes_is_one_call(office: Office) -> None:
    async with office.at_work():
        question = await asked(office)
        assert "Позвонить +7 900 123-45-67?" in words_on(question)
        assert office.requests == []
        QTest.keyClick(question, Qt.Key.Key_Return)
        await until(lambda: office.requests == ["79001234567"])
        assert office.visible(LinkQuestion) == []


async def test_no_or_esc_dials_nothing(office: Office) -> None:
    async with office.at_work():
        press(await asked(office), "Отмена")
        QTest.keyClick(await asked(office), Qt.Key.Key_Escape)
        await others_work()
        assert office.visible(LinkQuestion) == []
        assert office.requests == []


async def test_enter_that_was_meant_for_another_window_dials_nothing(office: Office) -> None:
    async with office.at_work():
        office.application.open_wanted.emit(LINK)
        question = await office.see(LinkQuestion)
        QTest.keyClick(question, Qt.Key.Key_Return)
        await others_work()
        assert office.requests == []


async def test_question_takes_an_answer_after_a_moment(office: Office) -> None:
    async with office.at_work(), asyncio.timeout(10):
        office.application.open_wanted.emit(LINK)
        question = await office.see(LinkQuestion)
        while not button(question, "Позвонить").isEnabled():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert question.isVisible()


async def test_number_in_question_does_not_change_under_a_finger(office: Office) -> None:
    async with office.at_work():
        question = await asked(office)
        office.application.open_wanted.emit("tel:+79990000000")
        assert office.visible(LinkQuestion) == [question]
        assert "Позвонить +7 900 123-45-67?" in words_on(question)


async def test_question_says_whose_number_that_is(office: Office) -> None:
    office.stage.journal.people["uis:7"] = Contact(
        id="uis:7",
        full_name="Анна <b>Иванова",
        company="ООО Ромашка",
        phone_numbers=(Number("+79001234567"),),
    )
    async with office.at_work():
        question = await asked(office)
        await until(lambda: "Анна <b>Иванова · ООО Ромашка" in words_on(question))


async def test_who_wants_no_questions_is_asked_no_more(office: Office) -> None:
    async with office.at_work():
        question = await asked(office)
        (never,) = question.findChildren(QCheckBox)
        never.setChecked(True)
        press(question, "Позвонить")
        assert not office.book.current.ask_before_links
        await until(lambda: len(office.requests) == 1)
        await others_work()
        office.application.open_wanted.emit("callto:+74951234567")
        await until(lambda: office.requests == ["79001234567", "74951234567"])


async def test_no_with_the_box_ticked_changes_nothing(office: Office) -> None:
    async with office.at_work():
        question = await asked(office)
        (never,) = question.findChildren(QCheckBox)
        never.setChecked(True)
        press(question, "Отмена")
        assert office.book.current.ask_before_links


async def test_question_that_is_locked_cannot_be_ticked_away(office: Office) -> None:
    async with office.at_work():
        ruling = Ruling(Rule.LOCKED, value=True)
        office.desk.show_policy({"ask_before_links": ruling})
        question = await asked(office)
        (never,) = question.findChildren(QCheckBox)
        assert not never.isVisible()


async def test_links_that_are_forbidden_dial_nothing_and_it_is_said_why(office: Office) -> None:
    async with office.at_work():
        office.desk.show_policy({"links": Ruling(Rule.LOCKED, value=False)})
        office.application.open_wanted.emit(LINK)
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Звонки по ссылкам отключены"
        await others_work()
        assert office.visible(LinkQuestion) == []
        assert office.requests == []
        office.desk.detach()
        assert office.book.policy.allows("links")


@pytest.mark.parametrize("link", ["tel:абонент", "sip:anna@example.org", "+7 900"])
async def test_what_cannot_be_dialled_goes_into_the_field(office: Office, link: str) -> None:
    async with office.at_work():
        office.application.open_wanted.emit(link)
        window = await office.see(ContactWindow)
        assert person.field(window, SEARCH).text()
        assert office.visible(LinkQuestion) == []
        assert office.requests == []


async def test_question_goes_with_the_session(office: Office) -> None:
    async with office.at_work():
        await asked(office)
        office.desk.detach()
        assert office.visible(LinkQuestion) == []


async def test_invite_link_fills_in_the_sign_in(office: Office) -> None:
    async def attempt(form: SignInForm) -> str:
        return form.invite

    async with office.desk:
        office.application.open_wanted.emit(INVITE)
        signing = office.desk.ask_sign_in(attempt, filled=FORM)
        task = asyncio.create_task(signing)
        dialog = await office.see(SignInDialog)
        assert person.field(dialog, "Ссылка-приглашение").text() == INVITE
        second = INVITE.replace("abc", "def")
        office.application.open_wanted.emit(second)
        press(dialog, "Войти")
        assert await task == second


async def asked_about_invite(office: Office, link: str = INVITE) -> QMessageBox:
    office.application.open_wanted.emit(link)
    return await office.see(QMessageBox)


async def test_invite_is_a_question_to_who_is_signed_in_and_no_changes_nothing(
    office: Office,
) -> None:
    async with office.at_work():
        question = await asked_about_invite(office)
        assert "relay.example" in question.informativeText()
        # Another page's link does not change the question under a finger.
        office.application.open_wanted.emit(INVITE.replace("relay.example", "other.example"))
        assert "relay.example" in (await office.see(QMessageBox)).informativeText()
        QTest.keyClick(question, Qt.Key.Key_Return)
        await until(lambda: office.visible(QMessageBox) == [])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(office.desk.sign_out_wanted(), 0)
        assert office.visible(SignInDialog) == []


async def test_yes_signs_out_and_opens_the_sign_in_with_the_invite(office: Office) -> None:
    async def attempt(form: SignInForm) -> str:
        return form.invite

    async with office.at_work():
        press(await asked_about_invite(office), "Выйти и войти по нему")
        await asyncio.wait_for(office.desk.sign_out_wanted(), 5)
        office.desk.detach()
        task = asyncio.create_task(office.desk.ask_sign_in(attempt))
        dialog = await office.see(SignInDialog)
        assert person.field(dialog, "Ссылка-приглашение").text() == INVITE
        assert "Сервер компании: relay.example" in words_on(dialog)
        assert not task.done()
        task.cancel()
        await asyncio.wait({task})


async def test_broken_invite_is_told_to_who_is_signed_in(office: Office) -> None:
    async with office.at_work():
        office.application.open_wanted.emit("uis-desktop://enrol?relay=file%3A%2F%2F&code=abc")
        notice = await office.see(Notice)
        assert words_on(notice)[0] == "Это не ссылка-приглашение"
        assert office.visible(QMessageBox) == []
