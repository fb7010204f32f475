"""The rules tried on yesterday's calls: call, what would be opened, or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Guessing
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget

from tests.session.stage import until
from tests.ui import samples
from tests.ui.person import press, words_on
from tests.ui.test_desk import Office
from tests.ui.test_opening import Browser, browser
from uis_desktop.core.crm_rules import CrmRule, Moment
from uis_desktop.core.crm_trial import Trial, WhyNot
from uis_desktop.core.history import Outcome
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.language import speak
from uis_desktop.ui.moments import day_begins
from uis_desktop.ui.settings.crm_dialog import CrmDialog
from uis_desktop.ui.settings.crm_trial_dialog import CrmTrialDialog
from uis_desktop.ui.settings.settings_dialog import SettingsDialog

__all__ = ["browser"]

RULE = CrmRule(moment=Moment.RING, target="https://crm.example/{number}")
LOST = samples.call("1", Outcome.LOST, minutes=5, name="<b>Анна</b>")


def lines(dialog: CrmTrialDialog) -> list[str]:
    (shown,) = dialog.findChildren(QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


async def test_yesterday_s_calls_are_tried_and_nothing_is_opened(
    qapp: QApplication, browser: Browser
) -> None:
    office = Office(qapp)
    office.preferences.kept = Preferences(crm_rules=(RULE,))
    noon = day_begins(-1) + timedelta(hours=12)
    for row in (
        replace(LOST, key="yesterday", started_at=noon),
        replace(LOST, key="colleague", started_at=noon, concerns_me=False),
        replace(LOST, key="today", started_at=day_begins(0), contact_full_name="Today"),
    ):
        office.stage.journal.rows[row.key] = row
    async with office.at_work():
        office.desk.tray_menu.settings_chosen.emit()
        press(await office.see(SettingsDialog), "Открывать клиента в CRM…")
        press(await office.see(CrmDialog), "Проверить на вчерашних звонках…")
        trial = await office.see(CrmTrialDialog)
        await until(lambda: len(lines(trial)) == 2)
        both = "\n".join(lines(trial))
        assert "По кнопке" not in both
        assert "Как только звонит → https://crm.example/79161234567" in both
        assert "Ничего: звонил не ваш телефон" in both
        assert "Today" not in both
        period = trial.findChildren(QComboBox)[0]
        QTest.keyClick(period, Qt.Key.Key_End)
        await until(lambda: len(lines(trial)) == 3)
    assert browser.urls == []


def test_days_without_calls_say_so(qapp: QApplication) -> None:
    dialog = CrmTrialDialog()
    dialog.show()
    dialog.show_trials(())
    assert "В эти дни звонков не было." in words_on(dialog)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("why_not", WhyNot)
def test_every_reason_has_words_and_a_stranger_s_name_is_no_markup(
    qapp: QApplication, language: str, why_not: WhyNot
) -> None:
    speak(qapp, language)
    dialog = CrmTrialDialog()
    dialog.show_trials([Trial(row=LOST, why_not=why_not, missing="parameter:<i>")])
    (line,) = lines(dialog)
    assert "<b>Анна</b>" in line
    assert "{name}" not in line
    (shown,) = dialog.findChildren(QListWidget)
    assert not Guessing.mightBeRichText(shown.item(0).toolTip())
