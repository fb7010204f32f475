"""What the programs of these tests import, paid once for all of them.

Only the forkserver of :mod:`tests.forked` imports this.  Qt is only loaded: whatever has
a thread or talks to a screen comes with the application, in each program of its own.
"""

from __future__ import annotations

import gc
import importlib

for _name in (
    "qasync",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "tests.ui.samples",
    "uis_desktop.ui.desk",
):
    importlib.import_module(_name)
gc.freeze()
