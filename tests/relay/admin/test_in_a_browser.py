"""The administrator's way from an empty relay to a ringing desktop, in a real Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.relay.admin.chromium import Browser
from tests.relay.rendering import render
from tests.relay.running import RelayProcess, command, send, told
from tests.wire.desktop import open_stream, resumed
from uis_desktop.core.invite import parse_invite
from uis_desktop.relay.directory.tables import open_directory
from uis_desktop.relay.templates import TEMPLATES

ANNA = "123456"
pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RelayProcess]:
    data, password = tmp_path / "data", tmp_path / "password"
    password.write_text("correct horse battery\n", encoding="utf-8")
    told(data, "account", "add", "Ромашка")
    set_ = command(data, "admin", "password", "--password-file", str(password))
    assert set_.returncode == 0, set_.stderr
    process = RelayProcess(data)
    yield process
    assert process.stop() == 0, process.log()


@contextmanager
def enrolled(link: str) -> Iterator[ClientConnection]:
    """A desktop that has used the invite, and is connected."""
    invite = parse_invite(link)
    body = json.dumps({"code": invite.code, "device_name": "Ноутбук Анны"}).encode()
    reply = send(f"{invite.relay_url}/v1/enrol", body).json()
    with open_stream(str(reply["stream_url"]), str(reply["device_token"])) as stream:
        resumed(stream)
        yield stream


def close_code(stream: ClientConnection) -> int | None:
    """Read to the end; why the relay closed."""
    try:
        while True:
            stream.recv(10)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd is not None else None


def test_from_an_empty_relay_to_a_ringing_desktop(browser: Browser, relay: RelayProcess) -> None:
    browser.open(str(told(relay.data, "admin", "link")["link"]))
    browser.press("Войти")
    browser.until("приходит 0 из 8")

    browser.press("Копировать: Адрес для уведомлений")
    browser.until("✓ Готово")
    hook = str(browser.evaluate("return document.getElementById('notification-url').value"))

    browser.press("Сотрудники")
    browser.until("Сотрудников пока нет")
    browser.fill("Имя", "Иванова Анна")
    browser.fill("Номер сотрудника в UIS", ANNA)
    browser.fill("Внутренний номер", "101")
    browser.press("Добавить сотрудника")
    browser.until("Сотрудник добавлен")

    browser.press("Настройка")
    for template in TEMPLATES:
        body = render(template.text, notification_name=template.title)
        assert send(hook, body).json() == {"status": "stored"}
    # Nobody reloads the page: it looks for news itself.
    browser.until("приходят все восемь")
    ticks = browser.driver.find_elements(By.CSS_SELECTOR, "[aria-label='приходит']")
    assert len(ticks) == 8

    browser.press("Сотрудники")
    browser.press("Пригласить: Иванова Анна")
    link = str(browser.field("Ссылка-приглашение").get_attribute("value"))
    picture = browser.driver.find_element(By.CSS_SELECTOR, ".qr svg")
    assert picture.is_displayed()
    assert picture.size["width"] >= 150

    with enrolled(link) as desktop:
        browser.press("Подключения")
        words = browser.until("Ноутбук Анны")
        assert "1 рабочее место" in words
        browser.press("Позвонить")
        words = browser.until("Звонок дошёл.")
        assert "Прочитано программой на компьютере" in words
        browser.until("всё получено")
        assert not browser.complaints()

        browser.press("Иванова Анна")
        browser.until("в сети")
        browser.press("Отключить: Ноутбук Анны")
        browser.until("Компьютер отключён.")
        assert close_code(desktop) == 4401
    browser.press("Подключения")
    browser.until("Никто не подключён.")
    browser.press("Выйти")
    browser.until("Вход администратора")
    assert not browser.complaints()


_UNNAMED = """
const used = "main input:not([type=hidden], [hidden]), main select, main textarea, button, a";
return [...document.querySelectorAll(used)]
  .filter(one => !(one.labels?.length || one.ariaLabel || one.textContent.trim()))
  .map(one => one.outerHTML.slice(0, 200));
"""
_TOO_WIDE = """
return document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")]
      .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
      .map(one => one.tagName + " " + one.className + " " + one.textContent.slice(0, 60))
  : [];
