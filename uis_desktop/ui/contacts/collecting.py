"""Keeps Python's collector from walking over 100,000 contacts, which takes 0.1 s each time.

The contacts of a file have no cycles: they go when nobody holds them any more.  The
collector would look at every one of them again and again while they come in, and later
with whatever else it looks at; meanwhile the window would stand still.

What was set aside stays so for good, as what is loaded at the start does: to look at
all of that again takes 0.1 s too, in the middle of a ring for example.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects_come() -> Iterator[None]:
    """No collecting while they come; then all there is is set aside."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
