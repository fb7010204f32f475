"""A program that pops up cards one after the other: ``python -m tests.ui.card_program 300``.

Takes the milliseconds between two cards and, if wanted, the person's choices as JSON
and the state of the calls; says on its output what a person did to the cards.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import msgspec
from PySide6.QtCore import QTimer

from tests.ui import samples
from uis_desktop.core.cards import CardState
from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.cards.stack import Stack


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def _main(application: Application) -> int:
    stack = Stack(application.theme, parent=application)
    stack.card_maker.call_back_wanted.connect(lambda number: _say("call back", number.typed))
    stack.card_maker.note_typed.connect(lambda call, text: _say("note", call, text))
    choices = sys.argv[2] if len(sys.argv) > 2 else "{}"
    state = CardState(sys.argv[3]) if len(sys.argv) > 3 else CardState.LOST
    stack.live_by(msgspec.json.decode(choices, type=Preferences))
    numbers = count(1)

    def pop_up() -> None:
        number = next(numbers)
        view = samples.in_state(state, str(number))
        stack.show_card(replace(view, since=datetime.now(UTC)))
        stack.show_note(view.key, "")
        _say("card", number)
        if number == 3:
            timer.stop()

    timer = QTimer(application, interval=int(sys.argv[1]))
    timer.timeout.connect(pop_up)
    timer.start()
    await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(run_application(_main, instance="cards", language="ru"))
