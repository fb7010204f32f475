"""What a person has chosen for the program at this desk; every choice has a default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from uis_desktop.core.crm_rules import CrmRule
from uis_desktop.core.hold_words import USUAL_HOLD_WORDS
from uis_desktop.core.surfaces import ShowAs


class Corner(StrEnum):
    """The corner of the screen the cards stand in."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


class Scheme(StrEnum):
    """Which colours: as the system, or always the same."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


#: The cards follow the pointer to its screen.
POINTERS_SCREEN = "pointer"
#: The names of our own sounds.
SOUND_NAMES = ("chime", "bell", "knock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The choices of one installation.

    Attributes:
        show_as: what shows calls.
        corner: where the cards stand.
        monitor: the name of the screen they stand on, as the system calls it; empty
            for the main one, ``pointer`` for the one the pointer is on.
        over_full_screen: cards also appear over a program in full screen.
        colleagues_rings: a card also for a call that does not ring at me.
        sound: the name of a sound of ours; empty for none.
        volume: of that sound, 0 to 100.
        flash: the taskbar entry flashes while my phone rings.
        desk_phone_rings: a telephone rings on the desk anyway: no sound of ours.
        quiet_until: no cards before that moment (UTC); None: not asked for.
        hold_words: UIS reads this to a contact who waits.
        keep_days: so long calls stay in the history; 0: for ever.
        scheme: light or dark.
        hotkey: the keys for the number selected in another program, as
            :mod:`uis_desktop.core.hotkeys` writes them; empty for none.
        offer_copied: a number copied in another program is offered for a call.
        crm_rules: how a customer is opened in the CRM; the first that fits.
        ask_before_links: a ``tel:`` link is a question first; else it is dialled at once.
        autostart: the system starts the program when the person logs in.
        tell_updates: the person is told of new versions.
    """

    show_as: ShowAs = ShowAs.AUTO
    corner: Corner = Corner.BOTTOM_RIGHT
    monitor: str = ""
    over_full_screen: bool = False
    colleagues_rings: bool = True
    sound: str = "chime"
    volume: int = 70
    flash: bool = True
    desk_phone_rings: bool = False
    quiet_until: datetime | None = None
    hold_words: str = USUAL_HOLD_WORDS
    keep_days: int = 365
    scheme: Scheme = Scheme.SYSTEM
    hotkey: str = ""
    offer_copied: bool = False
    crm_rules: tuple[CrmRule, ...] = ()
    ask_before_links: bool = True
    autostart: bool = False
    tell_updates: bool = True

    def quiet_at(self, now: datetime) -> bool:
        """No cards are wanted now."""
        return self.quiet_until is not None and now < self.quiet_until

    @property
    def loud(self) -> bool:
        """A sound of ours is wanted for a call."""
        return bool(self.sound) and self.volume > 0 and not self.desk_phone_rings
