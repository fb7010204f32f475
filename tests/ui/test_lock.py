"""A locked screen: no name stands over it, and afterwards one hears what came."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from dbus_fast import Message
from PySide6.QtCore import QObject

from tests.end_to_end.stage.asking import ask, connect
from tests.end_to_end.stage.home import Home, new_home
from tests.end_to_end.stage.log_in import session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until
from tests.fakes import PaperNotifications
from tests.session import stage
from tests.ui import samples
from tests.ui.person import Screen
from uis_desktop.core.absence import Digest
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.surfaces import ShowAs
from uis_desktop.errors import UisError
from uis_desktop.ui.lock.while_locked import WhileLocked
from uis_desktop.ui.native.surfaces import Surfaces
from uis_desktop.ui.notices import Notice
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.tasks import Tasks

ROOT = Path(__file__).resolve().parents[2]
SESSION = "/org/freedesktop/login1/session/_32"
GNOME, LOGIN = "org.gnome.ScreenSaver", "org.freedesktop.login1.Session"

#: A desktop that is locked when it is first asked, and whose log-in is not said to be.
LOCKED_DESKTOP = """
import asyncio
from dbus_fast import Message, Variant
from dbus_fast.aio import MessageBus

SESSION = "/org/freedesktop/login1/session/_32"

async def main():
    bus = await MessageBus().connect()
    hint = False

    def answer(message):
        nonlocal hint
        match message.member, message.body:
            case "GetActive", []:
                return Message.new_method_return(message, "b", [True])
            case "GetSession", ["auto"]:
                return Message.new_method_return(message, "o", [SESSION])
            case "SetLockedHint", [hint]:
                told = ["org.freedesktop.login1.Session", {"LockedHint": Variant("b", hint)}, []]
                asyncio.get_running_loop().call_soon(bus.send, Message.new_signal(
                    SESSION, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                    "sa{sv}as", told))
                return Message.new_method_return(message)
            case "Get", ["org.freedesktop.login1.Session", "LockedHint"]:
                print("asked for the hint of", message.path, flush=True)
                return Message.new_method_return(message, "v", [Variant("b", hint)])

    bus.add_message_handler(answer)
    await bus.request_name("org.gnome.ScreenSaver")
    await bus.request_name("org.freedesktop.login1")
    print("there", flush=True)
    await bus.wait_for_disconnect()

asyncio.run(main())
"""
PROGRAM = """
import asyncio, sys
from uis_desktop.ui.application import run_application
from uis_desktop.ui.lock.lock_watch import LockWatch

async def main(application):
    watch = LockWatch(application)
    watch.changed.connect(lambda locked: print("locked" if locked else "unlocked", flush=True))
    watch.watch()
    await asyncio.Event().wait()

