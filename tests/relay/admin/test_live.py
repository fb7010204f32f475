"""A page that renews itself under somebody's hands, in a real Chromium."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.relay.admin.chromium import Browser
from tests.relay.admin.office import Office, notify

pytestmark = pytest.mark.timeout(120)


def let_in(browser: Browser, office: Office, account: str, tab: str) -> None:
    """Signed in, at a page of a company."""
    browser.open(f"{office.link()}?language=ru")
    browser.press("Войти")
    browser.until("Сотрудники")
    browser.open(f"{office.page}/a/{account}/{tab}?language=ru")


def focused(browser: Browser) -> str:
    """What has the focus, by its accessible name."""
    return str(browser.evaluate(
        "const one = document.activeElement; return one.ariaLabel || one.textContent.trim()"
    ))  # fmt: skip


def test_ticks_come_while_a_template_is_open_and_keep_focus_and_place(
    browser: Browser, office: Office
) -> None:
    account = office.found("Ромашка")
    let_in(browser, office, account, "setup")
    browser.driver.find_element(By.CSS_SELECTOR, "#kind-lost > summary").click()
    copy = "Копировать: Шаблон «Потерянный звонок»"
    browser.press(copy)
    browser.until("✓ Готово")
    assert focused(browser) == copy
    browser.evaluate("window.scrollBy(0, 40)")
    # Where the button is on the screen; what is above it may grow and shrink.
    where = "return Math.round(document.activeElement.getBoundingClientRect().top)"
    place = browser.evaluate(where)
    browser.evaluate("window.untouched = true")
    notify(office.hook(account))
    browser.until("приходят все восемь")
    ticks = browser.driver.find_elements(By.CSS_SELECTOR, ".kind [aria-label='приходит']")
    assert len(ticks) == 8
    assert focused(browser) == copy
    assert browser.evaluate("return document.getElementById('kind-lost').open")
    assert browser.evaluate(where) == place
    assert browser.evaluate("return window.untouched")


def test_button_under_the_focus_stays_the_button_of_that_person(
    browser: Browser, office: Office
) -> None:
    """A row that comes above may not turn "invite Boris" into "invite Anna"."""
    account = office.found("Ромашка")
    office.employ(account, ["Борис"])
    let_in(browser, office, account, "people")
    button = browser.driver.find_element(By.CSS_SELECTOR, "[aria-label='Пригласить: Борис']")
    browser.driver.execute_script("arguments[0].focus()", button)
    office.employ(account, ["Борис", "Анна", "Вера"])
    browser.until("3 сотрудника")
    names = [one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, "tbody td a")]
    assert names == ["Анна", "Борис", "Вера"]
    assert focused(browser) == "Пригласить: Борис"
    ActionChains(browser.driver).send_keys(Keys.ENTER).perform()
    browser.until("Приглашение: Борис")


def test_page_that_can_look_no_more_says_so(browser: Browser, office: Office) -> None:
    account = office.found("Ромашка")
    let_in(browser, office, account, "connections")
    assert "Нет связи" not in browser.until("Никто не подключён.")
    office.relay.kill()
    browser.until("Нет связи с ретранслятором. То, что ниже, могло устареть.")
    browser.complaints()


def test_page_whose_session_is_over_says_so(browser: Browser, office: Office) -> None:
    account = office.found("Ромашка")
    let_in(browser, office, account, "connections")
    browser.until("Никто не подключён.")
    browser.driver.delete_cookie("uis_admin")
    browser.until("Сеанс закончился, поэтому страница больше не обновляется.")
    browser.driver.refresh()
    browser.until("Вход администратора")
    browser.complaints()


def test_address_can_be_copied_where_the_clipboard_is_forbidden(
    browser: Browser, office: Office
) -> None:
    account = office.found("Ромашка")
    let_in(browser, office, account, "setup")
    browser.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false"
    )
    browser.press("Копировать: Адрес для уведомлений")
    browser.until("Выделено: Ctrl+C")
    marked = browser.evaluate(
        "const one = document.activeElement;"
        "return one.value.slice(one.selectionStart, one.selectionEnd)"
    )
    assert marked == office.hook(account)


def test_page_of_a_refused_form_goes_on_looking(browser: Browser, office: Office) -> None:
    account = office.found("Ромашка")
    let_in(browser, office, account, "setup")
    browser.fill("Подпись на карточке", "Заказ")
    browser.press("Показывать")
    browser.until("Напишите имя поля так же, как в шаблоне.")
    browser.complaints()
    notify(office.hook(account))
    words = browser.until("приходят все восемь")
    assert "Нет связи" not in words
    assert browser.field("Подпись на карточке").get_attribute("value") == "Заказ"
    assert browser.complaints() == []
