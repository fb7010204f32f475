"""The smaller sections: numbers in other programs, the history, the looks, the CRM."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QPushButton

from uis_desktop.core.autostart import AtLogin
from uis_desktop.core.preferences import Preferences, Scheme
from uis_desktop.core.updates import Telling
from uis_desktop.ui.hotkey.selection import selection_is_told
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import PlainLabel
from uis_desktop.ui.settings.keys_field import KeysField
from uis_desktop.ui.settings.section import HINT_WIDTH, Section

_SCHEMES: Mapping[str, str] = {
    Scheme.SYSTEM: QT_TRANSLATE_NOOP("Settings", "As the system"),
    Scheme.LIGHT: QT_TRANSLATE_NOOP("Settings", "Light"),
    Scheme.DARK: QT_TRANSLATE_NOOP("Settings", "Dark"),
}
_KEPT: Mapping[int, str] = {
    30: QT_TRANSLATE_NOOP("Settings", "30 days"),
    90: QT_TRANSLATE_NOOP("Settings", "90 days"),
    365: QT_TRANSLATE_NOOP("Settings", "A year"),
    3 * 365: QT_TRANSLATE_NOOP("Settings", "Three years"),
    0: QT_TRANSLATE_NOOP("Settings", "For ever"),
}

_TELLING: Mapping[Telling, str] = {
    Telling.POSSIBLE: QT_TRANSLATE_NOOP(
        "Settings", "Asked once a day, told when no call goes on. Nothing is installed by itself."
    ),
    Telling.NO_KEY: QT_TRANSLATE_NOOP(
        "Settings",
        "This build never asks: it was made without the key that releases are signed with.",
    ),
    Telling.FORBIDDEN: QT_TRANSLATE_NOOP("Settings", "Your administrator takes care of updates."),
}


class NumbersSection(Section):
    """How numbers that stand in other programs are called."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Numbers in other programs"))
        keys = KeysField(HINT_WIDTH, selection=selection_is_told())
        self.row("hotkey", keys, question=translate("Settings", "Keys for a number"))
        keys.name(translate("Settings", "Keys for a selected number"))
        self.hint("hotkey", keys.hint)
        self.switch("offer_copied")
        self.switch("ask_before_links")
        keys.chosen.connect(lambda chosen: self.wish("hotkey", chosen))
        self.on_show(lambda preferences: keys.show_keys(preferences.hotkey))


class HistorySection(Section):
    """How long calls are kept."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "History"))
        self._kept = QComboBox()
        when_deleted = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        self.row("keep_days", self._kept)
        self.hint("keep_days", when_deleted)
        when_deleted.show_text(
            translate("Settings", "Older calls and their notes are deleted at the next start."), 200
        )
        self._kept.activated.connect(lambda: self.wish("keep_days", int(self._kept.currentData())))
        self.on_show(self._show_kept)

    def _show_kept(self, preferences: Preferences) -> None:
        """Offer the usual times to keep calls, and the chosen one if it is another."""
        days = preferences.keep_days
        with QSignalBlocker(self._kept):
            self._kept.clear()
            for usual, words in _KEPT.items():
                self._kept.addItem(translate("Settings", words), usual)
            if days not in _KEPT:
                self._kept.addItem(translate("Settings", "Days: {count}").format(count=days), days)
            self._kept.setCurrentIndex(self._kept.findData(days))


class LooksSection(Section):
    """How the program looks."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Colours"))
        self.row("scheme", self.choice("scheme", _SCHEMES, Scheme))


class StartSection(Section):
    """Whether the program starts by itself."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Start"))
        self._at_login = self.switch("autostart")
        self._whose = PlainLabel("hint", lines=2, width=HINT_WIDTH)
        self.hint("autostart", self._whose)
        self._everybody = False
        self.on_show(lambda _: self._enable())
        self.show_at_login(AtLogin.OFF)

    def show_at_login(self, state: AtLogin) -> None:
        """What the system does; the choices in force say the same."""
        self._everybody = everybody = state is AtLogin.FOR_EVERYBODY
        words = translate(
            "Settings",
            "It is started for everybody on this computer; an administrator changes that.",
        )
        self._whose.show_text(words if everybody else "", 200)
        self._enable()

    def _enable(self) -> None:
        self._at_login.setEnabled(not self._everybody and not self.locked("autostart"))


class UpdatesSection(Section):
    """Whether the person is told of new versions."""

    def __init__(self) -> None:
        super().__init__(translate("Settings", "New versions"))
        self._tell = self.switch("tell_updates")
        self._why = PlainLabel("hint", lines=3, width=HINT_WIDTH)
        self.hint("tell_updates", self._why)
        self._telling = Telling.NO_KEY
        self.on_show(lambda _: self.show_telling(self._telling))

    def show_telling(self, telling: Telling) -> None:
        """Whether the person can be told at all."""
        self._telling = telling
        self._why.show_text(translate("Settings", _TELLING[telling]), 300)
        self._tell.setEnabled(telling is Telling.POSSIBLE and not self.locked("tell_updates"))


class CrmSection(Section):
    """``rules_wanted`` asks for the window of the rules."""

    rules_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(translate("Settings", "CRM"))
        rules = QPushButton(translate("Settings", "Open the customer in the CRM…"))
        rules.setAutoDefault(False)
        rules.clicked.connect(self.rules_wanted)
        self.line("crm_rules", rules)
