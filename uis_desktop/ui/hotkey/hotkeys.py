"""The keys for the number selected in another program, at work."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from uis_desktop.core.found_numbers import numbers_in
from uis_desktop.core.hotkeys import Hotkey, read_hotkey
from uis_desktop.core.phone import Phone
from uis_desktop.core.preferences import Preferences
from uis_desktop.errors import HotkeyRefused
from uis_desktop.ui.hotkey.seam import GlobalKeys
from uis_desktop.ui.hotkey.selection import Looking, looking
from uis_desktop.ui.language import translate
from uis_desktop.ui.notices import Notices
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.shown_numbers import shown_phone
from uis_desktop.ui.tasks import Tasks

# Qt takes it from there when a window of ours comes to the front.
_ACTIVATION = "XDG_ACTIVATION_TOKEN"
# So much the field to dial takes; half a number would be another number.
_LONGEST = 120


class Hotkeys(QObject):
    """At each press, ``numbers_wanted`` tells the number in the selected text.

    Several numbers are told in one text.  Nothing is dialled because of a press.  Where
    only the window in front may look at the text, ``front_wanted`` comes before.
    """

    numbers_wanted = Signal(str)
    front_wanted = Signal()

    def __init__(
        self,
        keys: GlobalKeys,
        tasks: Tasks,
        notices: Notices,
        *,
        text: Looking | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``text`` is that of this desktop if none is given."""
        super().__init__(parent)
        self._keys = keys
        self._tasks = tasks
        self._notices = notices
        self._text = text or looking(self)
        self._wanted = ""
        self._started = False
        self._turn = asyncio.Lock()

    def live_by(self, preferences: Preferences) -> None:
        """The person has chosen keys, or none."""
        if preferences.hotkey != self._wanted:
            self._wanted = preferences.hotkey
            self._tasks.start(self._take(just_chosen=self._started))
        self._started = True

    async def close(self) -> None:
        """Let others have the keys."""
        await self._keys.release()

    async def _take(self, *, just_chosen: bool) -> None:
        async with self._turn:
            hotkey = read_hotkey(self._wanted)
            await self._keys.release()
            if hotkey is not None:
                await self._grab(hotkey, just_chosen=just_chosen)

    async def _grab(self, hotkey: Hotkey, *, just_chosen: bool) -> None:
        try:
            await self._keys.grab(
                hotkey,
                purpose=translate("Hotkey", "Put the selected number into the field to dial"),
                pressed=self._on_pressed,
                lost=self._on_lost,
            )
        except HotkeyRefused as error:
            # He was told when he chose them, and may have given them in the desktop since.
            if just_chosen or error.reason != "unassigned":
                raise

    def _on_lost(self, error: HotkeyRefused) -> None:
        if error.reason != "unassigned":
            self._notices.complain(error)

    def _on_pressed(self, token: str) -> None:
        if token:
            os.environ[_ACTIVATION] = token
        self._text.look(self.front_wanted.emit, self._on_text)

    def _on_text(self, text: str) -> None:
        numbers = numbers_in(text)
        if numbers:
            self.numbers_wanted.emit(_in_one_line(numbers))
        else:
            self._notices.tell(_nothing_found(self._wanted, selection=self._text.selection))


def _nothing_found(keys: str, *, selection: bool) -> Words:
    if selection:
        return Words(
            translate("Hotkey", "No phone number is selected"),
            translate("Hotkey", "Select a number in any program, then press {keys}.").format(
                keys=keys
            ),
        )
    return Words(
        translate("Hotkey", "No phone number was copied"),
        translate("Hotkey", "Copy a number in any program, then press {keys}.").format(keys=keys),
    )


def _in_one_line(numbers: Sequence[Phone]) -> str:
    line = shown_phone(numbers[0])
    for number in numbers[1:]:
        longer = f"{line} / {shown_phone(number)}"
        if len(longer) > _LONGEST:
            break
        line = longer
    return line
