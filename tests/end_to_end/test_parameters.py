"""Additional parameters: from the administrator's choice to the card and the history."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import LINE, Company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.stage import Stage

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]

CALLER, CALLER_SHOWN = "74951112233", "+7 495 111-22-33"
CALL = 987654321


def notify(office: Company, title: str, **more: object) -> None:
    """A notification whose template has keys of the administrator's own."""
    fields = {
        "notification_name": title,
        "notification_time": f"{datetime.now(ZoneInfo('Europe/Moscow')):%Y-%m-%d %H:%M:%S}",
        "virtual_phone_number": LINE,
        "contact_phone_number": CALLER,
        "call_session_id": CALL,
        **more,
    }
    url = office.relay_url + office.account["hook_path"]
    reply = office.http.post(url, content=json.dumps(fields))
    assert reply.json() == {"status": "stored"}


def test_chosen_parameters_reach_a_desktop_that_runs_already(
    desktop: Stage, office: Company, my_desk: Desk
) -> None:
    desktop.tray_says(my_desk.pid, "На связи", within_s=30)
    of = ("--account", office.name)
    office.relay_command("parameters", "set", "order_id=Заказ", "city=Город", *of)
    notify(
        office,
        "Ожидание ответа",
        employee_id=int(ME),
        leg_id=1,
        direction="in",
        order_id="А-1042",
        city="Омск",
        utm="not chosen",
    )
    card = desktop.eye.card(my_desk.pid, CALLER_SHOWN, "Заказ: А-1042", "Город: Омск")
    assert "not chosen" not in card.words
    notify(office, "Завершение звонка", total_time_duration=5, talk_time_duration=0)
    my_desk.second_start()
    desktop.eye.window(my_desk.pid, CALLER_SHOWN, "Заказ: А-1042")
    office.relay_command("parameters", "set", "order_id=Номер заказа", *of)
    desktop.eye.window(my_desk.pid, CALLER_SHOWN, "Номер заказа: А-1042", within_s=30)
