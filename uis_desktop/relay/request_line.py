"""The first line of a request, made what HTTP wants it to be.

UIS appends a GET template to the address as it is: Cyrillic as raw bytes,
spaces in titles.  A strict parser refuses such a line (RFC 9112 allows ASCII
without spaces only), and the notification would be lost.
"""

from __future__ import annotations

import re

_NOT_IN_A_TARGET = re.compile(rb"[^\x21-\x7e]")
_VERSION = re.compile(rb" HTTP/\d\.\d\r?\Z")


def tidy(line: bytes) -> bytes:
    """The line, without its line feed, with a target that is plain ASCII.

    A line that is fine, or no request line at all, comes back as it is.
    """
    method, space, rest = line.partition(b" ")
    version = _VERSION.search(rest)
    if not space or version is None:
        return line
    target = rest[: version.start()]
    encoded = _NOT_IN_A_TARGET.sub(lambda byte: b"%%%02X" % byte.group()[0], target)
    return method + b" " + encoded + version.group()
