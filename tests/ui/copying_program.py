"""Another program, in which a key copies its argument: ``python -m tests.ui.copying_program TEXT``.

Says on its output ``front`` when it has the keyboard, then ``copied``.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


class _Field(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(sys.argv[1])
        if clipboard.ownsClipboard():
            _say("copied")


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    application.focusWindowChanged.connect(lambda window: _say("front" if window else "behind"))
    field = _Field()
    field.show()
    sys.exit(application.exec())
