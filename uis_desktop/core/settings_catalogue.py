"""Everything that can be chosen, once.

The settings file, the archive for support and the search among the settings are made from
this list; the documentation is compared with it.  Type and default of a setting are those of
its field in :class:`~uis_desktop.core.preferences.Preferences`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import get_type_hints

from uis_desktop.core.hold_words import LONGEST_HOLD_WORDS, can_be_heard
from uis_desktop.core.hotkeys import read_hotkey
from uis_desktop.core.preferences import SOUND_NAMES, Preferences
from uis_desktop.core.translatable import QT_TRANSLATE_NOOP

#: A hundred years; more days than a date can go back would not be a time to keep calls.
LONGEST_KEPT_DAYS = 36_500

_TYPES: Mapping[str, object] = get_type_hints(Preferences)
_DEFAULTS: Mapping[str, object] = {field.name: field.default for field in fields(Preferences)}


def _anything(_value: object) -> bool:
    return True


def _volume(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= 100


def _days(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= LONGEST_KEPT_DAYS


def _moment_or_none(value: object) -> bool:
    return value is None or (isinstance(value, datetime) and value.tzinfo is not None)


def _keys_or_none(value: object) -> bool:
    return value == "" or (isinstance(value, str) and read_hotkey(value) is not None)


def _sound_or_none(value: object) -> bool:
    return value == "" or value in SOUND_NAMES


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be chosen.

    Attributes:
        key: its name in the settings file, and in :class:`Preferences`.
        title: what a person calls it, in English; the screen translates it (context
            ``Settings``).
        also: other words a person may look for it by, to be translated too.
        fits: what its type does not say of a value of its type.
        allowed: the same in words, for who wrote the value.
        private: what it holds is nobody else's affair; support is told only how much it is.
        cautious: counts instead of the default while the kept value is not understood; None:
            the default does no harm.
    """

    key: str
    title: str
    also: str
    fits: Callable[[object], bool] = _anything
    allowed: str = ""
    private: bool = False
    cautious: object = None

    @property
    def type(self) -> object:
        """Of its values, as an annotation."""
        return _TYPES[self.key]

    @property
    def default(self) -> object:
        """What counts if nothing was chosen."""
        return _DEFAULTS[self.key]

    @property
    def if_not_understood(self) -> object:
        """What counts if what is kept is of no use."""
        return self.default if self.cautious is None else self.cautious

    @property
    def anchor(self) -> str:
        """Its place in ``docs/settings.md`` and ``docs/settings.ru.md``."""
        return self.key.replace("_", "-")


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "show_as",
        QT_TRANSLATE_NOOP("Settings", "Show calls as"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "card notification pop-up popup window banner toast alert appearance how shown",
        ),
    ),
    Setting(
        "corner",
        QT_TRANSLATE_NOOP("Settings", "Corner"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "card position place placement location move where left right "
            "upper lower top bottom screen",
        ),
    ),
    Setting(
        "monitor",
        QT_TRANSLATE_NOOP("Settings", "Monitor"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "card screen display where which second another main pointer mouse",
        ),
    ),
    Setting(
        "over_full_screen",
        QT_TRANSLATE_NOOP("Settings", "Show cards over a program in full screen"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "video film movie presentation game fullscreen always on top windows",
        ),
    ),
    Setting(
        "colleagues_rings",
        QT_TRANSLATE_NOOP("Settings", "Show calls that ring only at colleagues"),
        QT_TRANSLATE_NOOP(
            "Settings", "others other people coworkers group team department not mine"
        ),
    ),
    Setting(
        "sound",
        QT_TRANSLATE_NOOP("Settings", "Sound"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "melody ringtone ring bell signal music audio quiet silence "
            "silent mute turn off disable",
        ),
        fits=_sound_or_none,
        allowed=f"empty or one of {', '.join(SOUND_NAMES)}",
    ),
    Setting(
        "volume",
        QT_TRANSLATE_NOOP("Settings", "Volume"),
        QT_TRANSLATE_NOOP("Settings", "sound loud loudness louder quieter level"),
        fits=_volume,
        allowed="0 to 100",
    ),
    Setting(
        "desk_phone_rings",
        QT_TRANSLATE_NOOP("Settings", "My desk phone rings: no sound of this program"),
        QT_TRANSLATE_NOOP("Settings", "telephone silence mute quiet melody"),
    ),
    Setting(
        "flash",
        QT_TRANSLATE_NOOP("Settings", "The taskbar flashes while my phone rings"),
        QT_TRANSLATE_NOOP("Settings", "panel icon blink attention"),
    ),
    Setting(
        "hotkey",
        QT_TRANSLATE_NOOP("Settings", "Keys for a selected number"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "hotkey hot key shortcut keyboard combination quick dial call selection",
        ),
        fits=_keys_or_none,
        allowed="empty, or two of Ctrl, Alt, Shift with a letter, a digit or F1 to F12",
    ),
    Setting(
        "offer_copied",
        QT_TRANSLATE_NOOP("Settings", "Offer to call a number when it is copied"),
        QT_TRANSLATE_NOOP("Settings", "clipboard copy copying dial"),
    ),
    Setting(
        "ask_before_links",
        QT_TRANSLATE_NOOP("Settings", "Ask before a link in another program is called"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "tel callto sip browser site website question confirm confirmation calling click dial",
        ),
    ),
    Setting(
        "hold_words",
        QT_TRANSLATE_NOOP("Settings", "What the caller hears on hold"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "wait waiting transfer consultation message text phrase words music client",
        ),
        fits=can_be_heard,
        allowed=f"one line of 1 to {LONGEST_HOLD_WORDS} characters that can be read out",
        private=True,
    ),
    Setting(
        "keep_days",
        QT_TRANSLATE_NOOP("Settings", "Keep calls"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "history journal log delete clear retention how long days old storage",
        ),
        fits=_days,
        allowed=f"0 to {LONGEST_KEPT_DAYS}",
        # What would be deleted cannot be had again.
        cautious=0,
    ),
    Setting(
        "scheme",
        QT_TRANSLATE_NOOP("Settings", "Light or dark"),
        QT_TRANSLATE_NOOP("Settings", "theme mode colours colors night look appearance"),
    ),
    Setting(
        "autostart",
        QT_TRANSLATE_NOOP("Settings", "Start the program when I log in"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "autostart startup boot launch run computer windows login begin automatically",
        ),
    ),
    Setting(
        "tell_updates",
        QT_TRANSLATE_NOOP("Settings", "Tell me of new versions"),
        QT_TRANSLATE_NOOP("Settings", "update upgrade release newer program download automatic"),
    ),
    Setting(
        "crm_rules",
        QT_TRANSLATE_NOOP("Settings", "Open the customer in the CRM"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Bitrix24 amoCRM Planfix rule browser page program address card client",
        ),
        private=True,
    ),
    Setting(
        "quiet_until",
        QT_TRANSLATE_NOOP("Settings", "Show no cards until"),
        QT_TRANSLATE_NOOP(
            "Settings", "pause quiet do not disturb dnd break lunch hide snooze cards"
        ),
        fits=_moment_or_none,
        allowed="null, or a time with its zone",
    ),
)

BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}