sys.exit(run_application(main, instance="lock", language="ru"))
"""


@pytest.mark.timeout(120)
def test_the_desktop_says_when_it_locks_and_a_locker_that_dies_locks_nobody_out(
    tmp_path: Path,
) -> None:
    with new_home(tmp_path) as home, session_bus(home):
        address = home.env["DBUS_SESSION_BUS_ADDRESS"]
        env = home.env | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        env["DBUS_SYSTEM_BUS_ADDRESS"] = address
        program = [sys.executable, "-c", PROGRAM]
        heard: list[str] = []

        def hear(words: str) -> None:
            heard.append(words)
            until(lambda: app.out.read_text().split() == heard, within_s=30, what=str(heard))

        desktop = Process(
            "desktop", [sys.executable, "-c", LOCKED_DESKTOP], logs=home.logs, env=env
        )
        with desktop:
            assert desktop.first_line(within_s=30) == "there"
            with Process("program", program, logs=home.logs, env=env) as app:
                hear("locked")
                until(
                    lambda: SESSION in desktop.out.read_text(),
                    within_s=30,
                    what="the log-in is asked, too",
                )
                _tell_active(home, active=False)
                hear("unlocked")
                _tell_hint(home, locked=True)
                hear("locked")
                _tell_hint(home, locked=False)
                hear("unlocked")
                _tell_active(home, active=True)
                hear("locked")
                desktop.stop()
                hear("unlocked")


def _tell_active(home: Home, *, active: bool) -> None:
    async def tell() -> None:
        bus = await connect(home.env["DBUS_SESSION_BUS_ADDRESS"])
        path = "/org/gnome/ScreenSaver"
        await bus.send(Message.new_signal(path, GNOME, "ActiveChanged", "b", [active]))
        bus.disconnect()

    asyncio.run(tell())


def _tell_hint(home: Home, *, locked: bool) -> None:
    async def tell() -> None:
        bus = await connect(home.env["DBUS_SESSION_BUS_ADDRESS"])
        at = ("org.freedesktop.login1", SESSION)
        await ask(bus, at, LOGIN, "SetLockedHint", "b", locked)
        bus.disconnect()

    asyncio.run(tell())


class LockedDesk:
    """A stack, its surfaces and what is told when somebody is back."""

    def __init__(self, screen: Screen) -> None:
        self.paper = PaperNotifications()
        self.told: list[Digest] = []
        self.troubles: list[UisError] = []
        self.tasks = Tasks(self.troubles.append)
        self.owner = QObject()
        self.surfaces = Surfaces(screen.stack, self.tasks, self.paper, self.owner)
        self.locked = WhileLocked(screen.stack, self.surfaces, self.told.append, self.owner)


@pytest.fixture
async def desk(screen: Screen) -> AsyncIterator[LockedDesk]:
    desk = LockedDesk(screen)
    yield desk
    await desk.tasks.close()
    assert desk.troubles == []
    desk.owner.deleteLater()


async def test_neither_cards_nor_notices_stand_over_a_locked_screen_whoever_asked_for_them(
    screen: Screen, desk: LockedDesk
) -> None:
    screen.stack.show_card(samples.ringing("1"))
    screen.stack.ask_for("1")
    screen.pointer = screen.shown("1").geometry().center()
    notice = Notice(Words("Пока вас не было", "Анна"), screen.theme)
    screen.stack.show_popup("notice", notice, None)
    desk.locked.lock(True)
    screen.stack.show_card(samples.in_state(CardState.CALLING_MY_PHONE, "2"))
    assert screen.stack.shown() == []
    assert not notice.isVisible()
    desk.locked.lock(False)
    assert set(screen.keys()) == {"1", "2"}
    assert notice.isVisible()
    assert desk.told == []


async def test_ring_under_a_locked_screen_is_heard_and_not_seen(
    screen: Screen, desk: LockedDesk
) -> None:
    desk.locked.lock(True)
    screen.stack.show_card(samples.ringing("1"))
    assert screen.stack.ringing
    assert screen.keys() == []
    screen.stack.show_card(samples.in_state(CardState.TALKING))
    assert not screen.stack.ringing


async def test_calls_that_came_and_ended_under_the_lock_are_told_in_one_digest(
    screen: Screen, desk: LockedDesk
) -> None:
    desk.locked.lock(True)
    for key, state in (("1", CardState.LOST), ("2", CardState.TAKEN), ("3", CardState.ENDED)):
        screen.stack.show_card(samples.ringing(key))
        screen.stack.fold_card(samples.in_state(state, key), 8)
    theirs = replace(samples.ringing("4"), concerns_me=False)
    screen.stack.show_card(theirs)
    screen.stack.fold_card(replace(theirs, state=CardState.LOST), 8)
    desk.locked.lock(False)
    assert desk.told == [Digest(calls=2, lost=1, taken=1)]
    assert screen.stack.cards() == []
    desk.locked.lock(True)
    desk.locked.lock(False)
    assert len(desk.told) == 1, "it is told once"


async def test_system_notifications_say_nothing_while_it_is_locked(
    screen: Screen, desk: LockedDesk
) -> None:
    desk.surfaces.live_by(Preferences(show_as=ShowAs.NOTIFICATIONS))
    screen.stack.show_card(samples.ringing("1"))
    screen.stack.show_card(samples.ringing("2"))
    screen.stack.fold_card(samples.in_state(CardState.LOST, "2"), 8)
    await stage.until(lambda: set(desk.paper.shown) == {"1", "2"})
    desk.locked.lock(True)
    await stage.until(lambda: not desk.paper.shown)
    shown = len(desk.paper.history)
    screen.stack.show_card(samples.ringing("3"))
    await stage.until(lambda: not desk.tasks.running)
    assert len(desk.paper.history) == shown
    desk.locked.lock(False)
    await stage.until(lambda: {"1", "3"} <= set(desk.paper.shown))
