"""Rules for the CRM are made by keyboard, and nothing that is typed is lost."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.person import press, words_on
from tests.ui.test_desk import Office
from uis_desktop.core.crm_filling import Fault, Problem
from uis_desktop.core.crm_rules import CrmRule, Moment, Way
from uis_desktop.core.events import Direction
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.language import speak
from uis_desktop.ui.settings.crm_dialog import CrmDialog
from uis_desktop.ui.settings.crm_words import problem_words
from uis_desktop.ui.settings.settings_dialog import SettingsDialog

W = TypeVar("W", bound=QWidget)

FIRST = CrmRule(moment=Moment.RING, target="https://one.example/{number}")
SECOND = CrmRule(moment=Moment.ANSWER, target="https://two.example/{number}")


class Editor:
    """The dialog, and what was chosen in it."""

    def __init__(self, *rules: CrmRule) -> None:
        self.dialog = CrmDialog(rules)
        self.told: list[tuple[CrmRule, ...]] = []
        self.dialog.chosen.connect(self.told.append)
        self.dialog.show()

    def named(self, kind: type[W], words: str) -> W:
        (found,) = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == words]
        return found

    @property
    def newest(self) -> list[CrmRule]:
        """What was told last."""
        return list(self.told[-1])

    @property
    def rules(self) -> QListWidget:
        return self.named(QListWidget, "Правила, действует первое подходящее")

    @property
    def target(self) -> QPlainTextEdit:
        return self.dialog.findChildren(QPlainTextEdit)[0]

    def type_target(self, text: str) -> None:
        self.target.setFocus()
        self.target.selectAll()
        QTest.keyClicks(self.target, text)

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self.rules.setFocus()
        QTest.keyClick(self.rules, key, modifier)


@pytest.fixture
def editor(qapp: QApplication, qtbot: QtBot) -> Editor:
    editor = Editor(FIRST, SECOND)
    qtbot.waitActive(editor.dialog)
    editor.dialog.activateWindow()
    return editor


def test_rule_typed_anew_is_in_force_when_its_field_is_left(editor: Editor) -> None:
    editor.type_target("https://new.example/{number_10}")
    assert editor.told == [], "half an address is not carried out while it is typed"
    QTest.keyClick(editor.target, Qt.Key.Key_Tab)
    assert editor.told[-1][0].target == "https://new.example/{number_10}"
    assert editor.told[-1][1] == SECOND


def test_preview_shows_what_is_opened_while_one_types(editor: Editor) -> None:
    editor.type_target("https://crm.example/?n={number_10}&q={contact_name}")
    (shown,) = [line for line in words_on(editor.dialog) if "откроется" in line]
    assert "https://crm.example/?n=9990000000&q=%D0%90" in shown.replace("\n", "")


def test_wrong_rule_is_told_in_words_beside_its_field_and_kept(editor: Editor) -> None:
    editor.type_target("https://crm.example/{nummer}")
    assert any("{nummer}" in line for line in words_on(editor.dialog))
    assert "{nummer}" in editor.target.accessibleDescription()
    assert not any("откроется" in line for line in words_on(editor.dialog))
    assert editor.rules.item(0).text().startswith("С ошибкой")
    editor.dialog.close()
    assert editor.told[-1][0].target == "https://crm.example/{nummer}"


def test_line_that_is_no_number_is_told_beside_the_line(editor: Editor) -> None:
    line = editor.named(QLineEdit, "На нашу линию")
    QTest.keyClicks(line, "main")
    assert "74950000001" in line.accessibleDescription()
    line.clear()
    QTest.keyClicks(line, "8 495 000-00-01")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.accessibleDescription() == ""
    assert editor.told[-1][0].line == "74950000001"


def test_rules_are_added_copied_moved_and_removed_by_keyboard(editor: Editor) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    editor.keys(Qt.Key.Key_Down, alt)
    assert editor.newest == [SECOND, FIRST]
    editor.keys(Qt.Key.Key_Up, alt)
    assert editor.newest == [FIRST, SECOND]
    editor.keys(Qt.Key.Key_D, control)
    assert editor.newest == [FIRST, FIRST, SECOND]
    editor.keys(Qt.Key.Key_Delete, control)
    assert editor.newest == [FIRST, SECOND]
    editor.keys(Qt.Key.Key_N, control)
    assert CrmRule() in editor.newest
    assert editor.target.hasFocus()


def test_last_rule_can_be_removed_and_then_nothing_can_be_filled_in(qapp: QApplication) -> None:
    editor = Editor(FIRST)
    press(editor.dialog, "Удалить")
    assert editor.told == [()]
    assert not editor.target.isEnabled()
    assert any("Правил пока нет" in line for line in words_on(editor.dialog))


def test_delete_in_a_field_removes_letters_and_no_rule(editor: Editor) -> None:
    editor.target.setFocus()
    QTest.keyClick(editor.target, Qt.Key.Key_Delete)
    assert len(editor.dialog.rules) == 2


@pytest.mark.parametrize(
    ("crm", "typed", "target"),
    [
        (
            "Bitrix24",
            "https://rose.bitrix24.ru/crm/",
            "https://rose.bitrix24.ru/crm/contact/list/"
            "?apply_filter=Y&with_preset=Y&FIND={number_10}",
        ),
        ("amoCRM", "rose.amocrm.ru", "https://rose.amocrm.ru/contacts/list/?term={number_10}"),
        ("Planfix", "ROSE.planfix.ru", "https://rose.planfix.ru/contact/{parameter:Planfix}"),
    ],
)
def test_ready_rule_asks_only_for_the_address(
    qapp: QApplication, crm: str, typed: str, target: str
) -> None:
    editor = Editor()
    editor.named(QComboBox, "Какая CRM").setCurrentText(crm)
    host = editor.named(QLineEdit, "Адрес вашей CRM")
    QTest.keyClicks(host, typed)
    QTest.keyClick(host, Qt.Key.Key_Return)
    rule = CrmRule(moment=Moment.RING, direction=Direction.IN, target=target)
    assert editor.told == [(rule,)]
    assert any("откроется" in line for line in words_on(editor.dialog))


def test_ready_rule_without_an_address_says_what_to_copy(qapp: QApplication) -> None:
    editor = Editor()
    press(editor.dialog, "Добавить готовое")
    assert any("company.bitrix24.ru" in line for line in words_on(editor.dialog))
    assert editor.told == []


def test_value_is_inserted_where_the_cursor_is(editor: Editor) -> None:
    editor.type_target("https://crm.example/")
    (insert,) = [
        one for one in editor.dialog.findChildren(QPushButton) if one.text() == "Вставить данные"
    ]
    entry = next(one for one in insert.menu().actions() if one.text() == "Номер: +79161234567")
    entry.trigger()
    assert editor.target.toPlainText() == "https://crm.example/{number_plus}"


def test_program_is_shown_with_its_arguments_apart(qapp: QApplication) -> None:
    editor = Editor(CrmRule(way=Way.PROGRAM, target="/opt/crm\n--name\n{contact_name}"))
    (shown,) = [line for line in words_on(editor.dialog) if "откроется" in line]
    assert "/opt/crm --name 'Анна Иванова'" in shown.replace("\n", " ")


def test_rules_changed_elsewhere_are_shown(editor: Editor) -> None:
    editor.dialog.show_rules((SECOND,))
    assert editor.rules.count() == 1
    assert editor.told == []


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(qapp: QApplication, language: str, fault: Fault) -> None:
    speak(qapp, language)
    words = problem_words(Problem(fault, "<b>x</b>"))
    assert words
    assert "{what}" not in words
    assert "{most}" not in words


async def test_rules_chosen_in_the_settings_are_kept_and_carried_out(qapp: QApplication) -> None:
    office = Office(qapp)
    office.preferences.kept = Preferences(crm_rules=(FIRST,))
    async with office.at_work():
        office.desk.tray_menu.settings_chosen.emit()
        settings = await office.see(SettingsDialog)
        press(settings, "Открывать клиента в CRM…")
        rules = await office.see(CrmDialog)
        press(rules, "Копия")
        assert office.preferences.kept.crm_rules == (FIRST, FIRST)
