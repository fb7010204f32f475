"""The taskbar draws the eye to the window while my phone rings."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget


def flash(window: QWidget | None, duration_ms: int) -> None:
    """Have the taskbar's entry of a window flash; nothing to do if there is none."""
    if window is not None and window.isVisible():
        QApplication.alert(window, duration_ms)
