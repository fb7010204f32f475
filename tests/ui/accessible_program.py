"""Every window of the program at once: ``python -m tests.ui.accessible_program``.

A card comes up a moment after the others, so that a listener is there when it rings.
Says on its output what was wished for.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from tests.ui import samples
from uis_desktop.core.absence import Digest
from uis_desktop.core.contacts import Contact
from uis_desktop.core.history import HistoryRow
from uis_desktop.core.link import LinkState, LinkView
from uis_desktop.core.preferences import Preferences
from uis_desktop.session.lists import Found
from uis_desktop.ui.announcing import Announcing
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.digest import Digests
from uis_desktop.ui.settings.cards_section import Monitor
from uis_desktop.ui.settings.settings_dialog import SettingsDialog
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.tasks import Tasks
from uis_desktop.ui.window.contact_window import ContactWindow


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class _Samples:
    async def find(self, search: str, *, missed_only: bool = False) -> Found:
        return samples.FOUND

    async def calls_with(self, contact: Contact) -> Sequence[HistoryRow]:
        return samples.CALLS_WITH_ANNA


async def _main(application: Application) -> int:
    stack = Stack(application.theme, parent=application)
    Announcing(stack, application)
    stack.card_maker.open_wanted.connect(lambda number: _say("open", number))
    window = ContactWindow(application.theme, Tasks(lambda error: None))
    window.show_link(LinkView(state=LinkState.LIVE, employee_name="Мария"))
    window.stay_in_taskbar(True)
    window.show_calls([samples.ringing()])
    window.use(_Samples())
    window.settings_wanted.connect(lambda: _say("settings"))
    window.show()
    settings = SettingsDialog(Preferences(), sound_possible=True)
    settings.show_monitors([Monitor("DP-1", 1280, 800)])
    settings.chosen.connect(lambda chosen: _say("chosen", chosen.over_full_screen))
    settings.show()
    sign_in = SignInDialog(enrolled=False, secrets_kept=True)
    sign_in.show()
    Digests(stack, application.theme, parent=application).show(Digest(calls=4, lost=1, taken=1))
    pipe = os.open(sys.argv[1], os.O_RDWR | os.O_NONBLOCK)
    rings = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe, rings.set)
    _say("ready")
    await rings.wait()
    asyncio.get_running_loop().remove_reader(pipe)
    card = replace(samples.ringing(), contact_full_name="Иванова Анна")
    stack.show_card(card)
    stack.show_card(replace(card, nth_call=4))
    await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(run_application(_main, instance="accessible", language="ru"))
