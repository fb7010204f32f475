from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import samples
from tests.ui.person import Screen, button, buttons, is_whole, press, words_on
from uis_desktop.core.cards import CardState
from uis_desktop.core.history import Outcome
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.phone import parse
from uis_desktop.ui.cards.popup import GUARD_S
from uis_desktop.ui.language import speak
from uis_desktop.ui.window.rows import call_row


def test_ringing_card_says_state_name_number_line_colleagues_and_count(screen: Screen) -> None:
    assert words_on(screen.card(samples.ringing())) == [
        "Входящий вам · ждёт 0:07",
        "Иванова Анна Сергеевна",
        "ООО «Ромашка»",
        "+7 916 123-45-67",
        "на номер +7 495 000-00-01 · Отдел продаж",
        "Звонит также у: Пётр Сидоров, Мария Кузнецова",
        "3-й звонок",
    ]


def test_additional_parameters_are_told_in_their_order_and_no_more_than_fit(
    screen: Screen,
) -> None:
    view = samples.every_card()["many_parameters"]
    card = screen.card(view)
    shown = words_on(card)[6:-1]
    assert shown[0] == "Заказ: А-1042, оплачен"
    assert shown[1].startswith("Город: Общество с ограниченной")
    assert shown[2].startswith("Источник: <b>Иван</b> <img src="), "plain text"
    assert shown[3] == "Менеджер: Сидоров · ещё 2"
    assert "Заказ: А-1042, оплачен" in card.accessibleDescription()
    card.update_view(replace(view, parameters=()))
    assert words_on(card) == words_on(screen.card(samples.ringing()))


def test_history_row_tells_the_additional_parameters() -> None:
    call = replace(
        samples.call("1", Outcome.LOST, minutes=5),
        parameters=(Parameter(label="Заказ", value="А-1042"),),
    )
    assert call_row(call, str).second.endswith(" · Заказ: А-1042")


@pytest.mark.parametrize(
    ("state", "russian", "english"),
    [
        (
            CardState.RINGING_LINE,
            "Входящий на линию · ждёт 0:07",
            "Incoming, on the line · waiting 0:07",
        ),
        (CardState.RINGING_ME, "Входящий вам · ждёт 0:07", "Incoming, for you · waiting 0:07"),
        (
            CardState.RINGING_COLLEAGUE,
            "Входящий коллеге · ждёт 0:07",
            "Incoming, for a colleague · waiting 0:07",
        ),
        (CardState.REQUESTING, "Отправляем вызов · 0:07", "Placing the call · 0:07"),
        (CardState.CALLING_MY_PHONE, "Снимите трубку · 0:07", "Pick up your phone · 0:07"),
        (CardState.DIALLING, "Вызываем · 0:07", "Calling · 0:07"),
        (CardState.TALKING, "Разговор · 0:07", "Talking · 0:07"),
        (CardState.TAKEN, "Разговаривает Пётр Сидоров", "Пётр Сидоров is talking"),
        (CardState.ENDED, "Звонок завершён · 2:15", "Call ended · talked 2:15"),
        (CardState.NOT_ANSWERED, "Не ответили", "Not answered"),
        (CardState.LOST, "Пропущенный звонок · ждал 0:42", "Missed call · waited 0:42"),
        (CardState.REFUSED, "Ваши телефоны выключены", "Your phones are switched off"),
        (CardState.UNKNOWN, "Неизвестно, прошёл ли вызов", "Not known whether the call was placed"),
        (CardState.SILENT, "Нет данных о звонке", "No news of this call"),
    ],
)
def test_card_says_its_state_in_both_languages(
    screen: Screen, qapp: QApplication, state: CardState, russian: str, english: str
) -> None:
    said = [words_on(screen.card(samples.in_state(state)))[0]]
    speak(qapp, "en")
    screen.now = samples.NOW
    said.append(words_on(screen.card(samples.in_state(state)))[0])
    assert said == [russian, english]


def test_colleague_without_a_name_has_still_taken_the_call(screen: Screen) -> None:
    view = replace(samples.in_state(CardState.TAKEN), taken_by=None)
    assert words_on(screen.card(view))[0] == "Ответил коллега"


def test_a_call_nobody_answered_says_why_and_what_to_do(screen: Screen) -> None:
    busy = replace(samples.in_state(CardState.NOT_ANSWERED), finish_reason="subscriber_busy")
    assert "Номер собеседника занят. Попробуйте позже." in words_on(screen.card(busy))
    talked = replace(samples.in_state(CardState.ENDED), finish_reason="subscriber_disconnects")
    assert not [words for words in words_on(screen.card(talked)) if "трубку" in words]


def test_unknown_caller_shows_the_number_in_place_of_the_name(screen: Screen) -> None:
    words = words_on(screen.card(replace(samples.ringing(), contact_full_name=None)))
    assert words[1] == "+7 916 123-45-67"
    assert words.count("+7 916 123-45-67") == 1


def test_hidden_caller_is_called_hidden_and_offers_nothing_to_dial_or_copy(screen: Screen) -> None:
    view = replace(
        samples.in_state(CardState.LOST), contact_full_name=None, contact_phone_number=None
    )
    card = screen.card(view)
    assert words_on(card)[1] == "Номер скрыт"
    assert buttons(card) == ["✕"]


def test_markup_in_a_name_stays_text_and_control_characters_go(screen: Screen) -> None:
    card = screen.card(samples.every_card()["hostile"])
    labels = card.findChildren(QLabel)
    assert {label.textFormat() for label in labels if label.text()} == {Qt.TextFormat.PlainText}
    name = words_on(card)[1]
    assert name.startswith("<b>Иван</b>")
    assert not set(name) & set("‮\x07")
    assert is_whole(card)


