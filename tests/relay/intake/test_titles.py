"""Titles as UIS has them, and as administrators change them."""

from __future__ import annotations

import pytest

from uis_desktop.core.events import Kind
from uis_desktop.relay.intake.signs import fold
from uis_desktop.relay.intake.titles import by_title

TITLES: dict[Kind | None, tuple[str, ...]] = {
    Kind.INCOMING: (
        "Входящий звонок на виртуальный номер",
        "Inbound call on a virtual phone number",
        "Интеграция с Битрикс: входящий звонок",
        "Входящий звонок с тегом VIP",
        "Входящий звонок (запись на приём)",
        "Входящий вызов",
        "Incoming call",
    ),
    Kind.CALL_ENDED: (
        "Завершение звонка",
        "Call finished",
        "College call finished",
        "Звонок завершен",
        "Звонок завершён (для CRM)",
        "Входящий звонок завершен",
        "Завершение исходящего звонка",
        "Call completed",
        "call_session_finished",
    ),
    Kind.RECORDED: (
        "Записанный разговор",
        "Call recording completed",
        "Запись разговора",
        "Запись звонка готова",
        "Записан разговор",
        "Talk recording ready",
    ),
    Kind.WAITING: (
        "Ожидание ответа",
        "Waiting for the answer",
        "Категория VIP. Ожидание ответа",
        "Ожидаем ответа сотрудника",
    ),
    Kind.OUTGOING: (
        "Исходящий звонок",
        "Outbound call",
        "Outgoing call started",
    ),
    Kind.TALK_STARTED: (
        "Начало разговора",
        "Talk started",
        "Разговор начат",
        "Разговор начался",
        "Начало разговора (входящий звонок)",
        "talk_started",
    ),
    Kind.TALK_ENDED: (
        "Окончание разговора",
        "Talk finished",
        "Разговор окончен",
        "Разговор завершен",
    ),
    Kind.LOST: (
        "Потерянный звонок",
        "Lost call",
        "Стратегия А - потерянный звонок",
        "Oleg: lost call",
        "Потерянный звонок (сообщение в Телеграм)",
        "Пропущенный вызов",
        "Неотвеченный звонок",
        "Непринятый звонок",
        "Потерянный входящий звонок",
        "Missed call",
        "lost_call",
    ),
    Kind.OTHER: (
        "Исходящее плечо",
        "Завершение плеча",
        "Outgoing leg",
        "Call leg finished",
        "Leg finished",
        "Проставление тега",
        "Неотвеченное сообщение",
        "Голосовая почта",
        "Voicemail",
        "Получен факс",
        "Входящий факс на виртуальный номер",
    ),
    None: (
        "Запись на прием",
        "мой вебхук",
        "Заявка с сайта",
        "Перезвон",
        "Recall campaign finished",
        "Call started",
    ),
}


@pytest.mark.parametrize(
    ("title", "kind"), [(title, kind) for kind, titles in TITLES.items() for title in titles]
)
def test_title_tells_the_kind_whatever_is_written_around_it(title: str, kind: Kind | None) -> None:
    assert by_title(fold(title)) is kind
    assert by_title(fold(f"«{title.upper()}» (новый)")) is kind


@pytest.mark.parametrize("kind", [Kind.LOST, None])
def test_only_the_beginning_of_a_very_long_title_is_read(kind: Kind | None) -> None:
    title = "lost call" if kind else ""
    assert by_title(title.ljust(300) + " входящий звонок") is kind
