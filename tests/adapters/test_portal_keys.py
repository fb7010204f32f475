"""Keys by the desktop's portal: the real xdg-desktop-portal with a back end of ours behind it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.adapters.portal_desktop import BackEnd, PortalDesktop, portal_desktop
from uis_desktop.adapters.portal_keys import PortalKeys
from uis_desktop.core.hotkeys import Hotkey, read_hotkey
from uis_desktop.errors import HotkeyRefused

PURPOSE = "Набрать выделенный номер"


def hotkey(text: str) -> Hotkey:
    found = read_hotkey(text)
    assert found is not None
    return found


class Person:
    """Somebody who has chosen keys, and what came of it.

    Attributes:
        news: each press by its token, and why the keys were lost.
    """

    def __init__(self) -> None:
        self.keys = PortalKeys("uis-desktop")
        self.news: asyncio.Queue[str] = asyncio.Queue()

    async def choose(self, text: str = "Ctrl+Alt+C") -> None:
        await self.keys.grab(
            hotkey(text),
            purpose=PURPOSE,
            pressed=lambda token: self.news.put_nowait(f"pressed {token}"),
            lost=lambda error: self.news.put_nowait(error.reason),
        )

    async def hears(self) -> str:
        return await asyncio.wait_for(self.news.get(), 10)


@pytest.fixture
async def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PortalDesktop]:
    """The portal runs."""
    async with portal_desktop(tmp_path) as (bus, desktop):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        await desktop.start_portal()
        yield desktop


@pytest.fixture
def back_end(desktop: PortalDesktop) -> BackEnd:
    return desktop.back_end


@pytest.fixture
async def person(desktop: PortalDesktop) -> AsyncIterator[Person]:
    person = Person()
    yield person
    await person.keys.release()


async def test_press_brings_the_permission_to_come_to_the_front_and_no_log_has_it(
    back_end: BackEnd, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await person.choose()
    assert back_end.wishes == [("number-ctrl-alt-c", PURPOSE, "CTRL+ALT+c")]
    back_end.press(activation_token="token-1")
    assert await person.hears() == "pressed token-1"
    back_end.press()
    assert await person.hears() == "pressed "
    assert "keys by the portal" in caplog.text
    assert "token-1" not in caplog.text


async def test_other_keys_are_another_question_and_those_before_do_nothing(
    back_end: BackEnd, person: Person
) -> None:
    await person.choose("Ctrl+Alt+C")
    await person.choose("Meta+F9")
    await back_end.happens("Close")
    assert [wish[2] for wish in back_end.wishes] == ["CTRL+ALT+c", "LOGO+F9"]
    back_end.press_of("number-ctrl-alt-c", {})
    back_end.press(activation_token="token-2")
    assert await person.hears() == "pressed token-2"


async def test_keys_the_desktop_has_noted_are_not_asked_for_again(
    back_end: BackEnd, person: Person
) -> None:
    back_end.noted = ["number-ctrl-alt-c"]
    await person.choose()
    assert back_end.wishes == []
    back_end.press_of("number-ctrl-alt-c", {})
    assert await person.hears() == "pressed "


@pytest.mark.parametrize("trigger", ["Ctrl+Alt+D", ""])
async def test_desktop_that_says_only_yes_is_asked_what_it_has_noted(
    back_end: BackEnd, person: Person, trigger: str
) -> None:
    back_end.taciturn = True
    back_end.trigger = trigger
    with nullcontext() if trigger else pytest.raises(HotkeyRefused, match="unassigned"):
        await person.choose()
    back_end.press(activation_token="token-5")
    assert await person.hears() == "pressed token-5"


@pytest.mark.parametrize("response", [1, 2])
async def test_person_who_says_no_is_told_how_to_be_asked_again(
    back_end: BackEnd, person: Person, response: int
) -> None:
    back_end.response = response
    with pytest.raises(HotkeyRefused, match="declined"):
        await person.choose()
    await back_end.happens("Close")


async def test_desktop_that_has_given_no_keys_yet_says_so_and_tells_them_later(
    back_end: BackEnd, person: Person
) -> None:
    back_end.trigger = ""
    with pytest.raises(HotkeyRefused, match="unassigned"):
        await person.choose()
    back_end.press(activation_token="token-3")
    assert await person.hears() == "pressed token-3"


async def test_question_that_is_open_goes_when_the_program_quits(
    back_end: BackEnd, person: Person
) -> None:
    back_end.asks = False
    choosing = asyncio.create_task(person.choose())
    await back_end.happens("BindShortcuts")
    choosing.cancel()
    await asyncio.wait([choosing])
    assert choosing.cancelled()
    await back_end.happens("Close")


async def test_keys_the_person_takes_back_in_the_desktop_are_told(
    back_end: BackEnd, person: Person
) -> None:
    await person.choose()
    back_end.end_session()
    assert await person.hears() == "withdrawn"


async def test_portal_that_starts_anew_is_asked_again(
    desktop: PortalDesktop, back_end: BackEnd, person: Person
) -> None:
    await person.choose()
    await back_end.happens("BindShortcuts")
    back_end.noted.clear()
    await desktop.stop_portal()
    await desktop.start_portal()
    await back_end.happens("BindShortcuts")
    back_end.press(activation_token="token-4")
    assert await person.hears() == "pressed token-4"


async def test_portal_that_ends_while_the_person_is_asked_is_no_portal(
    desktop: PortalDesktop, back_end: BackEnd, person: Person
) -> None:
    back_end.asks = False
    choosing = asyncio.create_task(person.choose())
    await back_end.happens("BindShortcuts")
    await desktop.stop_portal()
    with pytest.raises(HotkeyRefused, match="unavailable"):
        await choosing


async def test_desktop_without_a_portal_gives_no_keys(desktop: PortalDesktop) -> None:
    await desktop.stop_portal()
    with pytest.raises(HotkeyRefused, match="unavailable"):
        await Person().choose()


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nowhere/bus"])
async def test_session_without_a_bus_gives_no_keys(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(HotkeyRefused, match="unavailable"):
        await Person().choose()
