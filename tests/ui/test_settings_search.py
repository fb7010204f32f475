"""Looking for a setting by a word of it, with the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QKeySequenceEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from tests.ui.person import words_on
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.settings_catalogue import SETTINGS
from uis_desktop.core.settings_search import found_settings
from uis_desktop.core.surfaces import Surface
from uis_desktop.ui.language import speak
from uis_desktop.ui.settings.search_field import SearchField
from uis_desktop.ui.settings.section import Section
from uis_desktop.ui.settings.settings_dialog import SettingsDialog

ASKED = (QCheckBox, QComboBox, QSlider, QKeySequenceEdit)


class Searcher:
    """The window of the settings, and somebody who types."""

    def __init__(self, preferences: Preferences | None = None) -> None:
        self.dialog = SettingsDialog(preferences or Preferences(), sound_possible=True)
        self.dialog.show()
        self.dialog.activateWindow()
        (self.field,) = self.dialog.findChildren(SearchField)

    def type(self, words: str) -> None:
        self.field.insert(words)

    @property
    def left(self) -> list[str]:
        """The questions that are still there, by their names."""
        return sorted(
            one.accessibleName()
            for kind in ASKED
            for one in self.dialog.findChildren(kind)
            if one.isVisible()
        )


@pytest.fixture
def searcher(qapp: QApplication) -> Searcher:
    return Searcher()


def focused(dialog: QWidget) -> QWidget | None:
    return dialog.focusWidget()


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("громк", ["Громкость"], id="its name"),
        pytest.param("темные", ["Тема"], id="an answer, with е for ё"),
        pytest.param("удаля", ["Хранить звонки"], id="the words below it"),
        pytest.param("рингтон", ["Звук"], id="another word for it"),
        pytest.param("pderf", ["Громкость", "Звонит телефон на столе: программа молчит", "Звук"],
                     id="the wrong layout, another ending"),
    ],
)  # fmt: skip
def test_typing_leaves_the_settings_that_are_meant(
    searcher: Searcher, typed: str, left: list[str]
) -> None:
    before = searcher.left
    searcher.type(typed)
    assert searcher.left == left
    QTest.keyClick(searcher.field, Qt.Key.Key_Escape)
    assert searcher.dialog.isVisible()
    assert searcher.left == before


def test_what_is_found_is_reached_and_changed_by_the_keyboard(searcher: Searcher) -> None:
    chosen: list[Preferences] = []
    searcher.dialog.chosen.connect(chosen.append)
    assert focused(searcher.dialog) is searcher.field
    searcher.type("полноэкр")
    QTest.keyClick(searcher.field, Qt.Key.Key_Return)
    box = focused(searcher.dialog)
    assert isinstance(box, QCheckBox)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert chosen == [Preferences(over_full_screen=True)]
    assert searcher.left == ["Показывать карточки поверх полноэкранных программ"]
    QTest.keyClick(box, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert focused(searcher.dialog) is searcher.field
    assert searcher.field.selectedText() == "полноэкр"


def test_nothing_found_is_said_in_words_to_eyes_and_ears(searcher: Searcher) -> None:
    searcher.type("факс")
    assert searcher.left == []
    nothing = "Ничего не найдено. Попробуйте другое слово или очистите поле."
    assert nothing in [line.replace("\n", " ") for line in words_on(searcher.dialog)]
    assert searcher.field.accessibleDescription() == "Найдено настроек: 0"
    QTest.keyClick(searcher.field, Qt.Key.Key_Return)
    assert focused(searcher.dialog) is searcher.field
    searcher.field.clear()
    assert nothing not in words_on(searcher.dialog)
    assert searcher.field.accessibleDescription() == ""


def test_setting_that_is_chosen_elsewhere_says_where(searcher: Searcher) -> None:
    searcher.type("не беспокоить")
    (where,) = [one for one in words_on(searcher.dialog) if "трее" in one]
    assert "«Не показывать карточки»" in where
    assert searcher.left == []


def test_rules_for_the_crm_are_found(searcher: Searcher) -> None:
    searcher.type("битрикс")
    left = [one.text() for one in searcher.dialog.findChildren(QPushButton) if one.isVisible()]
    assert left == ["Открывать клиента в CRM…", "Вернуть исходные", "Закрыть"]


def test_what_changes_meanwhile_does_not_come_up_beside_what_is_looked_for(
    searcher: Searcher,
) -> None:
    searcher.type("громк")
    lines = words_on(searcher.dialog)
    searcher.dialog.show_surface(Surface.WINDOW)
    searcher.dialog.show_preferences(Preferences(hotkey="Ctrl+Alt+C"))
    visible = [one for one in searcher.dialog.findChildren(QWidget) if one.isVisible()]
    assert searcher.left == ["Громкость"]
    assert not any("в окне программы" in getattr(one, "text", str)() for one in visible)
    assert words_on(searcher.dialog) == lines


def test_window_begins_with_everything_each_time(searcher: Searcher) -> None:
    before = searcher.left
    searcher.type("громк")
    searcher.dialog.hide()
    searcher.dialog.show()
    assert (searcher.field.text(), searcher.left) == ("", before)


def test_volume_that_cannot_be_changed_now_does_not_take_the_focus(qapp: QApplication) -> None:
    searcher = Searcher(Preferences(sound=""))
    searcher.type("громкость")
    QTest.keyClick(searcher.field, Qt.Key.Key_Return)
    assert focused(searcher.dialog) is searcher.field


#: As people ask who have not read the guide.
IN_OWN_WORDS = {
    "ru": {
        "show_as": ("всплывающие окна", "оповещения", "как показывать звонки"),
        "corner": ("где карточка", "расположение", "передвинуть"),
        "monitor": ("второй экран", "на каком мониторе"),
        "over_full_screen": ("презентация", "во весь экран", "поверх всех окон"),
        "colleagues_rings": ("чужие звонки", "звонки отдела"),
        "sound": ("отключить звук", "мелодию", "сигнал"),
        "volume": ("сделать громче", "тише"),
        "desk_phone_rings": ("настольный телефон", "аппарат"),
        "flash": ("мигает значок", "панель задач"),
        "hotkey": ("горячие клавиши", "хоткей", "быстрый набор"),
        "offer_copied": ("буфер обмена", "скопированный номер"),
        "ask_before_links": ("клик по номеру на сайте", "спрашивать перед звонком"),
        "hold_words": ("музыка на удержании", "что слышит клиент"),
        "keep_days": ("удалить звонки", "очистить историю"),
        "scheme": ("темный режим", "оформление"),
        "autostart": ("автозагрузка", "вместе с windows"),
        "tell_updates": ("обновить программу", "новая версия"),
        "crm_rules": ("срм", "карточка клиента", "битрикс 24"),
        "quiet_until": ("не беспокоить", "на обед", "скрыть карточки"),
    },
    "en": {
        "show_as": ("popup", "toast notifications"),
        "corner": ("move the card", "bottom right"),
        "monitor": ("which screen",),
        "over_full_screen": ("fullscreen", "always on top"),
        "colleagues_rings": ("coworkers", "calls of my team"),
        "sound": ("turn off the sound", "ringtone"),
        "volume": ("too loud",),
        "desk_phone_rings": ("telephone",),
        "flash": ("blinking icon",),
        "hotkey": ("shortcut", "key combination"),
        "offer_copied": ("clipboard",),
        "ask_before_links": ("click to call", "confirmation"),
        "hold_words": ("hold music",),
        "keep_days": ("clear the history", "log of calls"),
        "scheme": ("dark mode",),
        "autostart": ("start with windows", "launch at login"),
        "tell_updates": ("upgrade", "new version"),
        "crm_rules": ("customer card", "bitrix"),
        "quiet_until": ("do not disturb", "lunch break"),
    },
}


@pytest.mark.parametrize("language", IN_OWN_WORDS)
def test_settings_are_found_by_the_words_people_have_for_them(
    qapp: QApplication, language: str
) -> None:
    speak(qapp, language)
    searcher, words = Searcher(), dict[str, str]()
    for section in searcher.dialog.findChildren(Section):
        words |= section.words
    asked = IN_OWN_WORDS[language]
    assert asked.keys() == {one.key for one in SETTINGS}
    missed = [
        (key, typed)
        for key, several in asked.items()
        for typed in several
        if key not in found_settings(typed, words)
    ]
    assert missed == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_setting_there_is_can_be_found(qapp: QApplication, language: str) -> None:
    speak(qapp, language)
    searcher = Searcher()
    sections = searcher.dialog.findChildren(Section)
    assert {key for one in sections for key in one.words} == {one.key for one in SETTINGS}
    assert all(words.strip() for one in sections for words in one.words.values())
