"""The main job, through every part of the product and on a real screen."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import LINE, Company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.links import call_from_link
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.stage import Stage
from tests.end_to_end.stage.waiting import until

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]

STRANGER = "74951112233"
STRANGER_SHOWN = "+7 495 111-22-33"
#: The sign-in's exit code for a wrong login or password.
SIGN_IN_REFUSED = 4
LETTERS = "the quick brown fox jumps over the lazy dog and never stops"


def ring_me(office: Company, contact: str = STRANGER) -> int:
    """A call that rings at my phone until somebody does something about it."""
    return office.call(
        type="inbound", contact=contact, line=LINE, ring=[int(ME)], answers=None, greeting_s=0.2
    )


def kinds_of(office: Company, call: int) -> list[str]:
    """What the relay has written down about a call, in its order."""
    return [e["kind"] for e in office.events() if e.get("call_session_id") == str(call)]


def rows_about(desktop: Stage, my_desk: Desk, words: str) -> list[str]:
    """What the open window lists about somebody."""
    window = desktop.eye.window(my_desk.pid, words)
    return [w.name for w in window.widget.all() if not w.children and words in w.name]


def test_ringing_call_becomes_a_card_that_follows_it_to_its_end(
    desktop: Stage, office: Company, my_desk: Desk
) -> None:
    call = ring_me(office, "79001234567")
    desktop.eye.card(my_desk.pid, "Смирнов Алексей", "Входящий вам")
    office.control(f"calls/{call}/pick_up", employee_id=int(ME))
    desktop.eye.card(my_desk.pid, "Смирнов Алексей", "Разговор")
    office.control(f"calls/{call}/hang_up", by="contact")
    desktop.eye.card(my_desk.pid, "Смирнов Алексей", "Звонок завершён")
    desktop.eye.no_card(my_desk.pid, "Смирнов Алексей")


def test_click_on_call_becomes_exactly_one_call(
    desktop: Stage, office: Company, my_desk: Desk
) -> None:
    my_desk.second_start("tel:8-495-111-22-33")
    call_from_link(desktop, my_desk.pid, STRANGER_SHOWN)
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Разговор", within_s=30)
    assert [c["params"]["contact"] for c in office.clicks()] == [STRANGER]


def test_stopped_relay_is_told_and_nothing_is_lost_or_doubled_when_it_returns(
    desktop: Stage, office: Company, my_desk: Desk
) -> None:
    desktop.tray_says(my_desk.pid, "На связи", within_s=30)
    call = ring_me(office)
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Входящий вам")
    office.kill_relay()
    desktop.tray_says(my_desk.pid, "Нет связи", within_s=30)
    # UIS finds nobody at the relay's address, and tries again when it is back.
    office.control(f"calls/{call}/pick_up", employee_id=int(ME))
    office.restart_relay()
    office.control(f"calls/{call}/hang_up", by="contact")
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Звонок завершён", within_s=30)
    desktop.tray_says(my_desk.pid, "На связи", within_s=30)
    office.wait_finished(call)
    kinds = kinds_of(office, call)
    assert sorted(kinds) == sorted(set(kinds)), "no event is written down twice"
    my_desk.second_start()
    assert len(rows_about(desktop, my_desk, STRANGER_SHOWN)) == 1


def test_tray_app_killed_in_the_middle_of_a_call_has_it_again_after_its_start(
    desktop: Stage, office: Company, my_desk: Desk
) -> None:
    call = ring_me(office)
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Входящий вам")
    my_desk.kill()
    office.control(f"calls/{call}/pick_up", employee_id=int(ME))
    my_desk.start()
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Разговор")
    office.control(f"calls/{call}/hang_up", by="contact")
    desktop.eye.card(my_desk.pid, STRANGER_SHOWN, "Звонок завершён")
    assert len(desktop.eye.cards(my_desk.pid)) == 1
    my_desk.second_start()
    assert len(rows_about(desktop, my_desk, STRANGER_SHOWN)) == 1


def test_wrong_password_is_told_once_and_costs_neither_the_invite_nor_a_second_try(
    desktop: Stage, office: Company
) -> None:
    with desk(desktop.home) as mine:
        invite = office.invite(ME)
        refused = mine.sign_in(office, ME, password="not the password", invite=invite)
        assert refused.returncode == SIGN_IN_REFUSED
        assert refused.stderr.strip()
        tries = [r for r in office.seen("requests")["requests"] if r["method"] == "login.user"]
        assert len(tries) == 1
        assert mine.sign_in(office, ME, invite=invite).returncode == 0


@pytest.mark.parametrize("desktop", ["openbox", "xfwm4"], indirect=True)
def test_letters_typed_while_cards_pop_up_all_arrive_where_they_were_typed(
    desktop: Stage, office: Company, my_desk: Desk, tmp_path: Path
) -> None:
    typed = tmp_path / "typed.txt"
    with Process(
        "xterm",
        ["xterm", "-T", "notes", "-e", "sh", "-c", f"cat > {typed}"],
        logs=desktop.home.logs,
        env=desktop.home.env,
    ):
        xterm = until(
            lambda: next((w for w in desktop.eye.windows.all() if w.title == "notes"), None),
            within_s=30,
            what="the xterm is there",
        )
        desktop.hand.click_at(*xterm.box.middle)
        active = desktop.eye.windows.active
        until(lambda: active() == xterm.id, within_s=30, what="the xterm has the focus")
        with subprocess.Popen(desktop.hand.typing(LETTERS, every_ms=100), env=desktop.home.env):
            for contact in (STRANGER, "79001234567", "79035550142"):
                ring_me(office, contact)
            desktop.eye.card(my_desk.pid, "Орлова Елена")
        assert len(desktop.eye.cards(my_desk.pid)) == 3
        assert active() == xterm.id
        desktop.hand.press("Return")
        until(lambda: typed.read_text() == f"{LETTERS}\n", within_s=30, what="all letters arrive")
