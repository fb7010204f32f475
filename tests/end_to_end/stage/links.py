"""A link that was clicked in another program, and the answer to the question it leads to."""

from __future__ import annotations

from tests.end_to_end.stage.stage import Stage
from tests.end_to_end.stage.waiting import until
from tests.end_to_end.stage.widgets import Widget


def call_from_link(desktop: Stage, pid: int, shown: str) -> None:
    """Say yes to calling ``shown``, which is the number as people read it."""

    def button() -> Widget | None:
        # It takes a click after a moment, so that none that was meant for another window dials.
        question = desktop.eye.window(pid, "Позвонить", shown).widget
        found = question.find("push button", "Позвонить")
        return found if found is not None and found.enabled else None

    desktop.hand.click(until(button, within_s=30, what="the link's call may be made"))
