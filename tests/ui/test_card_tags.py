"""Tags from the card of a call that has just ended, with a real session behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.session.stage import arrived, until
from tests.session.test_tagging import CALL, SPAM, TALK, TARGET
from tests.ui.person import button, buttons, press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.cards import CardState
from uis_desktop.errors import ServiceUnreachable
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.tag_dialog import TagDialog

NOT_YET = "UIS ещё не знает: Целевой. Отправится само."


@pytest.fixture
def office(qapp: QApplication) -> Office:
    office = Office(qapp)
    office.stage.directory.tags_told = (TARGET, SPAM)
    return office


async def ended(office: Office) -> Card:
    """The card of a talk that is over."""
    await until(lambda: len(office.stage.journal.company_tags) == 2)
    await office.stage.say(arrived(1, *TALK))
    card = await office.see_card(CardState.ENDED)
    await until(lambda: "Теги…" in buttons(card))
    return card


def said(dialog: TagDialog) -> list[str]:
    return [words.replace("\n", " ") for words in words_on(dialog)]


async def test_call_that_has_just_ended_is_tagged_by_keyboard_from_its_card(
    office: Office,
) -> None:
    async with office.at_work():
        press(await ended(office), "Теги…")
        dialog = await office.see(TagDialog)
        assert dialog.focusWidget() is button(dialog, "Целевой")
        QTest.keyClick(button(dialog, "Целевой"), Qt.Key.Key_Space)
        await until(lambda: office.stage.tags.on == {(CALL, "1")})
        await until(lambda: button(dialog, "Целевой").isChecked())
        await until(lambda: NOT_YET not in said(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert office.visible(TagDialog) == []
    assert office.stage.tags.asked == [(CALL, "1", True)]


async def test_tag_that_waits_for_uis_says_so_even_when_the_window_is_opened_again(
    office: Office,
) -> None:
    office.stage.tags.answers.append(ServiceUnreachable("relay"))
    async with office.at_work():
        card = await ended(office)
        press(card, "Теги…")
        dialog = await office.see(TagDialog)
        press(dialog, "Целевой")
        await until(lambda: NOT_YET in said(dialog))
        press(dialog, "Закрыть")
        press(card, "Теги…")
        again = await office.see(TagDialog)
        assert NOT_YET in said(again)
        assert button(again, "Целевой").isChecked()


async def test_company_without_tags_is_not_offered_any(office: Office) -> None:
    office.stage.directory.tags_told = ()
    async with office.at_work():
        await office.stage.say(arrived(1, *TALK))
        assert "Теги…" not in buttons(await office.see_card(CardState.ENDED))
