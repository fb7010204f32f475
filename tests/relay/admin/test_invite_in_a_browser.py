"""The invite's picture, as a camera would see it on the screen."""

from __future__ import annotations

import pytest
import segno
from selenium.webdriver.common.by import By

from tests.relay.admin import png
from tests.relay.admin.chromium import Browser
from tests.relay.admin.office import Office
from tests.relay.admin.test_live import let_in
from uis_desktop.core.invite import parse_invite

pytestmark = pytest.mark.timeout(120)
_QUIET = 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picture_on_the_screen_is_the_invite_s_code(
    browser: Browser, office: Office, scheme: str
) -> None:
    account = office.found("Ромашка")
    office.employ(account, ["Анна"])
    browser.set_scheme("dark" if scheme == "dark" else "light")
    let_in(browser, office, account, "people")
    browser.press("Пригласить: Анна")
    browser.until("Ссылка-приглашение")
    link = str(browser.field("Ссылка-приглашение").get_attribute("value"))
    assert parse_invite(link).relay_url == office.relay.url
    wanted = [list(row) for row in segno.make(link, error="m", micro=False).matrix]
    # One pixel of its own for every bit, and more: small enough for the page, large
    # enough for a camera.
    browser.evaluate("document.querySelector('.qr svg').style.border = '0'")
    picture = browser.driver.find_element(By.CSS_SELECTOR, ".qr svg").screenshot_as_png
    pixels = png.rows(picture)
    across = len(wanted) + 2 * _QUIET
    assert len(pixels) / across > 3
    seen = [
        [
            pixels[_middle(y, across, pixels)][_middle(x, across, pixels)] < 128
            for x in range(across)
        ]
        for y in range(across)
    ]
    inner = slice(_QUIET, -_QUIET)
    assert [[int(dark) for dark in row[inner]] for row in seen[inner]] == wanted
    assert not any(any(row) for row in (*seen[:_QUIET], *seen[-_QUIET:]))
    browser.set_scheme("light")


def _middle(module: int, across: int, pixels: list[list[int]]) -> int:
    return int((module + 0.5) * len(pixels) / across)
