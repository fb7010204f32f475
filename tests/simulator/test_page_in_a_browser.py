"""Trying the product by hand without a PBX, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.relay.admin.chromium import Browser, chromium
from tests.simulator.pretender import Pretender, pretender

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def simulator() -> Iterator[Pretender]:
    with pretender() as started:
        yield started


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile"), language="ru") as started:
        yield started


def test_call_in_answer_hold_transfer_and_hang_up_by_hand(
    browser: Browser, simulator: Pretender
) -> None:
    browser.open(simulator.web)
    browser.press("Отвечать буду я")
    browser.until("Отвечаю я, кнопками на этой странице")
    browser.fill("Кто звонит", "79001234567")
    browser.press("Позвонить")
    browser.until("звонит — Смирнов Алексей, 79001234567")
    # The field keeps what was typed: the page has not been loaded anew.
    assert browser.field("Кто звонит").get_attribute("value") == "79001234567"
    browser.press("Ответить: Иванова Анна")
    browser.until("разговаривает — Смирнов Алексей")

    (call,) = simulator.calls()
    session = {"call_session_id": call["call_session_id"]}
    message = {"type": "tts", "value": "Минуту"}
    simulator.ask("hold.call", **session, contact_message=message)
    browser.until("клиент на удержании")
    browser.until("ждёт на удержании — 74950000001")
    simulator.ask("make.call", **session, to="103")
    browser.until("звоним коллеге, клиент ждёт")
    browser.press("Ответить: Сидорова Мария")
    browser.until("говорит с коллегой")
    simulator.ask("transfer.talk", **session)
    browser.until("разговор, переведён")
    browser.press("Положить трубку: Сидорова Мария")
    browser.until("завершён, переведён")
    assert simulator.calls() == []
    assert browser.complaints() == []


def test_customer_is_dialled_and_declines_by_hand(browser: Browser, simulator: Pretender) -> None:
    browser.open(simulator.web)
    browser.press("Отвечать буду я")
    browser.until("Отвечаю я")
    browser.fill("Кому", "79001234567")
    browser.press("Набрать")
    browser.press("Отклонить: Смирнов Алексей, 79001234567")
    browser.until("Исходящий: Смирнов Алексей, 79001234567 ↔ 74950000001 — завершён")


def test_number_that_is_none_is_explained(browser: Browser, simulator: Pretender) -> None:
    browser.open(simulator.web)
    browser.fill("Кто звонит", "восемь")
    browser.press("Позвонить")
    browser.until("Номер пишется цифрами, с кодом страны и без плюса")
    assert simulator.calls() == []


def test_page_says_when_the_simulator_has_stopped(browser: Browser, simulator: Pretender) -> None:
    browser.open(simulator.web)
    browser.until("Телефоны сотрудников")
    simulator.process.terminate()
    simulator.process.wait(15)
    browser.until("Имитатор остановлен")
