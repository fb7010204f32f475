"""A program that offers to call what is copied, or copies: ``python -m tests.ui.copied_program``.

With a text it copies that text and keeps it; without one it says ``ready``, and then
``call`` and the number that is to be called.
"""

from __future__ import annotations

import asyncio
import sys

from uis_desktop.core.preferences import Preferences
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.cards.stack import Stack
from uis_desktop.ui.clipboard.copied_numbers import CopiedNumbers


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def _offer(application: Application) -> int:
    stack = Stack(application.theme, parent=application)
    copied = CopiedNumbers(stack, parent=application)
    copied.call_wanted.connect(lambda number: _say("call", number.typed))
    copied.live_by(Preferences(offer_copied=True))
    copied.use(signed_in=True)
    _say("ready")
    await asyncio.Event().wait()
    return 0


async def _copy(application: Application) -> int:
    application.qt.clipboard().setText(sys.argv[1])
    _say("copied")
    await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    copies = len(sys.argv) > 1
    sys.exit(
        run_application(
            _copy if copies else _offer, instance=f"copied-{len(sys.argv)}", language="ru"
        )
    )
