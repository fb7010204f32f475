"""The number in a ``tel:``, ``callto:`` or ``sip:`` link, as a person would type it.

RFC 3966 (tel) and RFC 3261 (sip); browsers and office programs escape and
decorate them freely.
"""

from __future__ import annotations

from urllib.parse import unquote

_SCHEMES = frozenset({"tel", "callto", "sip", "sips"})
_LONGEST = 64


def is_invite(link: str) -> bool:
    """It is our own kind of link, and no number."""
    return link.strip().lower().startswith("uis-desktop:")


def number_in(link: str) -> str:
    """The number as text; a text that is no link stays as it is."""
    scheme, colon, rest = link.strip().partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        return link.strip()[:_LONGEST]
    number, *parameters = unquote(rest).removeprefix("//").split(";")
    number = number.partition("?")[0].partition("@")[0]
    extensions = [p for p in parameters if p.lower().startswith("ext=")]
    return ";".join([number, *extensions[:1]]).strip()[:_LONGEST]
