"""A question with yes and no, one at a time; Enter and Esc say no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

_DESTRUCTIVE = QMessageBox.ButtonRole.DestructiveRole


class Question:
    """Shows the box, and forgets it once it is answered."""

    def __init__(self) -> None:
        self._box: QMessageBox | None = None

    @property
    def is_open(self) -> bool:
        """It waits for an answer."""
        return self._box is not None

    def ask(
        self,
        title: str,
        asked: str,
        about: str,
        *,
        yes: str,
        no: str,
        on_yes: Callable[[], object],
        window: QWidget | None = None,
        role: QMessageBox.ButtonRole = _DESTRUCTIVE,
    ) -> None:
        """Ask, in place of a question that is open; ``role`` is that of the button for yes."""
        self.close()
        box = QMessageBox(window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(title)
        box.setText(asked)
        box.setInformativeText(about)
        agreed = box.addButton(yes, role)
        refused = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refused)
        box.setEscapeButton(refused)
        box.finished.connect(lambda: self._on_answer(on_yes, agreed=box.clickedButton() is agreed))
        self._box = box
        box.open()

    def raise_(self) -> None:
        """Bring it to the front."""
        if self._box is not None:
            self._box.raise_()

    def close(self) -> None:
        """Take it away; nothing is answered."""
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = None

    def _on_answer(self, on_yes: Callable[[], object], *, agreed: bool) -> None:
        self.close()
        if agreed:
            on_yes()
