"""The connection check: from the tray to the answer, with a real session behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)

from tests.builders import CALLER, PETROV, START, at, lost, waiting
from tests.session.stage import arrived, others_work, until
from tests.ui.person import button, buttons, field, press, words_on
from tests.ui.test_desk import FORM, Office
from uis_desktop.adapters.support_files import SupportFiles
from uis_desktop.core.cards import CardState
from uis_desktop.core.fates import Fate
from uis_desktop.core.link import Offline, OfflineReason
from uis_desktop.core.manners import Pause
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.ring_test import TEST_MARK, RingProblem, RingReport, RingStep
from uis_desktop.errors import ServiceUnreachable
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.session.support import Support
from uis_desktop.ui.cards.card import Card
from uis_desktop.ui.check.check_window import CheckWindow
from uis_desktop.ui.check.first_ring import FirstRing
from uis_desktop.ui.check.log_page import LogPage
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.window.contact_window import ContactWindow
from uis_desktop.ui.window.link_banner import LinkBanner


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


def fates(office: Office) -> list[Fate]:
    return [note.fate for note in office.stage.journal.fates]


async def opened(office: Office) -> CheckWindow:
    """The check as the tray's menu opens it, once it has asked."""
    office.desk.tray_menu.check_chosen.emit()
    window = await office.see(CheckWindow)
    await others_work()
    return window


