from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.person import buttons, field, press, words_on
from uis_desktop import errors
from uis_desktop.session.sign_in import SignInForm
from uis_desktop.ui.signing.services import PRESETS
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog

FORM = SignInForm(
    invite="uis-desktop://enrol?relay=https%3A%2F%2Frelay.example&code=abc",
    login="maria",
    password="secret",
    call_api_url=PRESETS["CoMagic"],
    virtual_phone_number="8 495 000-00-01",
)


def opened(*, enrolled: bool = False, secrets_kept: bool = True) -> SignInDialog:
    dialog = SignInDialog(enrolled=enrolled, secrets_kept=secrets_kept)
    dialog.open_up()
    return dialog


def test_filled_form_is_handed_over_as_it_was_typed(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    sent = QSignalSpy(dialog.submitted)
    press(dialog, "Войти")
    assert sent.at(0) == [FORM]


def test_what_is_left_out_is_asked_for_and_nothing_is_sent(qapp: QApplication) -> None:
    dialog = opened()
    sent = QSignalSpy(dialog.submitted)
    press(dialog, "Войти")
    assert sent.count() == 0
    assert words_on(dialog).count("Заполните это поле.") == 3


def test_enrolled_device_is_not_asked_for_an_invite(qapp: QApplication) -> None:
    dialog = opened(enrolled=True)
    dialog.fill(FORM)
    assert not field(dialog, "Ссылка-приглашение").isVisible()
    sent = QSignalSpy(dialog.submitted)
    press(dialog, "Войти")
    assert sent.at(0)[0].invite == ""


def test_other_address_can_be_given(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    service = dialog.findChild(QComboBox)
    assert isinstance(service, QComboBox)
    assert not field(dialog, "Адрес Call API").isVisible()
    service.setCurrentText("Другой адрес")
    field(dialog, "Адрес Call API").setText("https://calls.example/v4.0")
    sent = QSignalSpy(dialog.submitted)
    press(dialog, "Войти")
    assert sent.at(0)[0].call_api_url == "https://calls.example/v4.0"


def test_who_has_no_login_at_uis_is_asked_for_none(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    service = dialog.findChild(QComboBox)
    assert isinstance(service, QComboBox)
    service.setCurrentText("Через сервер компании, без логина UIS")
    hidden = ("Логин", "Пароль", "Адрес Call API")
    assert not any(field(dialog, name).isVisible() for name in hidden)
    sent = QSignalSpy(dialog.submitted)
    press(dialog, "Войти")
    form = sent.at(0)[0]
    assert (form.login, form.password, form.call_api_url) == ("", "", "")
    again = opened()
    again.fill(form)
    assert not field(again, "Логин").isVisible()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.SignInRefused("x"), "Неверный логин или пароль"),
        (errors.InviteRefused("x"), "Приглашение не подходит"),
        (errors.NotAPhoneNumber("too_short"), "Номер слишком короткий"),
        (errors.NotOurNumber("free_for_callers"), "С этого номера нельзя позвонить"),
        (errors.ServiceUnreachable("x"), "Нет связи"),
        (errors.OutcomeUnknown("x"), "Ответ не пришёл"),
        (errors.NotAnInvite("x"), "Это не ссылка-приглашение"),
        (errors.CertificateRefused("x", "relay.example"), "Вместо сервера отвечает кто-то"),
        (errors.ServiceRefused("ip_not_whitelisted"), "UIS не принимает запросы из этой сети"),
    ],
)
def test_what_went_wrong_is_said_in_words(
    qapp: QApplication, error: errors.UisError, words: str
) -> None:
    dialog = opened()
    dialog.show_problem(error)
    assert any(line.replace("\n", " ").startswith(words) for line in words_on(dialog))


def test_second_problem_replaces_the_first(qapp: QApplication) -> None:
    dialog = opened()
    dialog.show_problem(errors.SignInRefused("x"))
    dialog.show_problem(errors.ServiceUnreachable("x"))
    assert not any("Неверный логин" in line for line in words_on(dialog))


def test_form_cannot_be_sent_twice_while_it_is_checked(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    sent = QSignalSpy(dialog.submitted)
    dialog.set_busy(True)
    assert "Проверяем…" in buttons(dialog)
    press(dialog, "Проверяем…")
    assert sent.count() == 0


def test_missing_password_store_is_told(qapp: QApplication) -> None:
    said = " ".join(words_on(opened(secrets_kept=False))).replace("\n", " ")
    assert "пароль и приглашение придётся вводить при каждом запуске" in said


def test_password_is_never_shown(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    assert field(dialog, "Пароль").displayText() == "●" * len(FORM.password)
    assert FORM.password not in repr(FORM)


def test_closing_the_form_only_hides_it(qapp: QApplication) -> None:
    dialog = opened()
    closed = QSignalSpy(dialog.closed)
    dialog.close()
    assert closed.count() == 1
    dialog.open_up()
    assert dialog.isVisible()


def test_missing_password_store_is_told_once(qapp: QApplication) -> None:
    dialog = opened(secrets_kept=False)
    dialog.show_problem(errors.SecretsUnavailable("no store"))
    assert len([words for words in words_on(dialog) if "хранилищ" in words.lower()]) == 1


def test_own_network_page_is_opened_for_the_host_that_was_asked(qapp: QApplication) -> None:
    dialog = opened()
    wanted = QSignalSpy(dialog.page_wanted)
    dialog.show_problem(errors.CertificateRefused("x", "relay.example"))
    press(dialog, "Открыть браузер")
    assert wanted.at(0) == ["relay.example"]


def test_form_that_was_changed_since_is_another_one(qapp: QApplication) -> None:
    dialog = opened()
    dialog.fill(FORM)
    assert dialog.still_says(FORM)
    field(dialog, "Логин").setText("anna")
    assert not dialog.still_says(FORM)
    field(dialog, "Логин").clear()
    assert not dialog.still_says(FORM)


def test_invite_says_whose_server_it_leads_to(qapp: QApplication) -> None:
    dialog = opened()
    dialog.show_invite(FORM.invite)
    assert "Сервер компании: relay.example" in words_on(dialog)
    dialog.show_invite("uis-desktop://enrol?relay=javascript%3Aalert&code=1")
    assert any("Это не ссылка-приглашение" in line for line in words_on(dialog))