@pytest.mark.parametrize("key", sorted(samples.every_card()))
def test_nothing_on_a_card_is_cut_off_at_its_edge(screen: Screen, key: str) -> None:
    card = screen.card(samples.every_card()[key])
    card.resize(card.wanted_size())
    assert card.width() == 380
    assert is_whole(card)


def test_long_name_takes_two_lines_and_the_whole_of_it_is_in_the_tool_tip(screen: Screen) -> None:
    card = screen.card(samples.every_card()["long"])
    name = next(label for label in card.findChildren(QLabel) if label.objectName() == "name")
    assert name.text().count("\n") == 1
    assert name.text().endswith("…")
    assert name.toolTip().startswith("Общество с ограниченной ответственностью «Межрегиональная")


def test_seconds_run_on(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.TALKING))
    screen.pass_time(3600)
    card.tick()
    assert words_on(card)[0] == "Разговор · 1:00:08"


def test_window_title_tells_a_screen_reader_who_calls(screen: Screen) -> None:
    card = screen.card(samples.ringing())
    assert card.windowTitle() == card.accessibleName() == "Входящий: Иванова Анна Сергеевна"
    assert "+7 916 123-45-67" in card.accessibleDescription()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (CardState.RINGING_ME, ["История", "Копировать"]),
        (CardState.TALKING, ["Завершить", "Перевести…", "Ещё…"]),
        (CardState.ENDED, ["Перезвонить", "История", "Копировать"]),
        (CardState.LOST, ["Перезвонить", "История", "Копировать"]),
        (CardState.NOT_ANSWERED, ["Позвонить ещё раз", "История", "Копировать"]),
    ],
)
def test_card_offers_what_makes_sense_now(
    screen: Screen, state: CardState, offered: list[str]
) -> None:
    assert [b for b in buttons(screen.card(samples.in_state(state))) if b != "✕"] == offered


def test_pressing_call_back_asks_for_that_number_once(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.LOST))
    wanted = QSignalSpy(card.call_back_wanted)
    press(card, "Перезвонить")
    press(card, "Перезвонить")
    assert [wanted.at(n) for n in range(wanted.count())] == [[parse("+79161234567")]]


def test_card_offers_no_call_the_account_cannot_place(screen: Screen) -> None:
    view = replace(samples.ringing(), state=CardState.LOST)
    assert "Перезвонить" in buttons(screen.card(view))
    assert "Перезвонить" not in buttons(screen.card(replace(view, can_call=False)))


def test_pressing_end_call_asks_once_until_the_request_has_come_back(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.TALKING))
    wanted = QSignalSpy(card.end_wanted)
    press(card, "Завершить")
    press(card, "Завершить")
    assert wanted.count() == 1
    card.set_busy(False)
    press(card, "Завершить")
    assert wanted.count() == 2


def test_copying_puts_the_number_as_people_read_it_on_the_clipboard(screen: Screen) -> None:
    card = screen.card(samples.ringing())
    press(card, "Копировать")
    assert QGuiApplication.clipboard().text() == "+7 916 123-45-67"
    assert "Скопировано" in buttons(card)


def test_clicks_in_the_first_moment_do_nothing(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.LOST))
    card.arm_guard()
    wanted = QSignalSpy(card.call_back_wanted)
    screen.pass_time(GUARD_S - 0.01)
    press(card, "Перезвонить")
    assert wanted.count() == 0
    screen.pass_time(0.02)
    press(card, "Перезвонить")
    assert wanted.count() == 1


def test_button_that_has_just_slid_under_the_mouse_does_nothing_yet(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.TALKING))
    card.update_view(samples.in_state(CardState.ENDED))
    wanted = QSignalSpy(card.call_back_wanted)
    press(card, "Перезвонить")
    assert wanted.count() == 0


def test_no_button_of_a_card_is_a_default(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.LOST))
    for words in ("Перезвонить", "История", "Копировать", "✕"):
        assert not button(card, words).isDefault()
        assert not button(card, words).autoDefault()


def test_keys_work_once_the_person_has_asked_for_the_card(screen: Screen) -> None:
    card = screen.card(samples.in_state(CardState.LOST))
    card.take_focus()
    wanted = QSignalSpy(card.call_back_wanted)
    closed = QSignalSpy(card.close_wanted)
    button(card, "Перезвонить").setFocus()
    screen.pass_time(1)
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert (wanted.count(), closed.count()) == (1, 1)


@pytest.mark.parametrize("state", [CardState.TALKING, CardState.ENDED, CardState.TAKEN])
def test_answered_call_says_how_long_the_contact_waited(screen: Screen, state: CardState) -> None:
    view = replace(samples.in_state(state), answered_after_s=65, recorded=False)
    assert words_on(screen.card(view))[-1] == "3-й звонок · ответ через 1:05"


def test_number_is_copied_by_keyboard_where_no_button_has_room_for_it(screen: Screen) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    hidden = screen.card(replace(samples.ringing(), contact_phone_number=None))
    QTest.keyClick(hidden, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"
    talking = screen.card(samples.in_state(CardState.TALKING))
    assert "Копировать" not in buttons(talking)
    QTest.keyClick(talking, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "+7 916 123-45-67"


def test_card_says_whose_contact_it_is(screen: Screen) -> None:
    theirs = replace(samples.ringing(), responsible="Пётр <b>Сидоров</b>")
    assert "Ответственный: Пётр <b>Сидоров</b> · 3-й звонок" in words_on(screen.card(theirs))
    assert "Ваш клиент · 3-й звонок" in words_on(screen.card(replace(theirs, mine=True)))
    nobodys = replace(theirs, responsible="\x00 ")
    assert "3-й звонок" in words_on(screen.card(nobodys))
