"""Every state of the administrator's page, one after another, for a camera."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from tests.relay.admin.chromium import Browser
from tests.relay.admin.office import PASSWORD, Office, notify, pretend_uis
from tests.relay.rendering import quoted, render
from tests.relay.running import command, send
from uis_desktop.relay.journals.entries import Entry, Sort, put_entries
from uis_desktop.relay.journals.tables import open_journals
from uis_desktop.relay.templates import TEMPLATES

TABS = (
    "setup", "people", "contacts", "interactive", "calls", "connections", "access", "journal",
)  # fmt: skip
#: Markup, letters that turn the line around, an emoji, and no blank anywhere.
HOSTILE = "<b onclick=alert(1)>Ivan</b>\u202egnp.exe\u2066 \U0001f600" + "W" * 60
_NAMES = ("Иванова Анна", "Ким Ю", "Константинопольский-Задунайский Александр Константинович")
_OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


class Taker(Protocol):
    """A camera."""

    browser: Browser

    def page(self, name: str, url: str, prepare: Callable[[], object] | None = None) -> None:
        """A page that can be opened."""
        ...

    def state(self, name: str) -> None:
        """What the browser shows now."""
        ...


def play(camera: Taker, office: Office) -> None:
    """All of them."""
    _at_the_door(camera, office)
    _first_day(camera, office)
    _ticks(camera, office)
    _hostile(camera, office)
    _with_uis(camera, office)
    _large(camera, office)
    _rings(camera, office)


def _at_the_door(camera: Taker, office: Office) -> None:
    browser = camera.browser
    camera.page("door-sign-in", f"{office.page}/sign-in")
    browser.open(f"{office.page}/sign-in?language=ru")
    browser.field("Пароль").send_keys("wrong\n")
    browser.until("не подходит")
    camera.state("door-wrong")
    for _ in range(5):
        browser.field("Пароль").send_keys("wrong\n")
        browser.until("Пароль")
    camera.state("door-too-often")
    camera.page("door-bad-link", f"{office.page}/link/nonsense")
    link = office.link()
    camera.page("door-link", link)
    browser.open(f"{link}?language=ru")
    browser.evaluate("document.querySelector('main button').click()")
    browser.until("Компани")
    camera.page("companies-none", f"{office.page}/companies")
    camera.page("refused", f"{office.page}/a/nobody/setup")


def _first_day(camera: Taker, office: Office) -> None:
    page = f"{office.page}/a/{office.found('Пустота')}"
    for tab in TABS:
        camera.page(f"empty-{tab}", f"{page}/{tab}")
    browser = camera.browser
    browser.open(f"{page}/people?language=ru")
    browser.fill("Имя", " ")
    browser.fill("Номер сотрудника в UIS", "12 a")
    browser.fill("Внутренний номер", "1o1")
    browser.press("Добавить сотрудника")
    browser.until("только цифры")
    camera.state("people-wrong")


def _ticks(camera: Taker, office: Office) -> None:
    account = office.found("Ромашка")
    page, hook = f"{office.page}/a/{account}", office.hook(account)
    browser = camera.browser

    def open_first() -> None:
        browser.evaluate("document.querySelectorAll('details.kind')[0].open = true")

    notify(hook, slice(0, 2))
    camera.page("ticks-two", f"{page}/setup", open_first)
    bad = quoted(TEMPLATES[3].text)
    send(hook, render(bad, notification_name=TEMPLATES[3].title))
    send(hook, b'{"notification_mnemonic":"my_own_ring","call_session_id":"1","employee_id":1}')
    send(hook, b"\x00\x01 nothing a person could read " * 20)
    camera.page("ticks-bad", f"{page}/setup", lambda: browser.evaluate(_OPEN_ALL))
    office.employ(account, _NAMES)
    notify(hook)
    camera.page("ticks-all", f"{page}/setup")
    camera.page("calls-some", f"{page}/calls")
    camera.page("people-three", f"{page}/people")
    browser.open(f"{page}/people?language=ru")
    browser.press(f"Пригласить: {_NAMES[0]}")
    browser.until("Ссылка-приглашение")
    camera.page("invite", f"{page}/people/123456/invite")
    office.enrol(account, "123456", "Ноутбук Анны")
    office.enrol(account, "123456", "ANNA-PC")
    camera.page("person", f"{page}/people/123456")
    for name, content in (
        ("good", "телефон;имя;компания;ответственный\n89001112233;Пётр;ООО Рога;Иванова Анна\n"),
        ("bad", "телефон;имя\n89001112233;Пётр\nкуку;Павел\n;\n"),
    ):
        file = office.folder / f"contacts-{name}.csv"
        file.write_text(content, encoding="cp1251")
        browser.open(f"{page}/contacts?language=ru")
        browser.field("Файл").send_keys(str(file))
        browser.press("Проверить файл")
        browser.until(".csv")
        camera.state(f"contacts-{name}-file")


def _hostile(camera: Taker, office: Office) -> None:
    account = office.found(HOSTILE[:100])
    page, hook = f"{office.page}/a/{account}", office.hook(account)
    (anna,) = office.employ(account, [HOSTILE])
    office.enrol(account, anna, HOSTILE[:64])
    notify(hook, slice(0, 5), contact_full_name=HOSTILE * 300, scenario_name=HOSTILE)
    strange = {"notification_mnemonic": HOSTILE, "notification_name": HOSTILE, HOSTILE: HOSTILE}
    send(hook, json.dumps({**strange, "call_session_id": HOSTILE}).encode())
    send(hook, b"\xff\xfe<script>alert(1)</script>" * 30)
    for tab in (*TABS, f"people/{anna}"):
        name = tab.replace("/", "-")
        camera.page(f"hostile-{name}", f"{page}/{tab}", lambda: camera.browser.evaluate(_OPEN_ALL))
    camera.page("companies-some", f"{office.page}/companies")


def _with_uis(camera: Taker, office: Office) -> None:
    account = office.found("С доступом к UIS")
    page, browser = f"{office.page}/a/{account}", camera.browser
    key = office.folder / "key"
    key.write_text("demo-key\n", encoding="utf-8")
    with pretend_uis() as ready:
        done = command(
            office.data, "uis", "set", "--account", account, "--key-file", str(key),
            "--call-api", str(ready["call_api"]), "--data-api", str(ready["data_api"]),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        browser.open(f"{page}/access?language=ru")
        browser.press("Проверить доступ")
        browser.until("Проверено")
        camera.page("access-checked", f"{page}/access")
        browser.open(f"{page}/people?language=ru")
        browser.press("Взять сотрудников из UIS")
        browser.until("Последний раз")
        camera.page("people-fetched", f"{page}/people")
        browser.open(f"{page}/contacts?language=ru")
        browser.press("Обновить сейчас")
        browser.until("контакт")
        camera.page("contacts-fetched", f"{page}/contacts")
    browser.open(f"{page}/people?language=ru")
    browser.press("Взять сотрудников из UIS")
    browser.until("не удалась")
    camera.page("people-fetch-failed", f"{page}/people")


def _large(camera: Taker, office: Office) -> None:
    account = office.found("Крупная")
    page, hook = f"{office.page}/a/{account}", office.hook(account)
    people = office.employ(account, [f"Сотрудник Номер {number}" for number in range(1, 201)])
    notify(hook)
    _fill_journals(office, account)
    camera.page("large-people", f"{page}/people")
    camera.page("large-people-found", f"{page}/people?q=17")
    camera.page("large-journal", f"{page}/journal")
    camera.page("large-interactive", f"{page}/interactive?numa=79001234567&numb=74950000001")
    tokens = [office.enrol(account, one, f"PC-{one}") for one in people[:50]]
    with office.connected(tokens):
        notify(hook, slice(3, 5), call_session_id=55)
        camera.page("large-connections", f"{page}/connections")
        camera.page("large-people-online", f"{page}/people")


def _fill_journals(office: Office, account: str) -> None:
    now = datetime.now(UTC)
    journals = open_journals(office.data)
    answer = {"phones": ["101"]}
    answers = [
        Entry(account=account, sort=Sort.INTERACTIVE, at=now - timedelta(minutes=number),
              phone_number=f"+7900{number:07}", call_session_id=str(number),
              detail={"reason": "responsible", "answer": answer, "contact": "Пётр Петров",
                      "responsible": "Сотрудник Номер 7"})
        for number in range(80)
    ]  # fmt: skip
    clicks = [
        Entry(account=account, sort=Sort.CALL_API, at=now - timedelta(hours=number),
              phone_number=f"+7900{number:07}", employee_id="123460",
              detail={"method": "start.employee_call", "answer": "ok", "ms": 120 + number})
        for number in range(120)
    ]  # fmt: skip
    put_entries(journals, [*answers, *clicks])
    journals.close()


def _rings(camera: Taker, office: Office) -> None:
    account, browser = office.found("Звонок"), camera.browser
    page = f"{office.page}/a/{account}"
    anna, kim, _ = office.employ(account, _NAMES)
    token = office.enrol(account, anna, "Ноутбук Анны")
    office.enrol(account, kim, "Стойка")
    with office.connected([token]) as (stream,):
        camera.page("connections-one", f"{page}/connections")
        browser.open(f"{page}/connections?language=ru")
        browser.evaluate("document.querySelector('form[action$=ring]').requestSubmit()")
        while "uis.call.waiting" not in str(stream.recv(10)):
            pass
        stream.ping().wait(5)
        browser.until("Звонок дошёл")
        camera.page("ring-arrived", str(browser.evaluate("return location.href")))
    for number, told in ((0, "не на связи"), (1, "не на связи")):
        browser.open(f"{page}/connections?language=ru")
        browser.evaluate(f"document.getElementById('device').selectedIndex = {number}")
        browser.evaluate("document.querySelector('form[action$=ring]').requestSubmit()")
        browser.until(told)
    camera.page("ring-offline", str(browser.evaluate("return location.href")))
    browser.open(f"{office.page}/sign-in")
    assert PASSWORD not in browser.driver.page_source
