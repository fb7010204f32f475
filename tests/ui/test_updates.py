"""A newer version on the screen: never over a call, once, and in the tray's menu."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QMessageBox

from tests.builders import call_ended, talk_started, waiting
from tests.release_notes import PAGE, release
from tests.session.stage import arrived, until
from tests.ui.person import press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.updates import Telling, Update, Version, read_version
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.updates.desk import UpdateDesk
from uis_desktop.ui.updates.notice import UpdateNotice

UPDATE = Update(release=release(), running=read_version("0.1.0"), told=False)


class OneUpdate:
    """Knows of one newer version."""

    def __init__(self, update: Update = UPDATE) -> None:
        self.update = update
        self.told: list[str] = []

    async def run(self) -> None:
        return

    def watch(self, watcher: UpdateDesk) -> None:
        watcher.update_known(self.update)

    def was_told(self, version: Version) -> None:
        self.told.append(version.text)


@pytest.fixture
def office(qapp: QApplication) -> Office:
    return Office(qapp)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were opened in the browser."""
    pages: list[str] = []

    def open_url(url: QUrl) -> bool:
        pages.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return pages


def menu_texts(office: Office) -> list[str]:
    menu = QMenu()
    office.desk.tray_menu.fill(menu, office.desk._tray.icon._view)
    return [action.text() for action in menu.actions()]


async def test_notice_waits_for_the_end_of_the_call_and_gives_way_to_the_next(
    office: Office,
) -> None:
    book = OneUpdate()
    async with office.at_work():
        await office.stage.say(arrived(1, waiting()))
        await office.see_card(CardState.RINGING_ME)
        office.desk.updates.use(book)
        await office.stage.say(arrived(2, talk_started()))
        await office.see_card(CardState.TALKING)
        assert (office.visible(UpdateNotice), book.told) == ([], [])
        await office.stage.say(arrived(3, call_ended()))
        await office.see(UpdateNotice)
        assert book.told == ["0.2.0"]
        office.desk.updates.calls_changed(going_on=True)
        assert office.visible(UpdateNotice) == []
        office.desk.updates.calls_changed(going_on=False)
        press(await office.see(UpdateNotice), "✕")
        office.desk.updates.calls_changed(going_on=True)
        office.desk.updates.calls_changed(going_on=False)
        assert office.visible(UpdateNotice) == []


async def test_notice_says_both_versions_and_that_nothing_is_installed(
    office: Office, opened: list[str]
) -> None:
    async with office.at_work():
        office.desk.updates.use(OneUpdate())
        notice = await office.see(UpdateNotice)
        words = [line.replace("\n", " ") for line in words_on(notice)]
        assert "Вышла версия UIS Desktop 0.2.0" in words
        assert "У вас 0.1.0. Сама программа ничего не устанавливает." in words
        press(notice, "Страница загрузки")
        await until(lambda: opened == [PAGE])
        assert office.visible(UpdateNotice) == []


async def test_menu_offers_it_until_it_runs_and_shows_what_is_new(
    office: Office, opened: list[str]
) -> None:
    async with office.at_work():
        office.desk.updates.use(OneUpdate(replace(UPDATE, told=True)))
        assert office.visible(UpdateNotice) == []
        assert "Вышла версия 0.2.0…" in menu_texts(office)
        office.desk.tray_menu.update_chosen.emit()
        box = await office.see(QMessageBox)
        assert box.informativeText() == "Карточки быстрее.\nНовые звуки."
        press(box, "Страница загрузки")
        assert opened == [PAGE]
        office.desk.updates.update_known(None)
        assert not [text for text in menu_texts(office) if "0.2.0" in text]


@pytest.mark.parametrize("telling", Telling)
def test_settings_say_whether_this_build_can_tell(qapp: QApplication, telling: Telling) -> None:
    dialog = SettingsDialog(Preferences(), sound_possible=True)
    dialog.show_telling(telling)
    (box,) = [
        one for one in dialog.findChildren(QCheckBox) if one.text() == "Сообщать о новых версиях"
    ]
    assert box.isEnabled() is (telling is Telling.POSSIBLE)
    says = " ".join(words_on(dialog)).replace("\n", " ")
    assert ("без ключа" in says) is (telling is Telling.NO_KEY)
    assert ("Обновлениями занимается администратор" in says) is (telling is Telling.FORBIDDEN)
    dialog.deleteLater()
