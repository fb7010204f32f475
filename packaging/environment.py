"""Runs before the program: takes out of the environment what the bundle's starter put in.

The loader has read it by now.  A browser or a player of sounds that the program starts
would take the bundle's libraries for its own, and fail.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]
