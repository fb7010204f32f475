"""Windows stand still for who wants it: the desktop's settings portal is asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPropertyAnimation

from tests.end_to_end.stage.home import new_home
from tests.end_to_end.stage.log_in import on_the_bus, session_bus
from tests.end_to_end.stage.processes import Process
from tests.end_to_end.stage.waiting import until
from tests.ui import samples
from tests.ui.person import Screen

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).resolve().parents[2]

#: The portal of a desktop on which somebody has switched animations off, and then on.
PORTAL = """
import asyncio
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

INTERFACE = "org.freedesktop.portal.Settings"
PATH = "/org/freedesktop/portal/desktop"
SETTING = ["org.gnome.desktop.interface", "enable-animations"]

async def main():
    bus = await MessageBus().connect()

    def answer(message):
        if (message.interface, message.member, message.body) == (INTERFACE, "Read", SETTING):
            # Wrapped twice: the portal's documents call that a mistake that stays.
            off = Variant("v", Variant("b", False))
            asyncio.get_running_loop().call_soon(
                bus.send, Message.new_signal(
                    PATH, INTERFACE, "SettingChanged", "ssv", [*SETTING, Variant("b", True)]))
            return Message.new_method_return(message, "v", [off])

    bus.add_message_handler(answer)
    await bus.request_name("org.freedesktop.portal.Desktop")
    await bus.wait_for_disconnect()

asyncio.run(main())
"""
PROGRAM = """
import asyncio, sys
from uis_desktop.ui.application import run_application
from uis_desktop.ui.motion import Motion

async def main(application):
    motion = Motion(application)
    motion.wanted_changed.connect(lambda wanted: print("motion", wanted, flush=True))
    motion.ask()
    await asyncio.Event().wait()

sys.exit(run_application(main, instance="motion", language="ru"))
"""


def test_desktop_is_asked_and_listened_to(tmp_path: Path) -> None:
    with new_home(tmp_path) as home, session_bus(home):
        env = home.env | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        with Process("portal", [sys.executable, "-c", PORTAL], logs=home.logs, env=env):
            until(
                lambda: on_the_bus(home, "org.freedesktop.portal.Desktop"),
                within_s=30,
                what="the portal is there",
            )
            argv = [sys.executable, "-c", PROGRAM]
            with Process("program", argv, logs=home.logs, env=env) as program:
                until(
                    lambda: program.out.read_text() == "motion False\nmotion True\n",
                    within_s=30,
                    what="the setting and its change are told",
                )


def fades(screen: Screen) -> bool:
    """A card that comes up now fades in."""
    screen.stack.show_card(samples.ringing())
    return bool(screen.shown("1").findChildren(QPropertyAnimation))


def test_card_fades_in_and_stands_at_once_for_who_wants_it_still(screen: Screen) -> None:
    assert fades(screen)
    screen.stack.clear()
    screen.stack.allow_motion(False)
    assert not fades(screen)
    assert screen.shown("1").windowOpacity() == 1
