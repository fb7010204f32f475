"""A desk whose phone rings, talks and stops at the word of a test.

``python -m tests.ui.native_program SHOW_AS PIPE``: the words in the pipe are ``ring``,
``talk``, ``lost`` and ``over``.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from typing import NoReturn

from tests.fakes import MemoryPreferences
from tests.ui import samples
from uis_desktop.adapters.system_notifications import SystemNotifications
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.preferences import Preferences
from uis_desktop.core.surfaces import ShowAs
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.desk import Desk


async def main(application: Application) -> int:
    notifications = SystemNotifications("UIS Desktop")
    kept = MemoryPreferences(Preferences(show_as=ShowAs(sys.argv[1]), sound="", flash=False))
    try:
        async with Desk(application, PreferenceBook(kept), notifications=notifications) as desk:
            desk.show_link(LinkView(state=LinkState.LIVE, employee_name="Мария"))
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            await _obey(desk)
    finally:
        await notifications.aclose()


async def _obey(desk: Desk) -> NoReturn:
    ring = replace(samples.ringing(), contact_full_name=samples.HOSTILE)
    words: asyncio.Queue[bytes] = asyncio.Queue()
    pipe = os.open(sys.argv[2], os.O_RDWR | os.O_NONBLOCK)

    def read() -> None:
        for word in os.read(pipe, 1000).split():
            words.put_nowait(word)

    asyncio.get_running_loop().add_reader(pipe, read)
    while True:
        match await words.get():
            case b"ring":
                desk.show_card(ring)
            case b"talk":
                desk.show_card(replace(ring, state=CardState.TALKING))
            case b"lost":
                desk.fold_card(replace(ring, state=CardState.LOST), 8)
                desk.show_missed(1)
            case b"over":
                desk.drop_card(ring.key)


if __name__ == "__main__":
    sys.exit(run_application(main, instance="native", language="ru"))
