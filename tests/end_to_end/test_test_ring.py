"""The administrator's test ring, from his page to the card on an employee's screen."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import LINE, Company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.stage import Stage

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]

NAME = "Тестовый звонок"
STRANGER = "74951112233"


def field(page: str, name: str) -> str:
    """The first value the page offers for a form's field."""
    found = re.search(rf'name="{name}"[^>]*?(?:value="([^"]+)"|>\s*<option value="([^"]+)")', page)
    assert found is not None, name
    return found.group(1) or found.group(2)


def missed(words: str) -> list[str]:
    """What the tray says of missed calls; without any there is only the way to them."""
    return [line for line in words.splitlines() if re.search(r"Пропущенн.*\d", line)]


def test_test_ring_is_shown_folds_away_and_is_no_missed_call(
    desktop: Stage, office: Company, my_desk: Desk, tmp_path: Path
) -> None:
    desktop.tray_says(my_desk.pid, "На связи", within_s=30)
    password = tmp_path / "password"
    password.write_text("correct horse battery\n")
    office.relay_command("admin", "password", "--password-file", str(password))
    link = str(office.relay_command("admin", "link")["link"])
    with httpx.Client(follow_redirects=True, headers={"Accept-Language": "ru"}) as browser:
        token = field(browser.get(link).text, "form_token")
        browser.post(link, data={"form_token": token}).raise_for_status()
        place = f"{office.relay_url}/admin/a/{office.name}/connections"
        page = browser.get(place).text
        form = {"form_token": field(page, "form_token"), "device": field(page, "device")}
        rung = browser.post(f"{place}/ring", data=form, timeout=30)
    assert "Звонок дошёл." in rung.text
    assert rung.text.count('aria-label="пройдено"') == 5
    desktop.eye.card(my_desk.pid, NAME, "Входящий вам")
    desktop.eye.no_card(my_desk.pid, NAME, within_s=40)
    assert missed(desktop.tray_says(my_desk.pid, "На связи", within_s=30).words) == []
    # A real call that nobody takes is one.
    call = office.call(
        type="inbound", contact=STRANGER, line=LINE, ring=[int(ME)], answers=None, greeting_s=0.2
    )
    desktop.eye.card(my_desk.pid, "+7 495 111-22-33", "Входящий вам")
    office.control(f"calls/{call}/hang_up", by="contact")
    assert missed(desktop.tray_says(my_desk.pid, "Пропущенные (1)", within_s=30).words)
