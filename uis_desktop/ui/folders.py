"""Where a person keeps files."""

from __future__ import annotations

from PySide6.QtCore import QDir, QStandardPaths


def documents_folder() -> str:
    """Where a question for a file begins."""
    location = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(location) or QDir.homePath()
