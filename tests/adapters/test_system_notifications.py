"""Notifications at a real service: dunst on a virtual screen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end.stage.dunst import Dunst, dunst
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.screen import virtual_screen
from tests.end_to_end.stage.waiting import until
from uis_desktop.adapters.system_notifications import SystemNotifications
from uis_desktop.core.notifications import DISMISSED, Notification

RING = Notification(
    key="c1",
    title="Входящий: Иванова Анна",
    body="ООО «Ромашка»\n+7 916 123-45-67",
    buttons=(("open", "История"), ("copy", "Копировать")),
    urgent=True,
)
HOSTILE = '<b>Иван</b> & <a href="file:///etc/passwd">Ко</a> <img src="x"/>'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A log-in with a screen, and no service for notifications yet."""
    with new_home(tmp_path) as home, session_bus(home), virtual_screen(home):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", home.env["DBUS_SESSION_BUS_ADDRESS"])
        yield home


@pytest.fixture
def service(home: Home) -> Iterator[Dunst]:
    with dunst(home) as service:
        yield service


@pytest.fixture
async def notifications() -> AsyncIterator[SystemNotifications]:
    notifications = SystemNotifications("UIS Desktop")
    yield notifications
    await notifications.aclose()


class Presses:
    """What was pressed, as it comes."""

    def __init__(self) -> None:
        self._pressed: asyncio.Queue[str] = asyncio.Queue()

    def __call__(self, name: str) -> None:
        self._pressed.put_nowait(name)

    async def next(self) -> str:
        async with asyncio.timeout(15):
            return await self._pressed.get()


async def in_thread(work: object) -> None:
    """Let the service be asked while our own loop answers it."""
    assert callable(work)
    await asyncio.to_thread(work)


async def test_ring_is_brought_up_to_date_where_it_stands_and_withdrawn(
    service: Dunst, notifications: SystemNotifications
) -> None:
    assert await notifications.available()
    talk = Notification(key="c1", title="Разговор: Иванова Анна")
    for number, one in enumerate((RING, talk), 1):
        assert await notifications.show(one, lambda _: None)
        await in_thread(
            lambda n=number: until(lambda: len(service.told) == n, within_s=15, what="it is told")
        )
    first, second = service.told
    assert (first.title, first.body) == (RING.title, RING.body)
    assert (first.urgency, second.urgency) == ("CRITICAL", "NORMAL")
    assert second.id == first.id
    await in_thread(lambda: until(lambda: service.displayed == 1, within_s=15, what="one shown"))
    await notifications.withdraw("c1")
    await in_thread(lambda: until(lambda: service.displayed == 0, within_s=15, what="it is gone"))


async def test_button_pressed_at_the_service_comes_back_by_its_name(
    service: Dunst, notifications: SystemNotifications
) -> None:
    pressed = Presses()
    await notifications.available()
    await notifications.show(RING, pressed)
    await in_thread(lambda: service.press("Копировать"))
    assert await pressed.next() == "copy"
    assert len(service.offered) >= 2


async def test_button_of_an_updated_notification_still_comes_back(
    service: Dunst, notifications: SystemNotifications
) -> None:
    early, late = Presses(), Presses()
    await notifications.available()
    await notifications.show(RING, early)
    lost = Notification(key="c1", title="Пропущен", buttons=(("back", "Перезвонить"),))
    await notifications.show(lost, late)
    await in_thread(lambda: service.press("Перезвонить"))
    assert await late.next() == "back"


async def test_closing_it_by_hand_is_told(
    service: Dunst, notifications: SystemNotifications
) -> None:
    pressed = Presses()
    await notifications.available()
    await notifications.show(RING, pressed)
    await in_thread(service.close_last)
    assert await pressed.next() == DISMISSED


async def test_hostile_text_stays_text(service: Dunst, notifications: SystemNotifications) -> None:
    await notifications.available()
    assert await notifications.show(Notification(key="h", title=HOSTILE, body=HOSTILE), print)
    await in_thread(lambda: until(lambda: service.told != [], within_s=15, what="it is told"))
    (told,) = service.told
    for text in (told.title, told.body):
        assert "‹b›Иван‹/b›" in text
        assert not set("<>&") & set(text)


async def test_without_a_service_nothing_is_shown_and_one_that_comes_later_is_found(
    home: Home, notifications: SystemNotifications
) -> None:
    # Nobody may start one behind our back.
    assert not os.environ.get("DISPLAY")
    with ExitStack() as later:
        assert not await notifications.available()
        await asyncio.to_thread(later.enter_context, dunst(home))
        assert await notifications.available()
        assert await notifications.show(RING, lambda _: None)
        await asyncio.to_thread(later.close)
        assert not await notifications.available()


async def test_without_a_session_bus_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch, notifications: SystemNotifications
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    assert not await notifications.available()
    assert not await notifications.show(RING, lambda _: None)
    await notifications.withdraw("c1")