"""
#: Contrast of each text with the ground it stands on (WCAG 2.2, 1.4.3).
_PALE = """
const channel = (value) =>
  (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const colour = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ground = (one) => {
  for (; one; one = one.parentElement) {
    const found = colour(getComputedStyle(one).backgroundColor);
    if (found.length < 4 || found[3] > 0) return found;
  }
  return [255, 255, 255];
};
const pale = [];
for (const one of document.querySelectorAll("body *")) {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !one.checkVisibility() || one.closest("option, svg")) continue;
  const [a, b] = [light(colour(getComputedStyle(one).color)), light(ground(one))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) pale.push(ratio.toFixed(2) + " " + one.outerHTML.slice(0, 150));
}
return pale;
"""


def test_every_page_can_be_read_and_used_by_everybody(
    browser: Browser, relay: RelayProcess
) -> None:
    """Both languages, light and dark, wide and narrow; nothing in the console."""
    long = "Константинопольский-Задунайский Александр Константинович, отдел корпоративных продаж"
    account = str(told(relay.data, "account", "add", "Очень длинное название " * 4)["account"])
    told(relay.data, "employee", "add", "--account", account, "--id", ANNA, "--name", long)
    hook = str(told(relay.data, "templates", "--account", account)["notification_url"])
    for template in TEMPLATES[:5]:
        send(hook, render(template.text, notification_name=template.title, contact_full_name=long))
    send(hook, b'{"notification_mnemonic":"' + b"unknown" * 20 + b'","call_session_id":"1"}')
    send(hook, b"\x00" * 300)
    browser.open(f"{relay.url}/admin/sign-in")
    browser.evaluate("document.getElementById('password').focus()")
    browser.field("Пароль").send_keys("correct horse battery\n")
    browser.until("Компании")
    tabs = ("setup", "people", "contacts", "interactive", "calls", "connections", "access")
    places = ["companies", *(f"a/{account}/{tab}" for tab in (*tabs, "journal", f"people/{ANNA}"))]
    try:
        for language, scheme, width in (("ru", "light", 320), ("en", "dark", 1200)):
            browser.set_scheme("dark" if scheme == "dark" else "light")
            browser.set_width(width)
            for place in places:
                browser.open(f"{relay.url}/admin/{place}?language={language}")
                browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                assert browser.evaluate("return document.documentElement.lang") == language
                assert browser.evaluate(_UNNAMED) == [], (place, language)
                assert browser.evaluate(_TOO_WIDE) == [], (place, width)
                assert browser.evaluate(_PALE) == [], (place, scheme)
        assert browser.complaints() == []
    finally:
        browser.set_scheme("light")
        browser.set_width(1200)


def test_page_can_be_walked_by_keyboard(browser: Browser, relay: RelayProcess) -> None:
    browser.open(f"{relay.url}/admin/sign-in?language=ru")
    browser.field("Пароль").send_keys("correct horse battery\n")
    browser.until("приходит 0 из 8")
    seen = []
    for _ in range(25):
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
        seen.append(str(browser.evaluate("return document.activeElement.textContent.trim()")))
        assert browser.evaluate(
            "return getComputedStyle(document.activeElement).outlineStyle != 'none'"
        )
    assert seen[0] == "К содержанию"
    assert "Копировать" in seen
    assert any("Входящий звонок на виртуальный номер" in one for one in seen)


def test_the_eyes_of_these_tests_see(browser: Browser, relay: RelayProcess) -> None:
    """What the page is searched for would be found."""
    browser.open(f"{relay.url}/admin/sign-in")
    for look in (_UNNAMED, _TOO_WIDE, _PALE):
        assert browser.evaluate(look) == []
    browser.evaluate(
        "const form = document.querySelector('main form');"
        "form.append(document.createElement('input'));"
        "const pale = document.createElement('p');"
        "pale.textContent = 'pale'; pale.style.color = '#bbb'; pale.style.width = '3000px';"
        "form.append(pale);"
    )
    for look in (_UNNAMED, _TOO_WIDE, _PALE):
        assert browser.evaluate(look) != []
    browser.evaluate("document.body.setAttribute('style', 'color: red')")
    browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')"
    )
    assert any("Content Security Policy" in one for one in browser.complaints())


def test_rules_for_our_numbers_are_changed_on_the_page(
    browser: Browser, relay: RelayProcess
) -> None:
    with closing(open_directory(relay.data)) as directory:
        directory.execute("INSERT INTO line SELECT id, '+78120000003', NULL FROM account")
    browser.open(str(told(relay.data, "admin", "link")["link"]))
    browser.press("Войти")
    browser.press("Кому звонок")
    field = "Код или начало номера = ваш номер, по одному правилу в строке"
    browser.fill(field, "812 = 8 800 555-35-35")
    browser.press("Сохранить номера")
    browser.until("только принимает звонки")
    assert browser.field(field).get_attribute("value") == "812 = 8 800 555-35-35"
    browser.fill(field, "812 = 8 812 000-00-03")
    browser.press("Сохранить номера")
    browser.until("Правила сохранены")
    assert browser.field(field).get_attribute("value") == "+7812 = +78120000003"
