"""Hides from a program what only the tests install beside it.

httpx loads trio, click and rich wherever they lie: 9 MB that no employee has.  Python runs
this file at its start if the folder is in ``PYTHONPATH``.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder

_HIDDEN = frozenset(os.environ.get("HIDDEN_MODULES", "").split(","))


class _NotInstalled(MetaPathFinder):
    def find_spec(self, fullname: str, _path: object, _target: object = None) -> None:
        if fullname in _HIDDEN:
            raise ModuleNotFoundError(f"hidden: {fullname}", name=fullname)


sys.meta_path.insert(0, _NotInstalled())