def hops(window: QWidget) -> list[list[str]]:
    """The table of the call that is chosen."""
    table = window.findChild(QTableWidget, "hops")
    assert isinstance(table, QTableWidget)
    cells = [
        [table.item(row, column) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    return [[cell.text() for cell in row if cell is not None] for row in cells]


async def test_card_that_is_painted_is_noted_and_explained(office: Office) -> None:
    async with office.at_work():
        office.stage.clock.move_to(2)
        await office.stage.say(arrived(1, waiting()))
        await office.see_card(CardState.RINGING_ME)
        await until(lambda: fates(office) == [Fate.PAINTED])
        window = await opened(office)
        await until(lambda: len(hops(window)) == 2)
        assert any(words.startswith("Карточка была показана") for words in words_on(window))
        assert [row[0] for row in hops(window)] == ["Звонит телефон", "Карточка была показана"]


@pytest.mark.parametrize(
    ("chosen", "expected", "says"),
    [
        (
            Preferences(quiet_until=at(24 * 3600 * 36500)),
            Fate.QUIET,
            "Карточка скрыта: было включено «Не показывать карточки»",
        ),
        (
            Preferences(colleagues_rings=False),
            Fate.COLLEAGUES_RING,
            "Карточка скрыта: звонили не вам",
        ),
    ],
)
async def test_card_that_a_rule_hides_is_explained_by_the_rule(
    office: Office, chosen: Preferences, expected: Fate, says: str
) -> None:
    async with office.at_work():
        office.book.choose(chosen)
        await office.stage.say(arrived(1, waiting(employee=PETROV)))
        await until(lambda: fates(office) == [expected])
        assert office.visible(Card) == []
        window = await opened(office)
        await until(lambda: len(hops(window)) == 2)
        assert any(words.startswith(says) for words in words_on(window))


async def test_ring_without_a_sound_is_explained_too(office: Office) -> None:
    async with office.at_work():
        office.book.choose(Preferences(sound=""))
        await office.stage.say(arrived(1, waiting()))
        await until(lambda: set(fates(office)) == {Fate.NO_SOUND, Fate.PAINTED})


async def test_fourth_card_is_noted_as_one_without_room_until_it_is_painted(
    office: Office,
) -> None:
    async with office.at_work():
        await office.stage.say(*(arrived(n, waiting(str(n))) for n in range(1, 5)))
        await until(lambda: fates(office).count(Fate.PAINTED) >= 3)
        await until(lambda: Fate.NO_ROOM in fates(office))


async def test_late_ring_is_explained(office: Office) -> None:
    async with office.at_work():
        office.stage.clock.move_to(100)
        await office.stage.say(arrived(1, waiting(s=1)))
        await until(lambda: fates(office) == [Fate.TOO_OLD])


async def test_person_who_hid_the_card_is_told_so(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        card = await office.see_card(CardState.RINGING_ME)
        await until(lambda: Fate.PAINTED in fates(office))
        press(card, "Скрыть карточку")
        await until(lambda: fates(office) == [Fate.PAINTED, Fate.DISMISSED])


async def test_lights_tell_the_truth_of_each_part_of_the_way(office: Office) -> None:
    async with office.at_work():
        office.stage.checks.notified = at(-3 * 24 * 3600)
        office.stage.call_api.password_right = False
        window = await opened(office)
        assert office.stage.call_api.sign_ins == 0, "nobody has asked for that"
        press(window, "Проверить сейчас")
        await until(lambda: office.stage.call_api.sign_ins == 1)
        await until(lambda: button(window, "Проверить сейчас").isEnabled())
        spoken = [label.accessibleName() for label in window.lights.findChildren(QWidget)]
        told = [name for name in spoken if ": " in name]
        assert told[0].startswith("UIS сообщает серверу компании о звонках: под вопросом.")
        assert told[1].startswith("Сервер на связи с этим компьютером: работает.")
        assert told[2].startswith("UIS принимает звонки по клику: не работает.")


async def test_relay_that_does_not_answer_leaves_its_light_unknown(office: Office) -> None:
    async with office.at_work():
        office.stage.checks.notified = ServiceUnreachable("status: gone")
        window = await opened(office)
        await until(lambda: any("Сервер не отвечает" in words for words in words_on(window)))


CONTROLS = (QPushButton, QListView, QTableWidget)


TEST_RING = replace(waiting("test-1"), extra={TEST_MARK: True})


async def test_test_ring_is_followed_to_its_card_which_says_that_it_is_one(office: Office) -> None:
    steps = {step: at(n) for n, step in enumerate(RingStep)}
    async with office.at_work():
        window = await opened(office)
        office.stage.checks.report = RingReport(call_session_id="test-1", steps=steps)
        press(window, "Тестовый звонок")
        await until(lambda: "Звонок дошёл; ждём карточку…" in words_on(window))
        await office.stage.say(arrived(1, TEST_RING))
        card = await office.see_card(CardState.RINGING_ME)
        assert "Тестовый звонок" in words_on(card)
        assert "Перезвонить" not in buttons(card)
        await until(lambda: "Весь путь работает." in words_on(window))
        assert office.stage.checks.rung == 1
        await office.stage.say(arrived(2, replace(lost("test-1"), extra={TEST_MARK: True})))
        await others_work()
        assert await office.stage.journal.missed_since_seen() == 0


async def test_test_ring_whose_card_a_rule_hides_says_which(office: Office) -> None:
    async with office.at_work():
        window = await opened(office)
        office.desk.tray_menu.pause_chosen.emit(Pause.HOUR)
        press(window, "Тестовый звонок")
        await office.stage.say(arrived(1, TEST_RING))
        await until(
            lambda: "Карточка скрыта: было включено «Не показывать карточки»" in words_on(window)
        )
        assert "Звонок дошёл, но карточка не показана." in words_on(window)


async def test_test_ring_that_stops_says_where_and_why(office: Office) -> None:
    async with office.at_work():
        window = await opened(office)
        office.stage.checks.report = RingReport(
            call_session_id="test-1",
            steps={RingStep.SENT: at(0)},
            problem=RingProblem.UNREACHABLE,
        )
        press(window, "Тестовый звонок")
        await until(lambda: any("внешнего адреса" in words for words in words_on(window)))
        press(window, "Тестовый звонок")
        await until(lambda: office.stage.checks.rung == 2)


async def test_test_ring_nobody_could_be_asked_for_is_told(office: Office) -> None:
    async with office.at_work():
        window = await opened(office)
        office.stage.checks.report = ServiceUnreachable("test-ring: gone")
        press(window, "Тестовый звонок")
        await until(lambda: button(window, "Тестовый звонок").isEnabled())
        assert "Звоним…" not in words_on(window)


async def test_who_signed_in_for_the_first_time_rings_himself_as_the_last_step(
    office: Office,
) -> None:
    async def attempt(form: SignInForm) -> str:
        return form.login

    async with office.desk:
        signing = asyncio.create_task(office.desk.ask_sign_in(attempt))
        dialog = await office.see(SignInDialog)
        dialog.fill(FORM)
        press(dialog, "Войти")
        await signing
        steps = {step: at(n) for n, step in enumerate(RingStep)}
        office.stage.checks.report = RingReport(call_session_id="test-1", steps=steps)
        async with office.attached():
            step = await office.see(FirstRing)
            ring = button(step, "Тестовый звонок")
            await until(ring.isEnabled)
            assert step.focusWidget() is ring
            QTest.keyClick(ring, Qt.Key.Key_Return)
            await office.stage.say(arrived(1, TEST_RING))
            await until(lambda: "Весь путь работает." in words_on(step))
            assert office.stage.checks.rung == 1
            QTest.keyClick(step.focusWidget(), Qt.Key.Key_Return)
            assert not step.isVisible()


async def test_who_was_here_before_is_shown_no_first_step(office: Office) -> None:
    async def attempt(form: SignInForm) -> str:
        return form.login

    async with office.desk:
        signing = asyncio.create_task(office.desk.ask_sign_in(attempt, filled=FORM))
        press(await office.see(SignInDialog), "Войти")
        await signing
        async with office.attached():
            await others_work()
            assert office.visible(FirstRing) == []


async def test_call_of_the_history_leads_to_its_explanation(office: Office) -> None:
    async with office.at_work():
        await office.stage.say(arrived(1, waiting(), lost()), arrived(3, waiting("2", s=40)))
        await until(lambda: fates(office).count(Fate.PAINTED) == 2)
        contacts = await office.type(CALLER)
        await others_work()
        rows = contacts.findChild(QListView, "calls")
        assert isinstance(rows, QListView)
        first = next(n for n, row in enumerate(contacts.rows_shown) if "Смирнов" in row)
        rows.setCurrentIndex(rows.model().index(first, 0))
        press(contacts, "Почему я (не) видел звонок?")
        window = await office.see(CheckWindow)
        await until(lambda: "Потерянный звонок" in [row[0] for row in hops(window)])


async def test_window_without_a_connection_offers_the_check(office: Office) -> None:
    async with office.at_work():
        office.desk.open_window()
        window = await office.see(ContactWindow)
        (banner,) = window.findChildren(LinkBanner)
        assert banner.isHidden()
        await office.stage.say(Offline(reason=OfflineReason.UNREACHABLE, retry_in_s=1.0))
        assert not banner.isHidden()
        press(banner, "Проверка связи…")
        await office.see(CheckWindow)


async def test_check_works_with_nobody_signed_in(office: Office) -> None:
    async with office.desk:
        office.desk.tray_menu.check_chosen.emit()
        window = await office.see(CheckWindow)
        press(window, "Проверить сейчас")
        press(window, "Тестовый звонок")
        assert "Вход не выполнен" in words_on(window)


async def test_every_control_has_a_name_and_the_window_is_left_by_esc(office: Office) -> None:
    async with office.at_work():
        window = await opened(office)
        controls = [one for one in window.findChildren(QWidget) if isinstance(one, CONTROLS)]
        assert len(controls) > 4
        for one in controls:
            words = one.text() if isinstance(one, QPushButton) else one.accessibleName()
            assert words, one
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert office.visible(CheckWindow) == []


def with_log(qapp: QApplication, folder: Path) -> Office:
    """An office whose program has a log."""
    file = folder / "desktop.log"
    file.write_text(LOG, encoding="utf-8")
    support = Support(files=SupportFiles(file), about={}, now=lambda: START)
    return Office(qapp, support=support)


LOG = """2026-05-18 10:00:00.000 INFO uis_desktop: link is live
2026-05-18 10:00:01.000 ERROR uis_desktop: call of +79001234567 failed
"""


def log_of(window: CheckWindow) -> QPlainTextEdit:
    shown = window.findChild(QPlainTextEdit, "log")
    assert isinstance(shown, QPlainTextEdit)
    return shown


async def test_log_is_shown_filtered_and_copied(qapp: QApplication, tmp_path: Path) -> None:
    office = with_log(qapp, tmp_path)
    async with office.at_work():
        window = await opened(office)
        shown = log_of(window)
        await in_time(lambda: "link is live" in shown.toPlainText())
        level = window.findChild(QComboBox)
        assert isinstance(level, QComboBox)
        level.setCurrentIndex(level.findText("Ошибки"))
        assert "link is live" not in shown.toPlainText()
        assert "+790***67" in shown.toPlainText()
        field(window, "Слова для поиска").setText("no such word")
        assert shown.toPlainText() == ""
        field(window, "Слова для поиска").setText("FAILED")
        (page,) = window.findChildren(LogPage)
        press(page, "Копировать")
        assert "failed" in QApplication.clipboard().text()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("help.zip", "Архив сохранён. Отправьте его в поддержку."),
        ("gone/help.zip", "Файл не записан"),
    ],
)
async def test_archive_is_saved_where_the_person_says_and_he_is_told_where(
    qapp: QApplication, tmp_path: Path, name: str, told: str
) -> None:
    office = with_log(qapp, tmp_path)
    async with office.at_work():
        window = await opened(office)
        press(window, "Архив для поддержки…")
        dialog = window.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.done(0)
        await in_time(lambda: told in said(office))
        assert (tmp_path / name).exists() == (name == "help.zip")
        assert name != "help.zip" or str(tmp_path / name) in said(office)


def said(office: Office) -> list[str]:
    """As a screen reader has it: on the screen long words are broken into lines."""
    notices = office.visible(Notice)
    return [
        words for one in notices for words in (one.accessibleName(), one.accessibleDescription())
    ]


async def in_time(true: Callable[[], bool]) -> None:
    """A thread reads and writes files: the loop must turn for real."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
