"""Whether the program is started when this person logs in, as the system sees it."""

from __future__ import annotations

from enum import StrEnum


class AtLogin(StrEnum):
    """What the system does when the person logs in.

    ``LOST``: it would start the program, but not where it is now.  ``FOR_EVERYBODY``:
    the administrator of the computer has it started, and this person cannot change that.
    """

    OFF = "off"
    ON = "on"
    LOST = "lost"
    FOR_EVERYBODY = "for_everybody"

    @property
    def starts(self) -> bool:
        """The program will run after the next log-in."""
        return self in (AtLogin.ON, AtLogin.FOR_EVERYBODY)
