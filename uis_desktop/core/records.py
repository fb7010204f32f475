"""Which links to a record of a talk may be opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

#: Where the four brands keep records (help centre and public integrations).  CallGear
#: documents no host: these two are what its sister brands call theirs.
RECORD_HOSTS = frozenset(
    {
        "app.uiscom.ru",
        "media.uiscom.ru",
        "app.comagic.ru",
        "media.comagic.ru",
        "media.novofon.ru",
        "files.novofon.ru",
        "app.callgear.com",
        "media.callgear.com",
    }
)


def first_record(links: Iterable[str]) -> str | None:
    """The first of a call's links that may be opened."""
    return next(filter(may_be_opened, links), None)


def may_be_opened(link: str, hosts: Collection[str] = RECORD_HOSTS) -> bool:
    """Whether a link leads to a record at UIS and to nothing else.

    A notification's text comes from outside: a link to another host or scheme,
    with a name in front of the host, to another port or with characters no link
    has is not opened.
    """
    if not link.isascii() or not link.isprintable() or " " in link or "\\" in link:
        return False
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and port in {None, 443}
    return parts.scheme == "https" and plain and (parts.hostname or "") in hosts
