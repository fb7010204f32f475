"""A desk with keys for the selected number: ``python -m tests.ui.hotkey_program Ctrl+Alt+C NAME``.

Says on its output ``ready`` once the keys are taken or refused, then ``number`` and
what was put into the field to dial, at each press.
"""

from __future__ import annotations

import asyncio
import sys

from tests.fakes import MemoryPreferences
from tests.session.stage import until
from uis_desktop.adapters.portal_keys import PortalKeys
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import UisError
from uis_desktop.session.preferences import PreferenceBook
from uis_desktop.ui.application import Application, run_application
from uis_desktop.ui.desk import Desk


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class _TellingDesk(Desk):
    """Says what it was asked to do."""

    async def settled(self) -> None:
        """Return when the keys are taken or refused."""
        await until(lambda: not self._tasks.running)

    def prefill(self, text: str) -> None:
        super().prefill(text)
        _say("number", text)

    def _report(self, error: UisError) -> None:
        super()._report(error)
        _say(error.detail)


async def _main(application: Application) -> int:
    kept = MemoryPreferences(Preferences(hotkey=sys.argv[1], sound="", flash=False))
    portal = PortalKeys("uis-desktop")
    async with _TellingDesk(application, PreferenceBook(kept), portal_keys=portal) as desk:
        await desk.settled()
        _say("ready")
        await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(run_application(_main, instance=sys.argv[2], language="ru"))
