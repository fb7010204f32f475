"""Keys that work whatever program is in front: which may be chosen, and how they are read.

Written as Qt writes them in settings: ``Ctrl+Alt+C``; ``Meta`` is the key with the
system's sign on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from uis_desktop.core.keyboard_layout import other_layouts


class Modifier(StrEnum):
    """A key that is held down; in the order in which they are written."""

    META = "Meta"
    CTRL = "Ctrl"
    ALT = "Alt"
    SHIFT = "Shift"


#: With one of these, a letter belongs to the program in front: Ctrl+C, Alt+F.
_FEWEST = 2
_KEY = re.compile(r"[A-Z0-9]|F([1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Hotkey:
    """Keys pressed together.

    Attributes:
        key: ``A`` to ``Z``, ``0`` to ``9`` or ``F1`` to ``F12``: a key of the
            keyboard, whatever layout is on.
    """

    modifiers: frozenset[Modifier]
    key: str

    def __str__(self) -> str:
        return "+".join([*(m.value for m in Modifier if m in self.modifiers), self.key])


def read_hotkey(text: str) -> Hotkey | None:
    """The keys, or None for what cannot be used.

    A letter typed with the Russian layout on is the key it is on.
    """
    *held, key = text.split("+")
    key = key.strip().upper()
    if len(key) == 1 and not key.isascii():
        key = next(iter(other_layouts(key)), "").upper()
    names = {modifier.value: modifier for modifier in Modifier}
    if not _KEY.fullmatch(key) or any(name not in names for name in held):
        return None
    hotkey = Hotkey(frozenset(names[name] for name in held), key)
    return hotkey if _is_free(hotkey) else None


_XDG = {Modifier.META: "LOGO", Modifier.CTRL: "CTRL", Modifier.ALT: "ALT", Modifier.SHIFT: "SHIFT"}


def xdg_trigger(hotkey: Hotkey) -> str:
    """As desktops of freedesktop.org are told: ``CTRL+ALT+c``.

    specifications.freedesktop.org/shortcuts-spec: modifiers, and the name of the
    keysym as in ``xkbcommon-keysyms.h``; that of a letter's key is the small letter.
    """
    key = hotkey.key if len(hotkey.key) > 1 else hotkey.key.lower()
    return "+".join([*(_XDG[m] for m in Modifier if m in hotkey.modifiers), key])


def _is_free(hotkey: Hotkey) -> bool:
    """Programs have no use of their own for these keys."""
    if str(hotkey) == "Alt+F4":
        return False
    enough = 1 if len(hotkey.key) > 1 or Modifier.META in hotkey.modifiers else _FEWEST
    return len(hotkey.modifiers) >= enough
