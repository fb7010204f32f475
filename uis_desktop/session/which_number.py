"""What is missing once a newcomer is let in: the number he calls from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

# Named only for the checker: the tray is there before numbers can be read.
if TYPE_CHECKING:
    from uis_desktop.core.events import Employee
    from uis_desktop.core.lines import Line
    from uis_desktop.errors import UisError


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichNumber:
    """A question to the person who is signing in.

    Attributes:
        employee: whose invite it was.
        lines: the company's numbers a call may be placed from; empty: nobody tells them.
        why: what stood in the way of knowing them; None with an empty ``lines``: the company
            has none, or the relay has no access to UIS.
    """

    employee: Employee
    lines: tuple[Line, ...]
    why: UisError | None = None
