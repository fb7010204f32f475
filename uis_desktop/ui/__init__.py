"""What the person sees and presses; the only floor that knows Qt."""

import builtins
import os
from importlib import import_module

# qasync takes the first Qt binding it finds unless it is told (its __init__).
os.environ["QT_API"] = "pyside6"

# PySide6 puts an import of its own in place of Python's, for the whole program: it reads the
# source of every module that is imported from then on, to find out whether it uses
# ``from __feature__ import`` (its feature.py).  No module of ours does, so ours stays.
_import = builtins.__import__
import_module("PySide6.QtCore")
builtins.__import__ = _import
