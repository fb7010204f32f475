"""Which key of an X keyboard is meant, whatever layout is on.

Keysyms are those of ``keysymdef.h``: Latin letters and digits are their characters,
Cyrillic letters 0x600 above their code in KOI8-R, F1 is 0xffbe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from uis_desktop.core.hotkeys import Hotkey, Modifier
from uis_desktop.core.keyboard_layout import other_layouts

_F1 = 0xFFBE
_CYRILLIC = 0x600
_SHIFT, _LOCK, _CONTROL, _MOD1, _MOD4 = 1, 2, 4, 8, 64
_NUM_LOCK = 0xFF7F
_SCROLL_LOCK = 0xFF14
_HELD = {
    Modifier.ALT: ((0xFFE9, 0xFFEA), _MOD1),
    Modifier.META: ((0xFFEB, 0xFFEC), _MOD4),
}


@dataclass(frozen=True, slots=True)
class Keyboard:
    """An X keyboard.

    Attributes:
        first: the lowest keycode.
        keysyms: of each keycode from there on, all its levels and groups.
        modifiers: the keycodes of the eight modifiers, Shift first.
    """

    first: int
    keysyms: Sequence[Sequence[int]]
    modifiers: Sequence[Sequence[int]]

    def keycode(self, key: str) -> int | None:
        """The key with this letter, digit or F on it; None if there is none.

        A keyboard that has only a Russian layout has the letter where a Russian
        keyboard has both.
        """
        for keysym in _keysyms(key):
            found = [
                (syms.index(keysym), self.first + n)
                for n, syms in enumerate(self.keysyms)
                if keysym in syms
            ]
            if found:
                return min(found)[1]
        return None

    def masks(self, hotkey: Hotkey) -> tuple[int, ...]:
        """The state of the modifiers with every state of the locks, which mean nothing here."""
        wanted = 0
        for modifier in hotkey.modifiers:
            wanted |= self._mask(modifier)
        masks = [wanted]
        locks = {_LOCK, self._of(_NUM_LOCK), self._of(_SCROLL_LOCK)}
        for lock in locks - {0}:
            if not wanted & lock:
                masks += [mask | lock for mask in masks]
        return tuple(masks)

    def _mask(self, modifier: Modifier) -> int:
        if modifier is Modifier.CTRL:
            return _CONTROL
        if modifier is Modifier.SHIFT:
            return _SHIFT
        keysyms, usual = _HELD[modifier]
        return next(filter(None, map(self._of, keysyms)), usual)

    def _of(self, keysym: int) -> int:
        """The modifier a key with this keysym is; 0 for none."""
        for place, keycodes in enumerate(self.modifiers):
            for keycode in keycodes:
                # Unused places hold 0.
                if keycode >= self.first and keysym in self.keysyms[keycode - self.first]:
                    return 1 << place
        return 0


def _keysyms(key: str) -> list[int]:
    if len(key) > 1:
        return [_F1 + int(key[1:]) - 1]
    cyrillic = other_layouts(key) if key.isalpha() else ()
    return [ord(key.lower()), *(_CYRILLIC + one.encode("koi8_r")[0] for one in cyrillic)]
