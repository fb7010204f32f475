"""The shortest day at work: signed in, a card, a click, a call."""

from __future__ import annotations

from collections.abc import Callable

from tests.end_to_end.stage.company import LINE, Company
from tests.end_to_end.stage.desk import Desk
from tests.end_to_end.stage.links import call_from_link
from tests.end_to_end.stage.stage import Stage

ME = "123456"
_CALLER = ("79001234567", "Смирнов Алексей")
_STRANGER = ("74951112233", "+7 495 111-22-33")


def worked(
    desktop: Stage,
    office: Company,
    desk: Desk,
    *,
    open_link: Callable[[str], None] | None = None,
) -> None:
    """An employee signs in, sees who calls, and calls somebody by one click.

    ``open_link`` is how his desktop opens a link; without it the program is started with it.
    """

    def start_with(link: str) -> None:
        assert desk.second_start(link) == 0

    done = desk.sign_in(office, ME)
    assert done.returncode == 0, done.stderr
    desk.start()
    desktop.tray_says(desk.pid, "На связи", within_s=15)
    _rung(desktop, office, desk)
    _dialled(desktop, desk, open_link or start_with)
    assert len(office.clicks()) == 1


def _rung(desktop: Stage, office: Company, desk: Desk) -> None:
    number, name = _CALLER
    call = office.call(
        type="inbound", contact=number, line=LINE, ring=[int(ME)], answers=None, greeting_s=0.2
    )
    desktop.eye.card(desk.pid, name, "Входящий вам")
    desktop.picture(desktop.home.logs / "card.png")
    office.control(f"calls/{call}/hang_up", by="contact")
    office.wait_finished(call)


def _dialled(desktop: Stage, desk: Desk, open_link: Callable[[str], None]) -> None:
    number, shown = _STRANGER
    open_link(f"tel:+{number}")
    call_from_link(desktop, desk.pid, shown)
    desktop.eye.card(desk.pid, shown, "Разговор", within_s=15)
