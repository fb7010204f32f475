"""Something that answers in the place of a server we know: a page for people."""

from __future__ import annotations

from uis_desktop.errors import ReplyNotUnderstood, WebPageInstead
from uis_desktop.net.https import Answer

_OK = 200
_ELSEWHERE = range(300, 400)
#: "Network Authentication Required" (RFC 6585, 6): the network's own word for it.
_SIGN_IN_TO_THE_NETWORK = 511
_PAGE = b"<"


def is_web_page(answer: Answer) -> bool:
    """It leads a browser somewhere, or is HTML where JSON was asked for.

    HTML with an error's status is left out: proxies say so that a server is down.
    """
    if answer.status in _ELSEWHERE or answer.status == _SIGN_IN_TO_THE_NETWORK:
        return True
    return answer.status == _OK and answer.body.lstrip()[:1] == _PAGE


def not_understood(answer: Answer, detail: str) -> ReplyNotUnderstood:
    """The error for an answer that is not in the agreed form."""
    if is_web_page(answer):
        return WebPageInstead(detail, answer.host)
    return ReplyNotUnderstood(detail)
