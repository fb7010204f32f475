"""Named colours, light and dark, following the system as it changes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from uis_desktop.ui.resources import resource


class Theme(QObject):
    """The colours in use; tells when the person switches between light and dark."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._colours: dict[str, str] = {}
        self._chosen: Qt.ColorScheme | None = None
        application.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self._apply(application.styleHints().colorScheme())

    def colour(self, name: str) -> QColor:
        """A colour by the name it has in the theme's file."""
        return QColor(self._colours[name])

    def choose(self, scheme: Qt.ColorScheme | None) -> None:
        """Stay light or dark whatever the system does; None follows the system again."""
        self._chosen = scheme
        self._on_scheme(self._application.styleHints().colorScheme())

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._apply(scheme if self._chosen is None else self._chosen)
        self.changed.emit()

    def _apply(self, scheme: Qt.ColorScheme) -> None:
        name = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        self._colours = tomllib.loads(resource("styles", f"{name}.toml").read_text("utf-8"))
        self._application.setPalette(self._palette())
        sheet = resource("styles", "desk.qss").read_text("utf-8")
        self._application.setStyleSheet(filled_in(sheet, self._colours | pictures(name)))

    def _palette(self) -> QPalette:
        """What menus, tool tips and dialogs without a style of ours are painted with."""
        palette = QPalette(self.colour("raised"), self.colour("window"))
        role = QPalette.ColorRole
        for which, name in {
            role.Base: "surface",
            role.Text: "text",
            role.WindowText: "text",
            role.ButtonText: "text",
            role.PlaceholderText: "text_muted",
            role.Highlight: "accent",
            role.HighlightedText: "on_accent",
            role.ToolTipBase: "surface",
            role.ToolTipText: "text",
        }.items():
            palette.setColor(which, self.colour(name))
        for which in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.colour("text_disabled"))
        return palette


def pictures(name: str) -> dict[str, str]:
    """The pictures of the theme ``light`` or ``dark`` by the name the style sheet has for them."""
    return {"tick": resource("styles", f"tick_{name}.png").as_posix()}


def filled_in(sheet: str, colours: Mapping[str, str]) -> str:
    """The style sheet with every ``@name`` replaced by its colour or picture.

    Raises:
        KeyError: the sheet names a colour or picture the theme does not have.
    """
    without_comments = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"@(\w+)", lambda match: colours[match.group(1)], without_comments)
