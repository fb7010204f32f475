"""Every text from outside is an attack, and Chromium shows it as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selenium.common.exceptions import NoAlertPresentException

from tests.relay.admin.chromium import Browser
from tests.relay.admin.office import Office, notify
from tests.relay.admin.scenes import TABS
from tests.relay.admin.test_live import let_in
from tests.relay.running import send

pytestmark = pytest.mark.timeout(180)

ATTACK = (
    "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>"
    "</textarea></title></script><a href=javascript:alert(4)>x</a>{{7*7}}{%raw%}\u202e\u2066\x07"
)
#: Markup that no template of ours has.
_FOREIGN = """
return [...document.querySelectorAll("*")].filter(one =>
  [...one.attributes].some(({name, value}) =>
    name.startsWith("on") || name === "style" || /^\\s*(javascript|data):/i.test(value))
  || (one.nodeName === "IMG" && !one.src.includes("/admin/files/icon.svg"))
  || (one.nodeName === "SCRIPT" && !one.src.includes("/admin/files/admin.js"))
  || (one.nodeName === "svg" && !one.closest(".qr"))
).map(one => one.outerHTML.slice(0, 200));
"""


def check(browser: Browser, place: str) -> None:
    """Nothing ran, nothing became markup, the policy had nothing to forbid."""
    with pytest.raises(NoAlertPresentException):
        _ = browser.driver.switch_to.alert.text
    browser.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert browser.evaluate(_FOREIGN) == [], place
    words = browser.words
    assert "alert(1)" in words or place in {"contacts", "connections", "access"}, place
    assert "\u202e" not in words, place
    is_too_wide = browser.evaluate("return document.documentElement.scrollWidth > innerWidth")
    assert not is_too_wide, place
    assert browser.complaints() == [], place


def test_no_text_from_outside_becomes_markup_or_runs(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    account = office.found(ATTACK[:100])
    (anna,) = office.employ(account, [(ATTACK + "N" * 200)[:200]])
    token = office.enrol(account, anna, ATTACK[:64])
    hook = office.hook(account)
    notify(hook, slice(0, 5), contact_full_name=ATTACK * 150 + "N" * 20_000, scenario_name=ATTACK)
    send(hook, json.dumps({
        "notification_mnemonic": ATTACK, "notification_name": ATTACK, "call_session_id": ATTACK,
        "contact_phone_number": ATTACK, "employee_full_name": ATTACK, ATTACK: ATTACK,
    }).encode())  # fmt: skip
    send(hook, b"\xff" + ATTACK.encode() * 20)
    send(f"{hook}/interactive", json.dumps({
        "call_session_id": ATTACK, "numa": ATTACK, "numb": ATTACK,
    }).encode())  # fmt: skip
    let_in(browser, office, account, "setup")
    browser.set_width(360)
    try:
        with office.connected([token]):
            for place in (*TABS, f"people/{anna}"):
                browser.open(f"{office.page}/a/{account}/{place}")
                check(browser, place)
            browser.open(f"{office.page}/companies")
            check(browser, "companies")
            file = tmp_path / "<img src=x onerror=alert(1)>.csv"
            file.write_text(f'телефон;имя\n89001112233;"{ATTACK.replace(chr(34), "")}"\n')
            browser.open(f"{office.page}/a/{account}/contacts?language=ru")
            browser.field("Файл").send_keys(str(file))
            browser.press("Проверить файл")
            browser.until("Отменить")
            check(browser, "contacts/check")
    finally:
        browser.set_width(1200)


def test_the_eyes_of_this_test_see(browser: Browser, office: Office) -> None:
    browser.open(f"{office.page}/sign-in")
    assert browser.evaluate(_FOREIGN) == []
    browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=f()>')")
    assert browser.evaluate(_FOREIGN) != []
    assert browser.complaints() != []
