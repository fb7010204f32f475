"""The text a person has marked, in whatever program."""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication


def selected_text() -> str:
    """What is selected; where a desktop does not tell that, what was copied last.

    X11 and Wayland keep the selection apart from the clipboard; Windows and macOS
    know only what was copied.
    """
    clipboard = QGuiApplication.clipboard()
    selection = clipboard.supportsSelection()
    return clipboard.text(QClipboard.Mode.Selection if selection else QClipboard.Mode.Clipboard)
